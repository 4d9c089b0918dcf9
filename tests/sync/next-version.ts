import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type * as core from '../../db/core/sql'
import type * as changes from '../../db/outbox/changes'
import type * as heldBooks from '../../db/register/books'
import type * as books from '../../main/register/books'
import type * as start from '../../server/start'
import type * as backups from '../fixtures/backups'
import type * as office from '../fixtures/office'
import type * as forging from './forging'
import type * as stories from './stories'

/**
 * The version after this one, made of this tree: a copy of its sources with what a next version usually brings. It is a program of its
 * own, with its own modules; what it and this one have in common is the server they speak to, and the folder of a desk that was updated.
 */
const COPIED = ['contract', 'domain', 'db', 'main', 'server', 'tests/fixtures', 'tests/sync']

/** Like a patch: the line that is found, and what stands there instead. One that is not found fails the test. */
const CHANGES: Record<string, readonly (readonly [string, string])[]> = {
  // A further entity, replicated, which a PC that joins needs too.
  'domain/entities/index.ts': [
    [`import { letter } from './letter'`, `import { letter } from './letter'\nimport { hologram } from './hologram'`],
    [`  conflict,\n}`, `  conflict,\n  hologram,\n}`],
  ],
  // A further field of an entry, of a unit, of a card, of a letter; and notes that may be longer.
  'domain/entities/entry.ts': [
    [`    notes: text(line(4000)),`, `    notes: text(line(4000)),\n    colour: text(line(40), optional),`],
  ],
  'domain/entities/unit.ts': [
    [`    until: text(LegalDate, end),`, `    until: text(LegalDate, end),\n    floor: int(count, optional),`],
  ],
  'domain/entities/contact.ts': [
    [`    notes: text(line(4000)),`, `    notes: text(line(9000)),\n    nickname: text(line(80), optional),`],
  ],
  'domain/entities/letter.ts': [
    [`    state: text(word, group),`, `    state: text(word, group),\n    mood: text(line(40), groupOptional),`],
  ],
  'domain/letters/states.ts': [
    [`writes: ['content', 'updatedAt', 'authors'] }`, `writes: ['content', 'updatedAt', 'authors', 'mood'] }`],
  ],
  'contract/register.ts': [
    [`  notes: paragraphs(4000),`, `  notes: paragraphs(4000),\n  colour: text(40).nullable().optional(),`],
  ],
  'contract/correctable.ts': [[`  'notes',\n`, `  'notes',\n  'colour',\n`]],
  // Further words: an urgency, a channel, a kind of card, a role.
  'contract/values.ts': [
    [`'mostUrgent']`, `'mostUrgent', 'whenever']`],
    [`  'diplomaticBag',`, `  'diplomaticBag',\n  'pigeon',`],
  ],
  'contract/community.ts': [
    [`contactKinds = ['person', 'entity']`, `contactKinds = ['person', 'entity', 'robot']`],
    [`  notes: paragraphs(4000),`, `  notes: paragraphs(9000),\n  nickname: text(80).nullable().optional(),`],
  ],
  'contract/permissions.ts': [
    [
      `  administrator: [`,
      `  archivist: ['register:read', 'contacts:read', 'users:manage', 'sync:read'],\n  administrator: [`,
    ],
  ],
  // A further kind of operation, a further act of a book, and a further reason of the server.
  'contract/wire.ts': [
    [`['create', 'patch'] as const`, `['create', 'patch', 'touch'] as const`],
    [`  'unknown-entity',`, `  'unknown-entity',\n  'full-moon',`],
  ],
  'contract/books.ts': [[`'rescan']`, `'rescan', 'annotation']`]],
  'domain/register/pairing.ts': [
    [`'cancellation', 'description']).some`, `'cancellation', 'description', 'annotation']).some`],
  ],
  'domain/register/replay.ts': [[`act.kind === 'correction'`, `['correction', 'annotation'].includes(act.kind)`]],
  'server/sync/place.ts': [
    [
      `  const row = rows.row(entity, op.id)\n  if (op.kind === 'patch'`,
      `  if (op.fields['city'] === 'Luna') return 'full-moon'\n  const row = rows.row(entity, op.id)\n  if (op.kind === 'patch'`,
    ],
  ],
}

const ADDED: Record<string, string> = {
  'domain/entities/hologram.ts': `
    import { everybody } from '../visibility/rule'
    import { holds } from './writing'
    import { entity } from './entity'
    import { Id, count, int, line, optional, text } from './field'
    export const hologram = entity({
      fields: { entryId: text(Id, optional), shade: text(line(200)), depth: int(count, { group: 'depth' }) },
      sees: everybody,
      writes: holds('register:write', 'office:manage'),
      needed: true,
    })`,
  'db/migrations/0999-next.ts': `
    import { added, createTable } from './columns'
    export class Next9999999999999 {
      name = 'Next9999999999999'
      async up(q) {
        const kept = { rv: 'int=0', versions: "text='{}'", extra: "text='{}'" }
        await createTable(q, 'hologram', { id: 'text', entryId: 'text?', shade: 'text', depth: 'int', ...kept })
        await q.query(added('entry', 'colour', 'text?'))
        await q.query(added('unit', 'floor', 'int?'))
        await q.query(added('contact', 'nickname', 'text?'))
        await q.query(added('letter', 'mood', 'text?'))
      }
      async down() { throw new Error('forward only') }
    }`,
}

export type NextVersion = {
  stories: typeof stories
  office: typeof office
  backups: typeof backups
  forging: typeof forging
  changes: typeof changes
  books: typeof books
  sql: typeof core.sql
  heldBook: typeof heldBooks.heldBook
  startServer: typeof start.startServer
  remove: () => void
}

export async function nextVersion(): Promise<NextVersion> {
  mkdirSync('out', { recursive: true })
  // Inside the repository, so that packages are found as from here.
  const folder = mkdtempSync(resolve('out', 'next-'))
  for (const name of COPIED) cpSync(name, join(folder, name), { recursive: true })
  for (const [file, changes] of Object.entries(CHANGES)) {
    const path = join(folder, file)
    let text = readFileSync(path, 'utf8')
    for (const [found, instead] of changes) {
      if (text.split(found).length !== 2) throw new Error(`the next version does not fit: ${found} in ${file}`)
      text = text.replace(found, () => instead)
    }
    writeFileSync(path, text)
  }
  for (const [file, text] of Object.entries(ADDED)) writeFileSync(join(folder, file), text)
  const module = <T>(file: string): Promise<T> => import(/* @vite-ignore */ join(folder, file)) as Promise<T>
  const { sql } = await module<typeof core>('db/core/sql.ts')
  const { heldBook } = await module<typeof heldBooks>('db/register/books.ts')
  const { startServer } = await module<typeof start>('server/start.ts')
  return {
    stories: await module('tests/sync/stories.ts'),
    office: await module('tests/fixtures/office.ts'),
    backups: await module('tests/fixtures/backups.ts'),
    forging: await module('tests/sync/forging.ts'),
    changes: await module('db/outbox/changes.ts'),
    books: await module('main/register/books.ts'),
    heldBook,
    sql,
    startServer,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
