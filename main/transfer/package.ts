import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { AppError } from '../../contract/errors'
import type { Disposal } from '../../contract/disposal'
import type { Actor } from '../../contract/permissions'
import type { Fields, Plain } from '../../contract/wire'
import { filesOfEntry, type FileRow } from '../../db/documents/files'
import { closingsOfDays, packedEntries, type PackedRecord } from '../../db/disposal/packed'
import { levelsOf } from '../../db/disposal/lists'
import { filingPlan } from '../../db/filing/plan'
import type { Reader } from '../../db/core/sql'
import { actsAfter, type ActRow } from '../../db/register/acts'
import { bookById } from '../../db/register/books'
import { personById } from '../../db/session/people'
import { fileNameFor } from '../../domain/documents/names'
import { BOM, csvLine } from '../../domain/text/csv'
import type { Desk } from '../desk'
import { shown } from '../disposal/showing'
import { openFile } from '../documents/documents'
import type { Work } from '../jobs/work'
import { sheetBytes } from '../register/sheets'
import { record } from '../security/log'
import { Bag, wholeFolder } from './bag'
import type { ChainHead, Packed } from './verify'
import { zipPackage } from './zipped'

const PAGE = 500
const HOW =
  'Each line after the first is one act. bodyHash = sha256(salt + body); commitment = sha256(canonical(header) + bodyHash), the header being ' +
  '{at, bookId, deviceId, entryId, kind, position, seq, userId} as RFC 8785; link = sha256(previous + seq + commitment); the first previous is ' +
  'sha256("diwan book " + book id). A body that is null is of an entry that is not in this package: its hash stands.'

export type Made = { name: string; entries: number; files: number; zipped: boolean }

/**
 * The package of an approved transfer list for the archives: a bag with each entry's metadata and history, its documents as they came, the sheets
 * of its days, and the chain of its books, so that all of it can be held against itself without this office. That guarded entries leave is
 * recorded before (A3). @throws stale: not an approved transfer list · not-due: some of it is hidden or not here · chain-incomplete
 */
export async function makePackage(
  desk: Desk,
  actor: Actor,
  { id, parent, asZip }: { id: string; parent: string; asZip: boolean },
  work: Work,
): Promise<Made> {
  const list = await shown(desk.db.read, actor, id)
  if (list.fate !== 'transfer' || list.decision?.what !== 'approved') throw new AppError('stale')
  const ids = list.lines.flatMap((line) => (line.hidden ? [] : [line.id]))
  if (ids.length < list.lines.length) throw new AppError('not-due', { count: list.lines.length - ids.length })
  const guarded = (await levelsOf(desk.db.read, actor, ids)).filter((level) => level !== 'ordinary').length
  if (guarded > 0)
    await record(desk, { kind: 'export', userId: actor.userId, entity: 'entry', detail: { lines: guarded } })
  const day = new Date(desk.clock.now()).toISOString().slice(0, 10)
  const name = await freeName(parent, `diwan-transfer-${day}-${id.slice(-6)}`)
  let files = 0
  await wholeFolder(join(parent, name), async (folder) => {
    const bag = new Bag(folder)
    const entries = await packedEntries(desk.db.read, actor, ids)
    const documents = new Map<string, Packed['files']>()
    for (const [at, entry] of entries.entries()) {
      work.progress('entries', at, entries.length)
      documents.set(entry.id, await packDocuments(desk, actor, bag, entry.id, at + 1))
    }
    files = [...documents.values()].reduce((sum, some) => sum + some.length, 0)
    const sheets = await addSheets(desk, actor, bag, entries, work)
    // What is said of each entry and what proves it are of one moment: somebody may correct one meanwhile.
    await desk.db.snapshot(async (read) => {
      const now = await packedEntries(read, actor, ids)
      if (now.length < ids.length) throw new AppError('not-due', { count: ids.length - now.length })
      await addMetadata(read, bag, list, now, documents)
      await addChains(read, bag, now, new Set(ids), work)
    })
    await bag.finish(await infoOf(desk, actor, list, sheets))
  })
  const zipped = asZip && (await zipPackage(parent, name))
  return { name: zipped ? `${name}.zip` : name, entries: ids.length, files, zipped }
}

/** Made twice in one day: both stay. */
async function freeName(parent: string, name: string): Promise<string> {
  const there = new Set(await readdir(parent))
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${name}-${n}`
    if (!there.has(free) && !there.has(`${free}.zip`)) return free
  }
}

/** Its documents as they came, older versions too (I3); one that is not here is brought, or nothing is made. */
async function packDocuments(
  desk: Desk,
  actor: Actor,
  bag: Bag,
  entryId: string,
  place: number,
): Promise<Packed['files']> {
  const files: Packed['files'] = []
  for (const [at, row] of (await filesOfEntry(desk.db.read, entryId)).entries()) {
    const file = await readable(desk, actor, row)
    const ending = extname(fileNameFor(file.name, file.mediaType)).toLowerCase()
    const path = `documents/${String(place).padStart(4, '0')}/${String(at + 1).padStart(2, '0')}${/^\.[a-z0-9]+$/.test(ending) ? ending : '.bin'}`
    const hash = await bag.add(path, desk.files.read(file.sha256, file.fileKey, file.size))
    if (hash !== file.sha256) throw new AppError('file-damaged', { name: file.name })
    files.push({ sha256: hash, path: `data/${path}` })
  }
  return files
}

async function readable(desk: Desk, actor: Actor, row: FileRow): Promise<FileRow & { fileKey: string }> {
  await openFile(desk, actor, row.id, true)
  const file = (await filesOfEntry(desk.db.read, row.entryId ?? '')).find((one) => one.id === row.id)
  if (!file || file.fileKey === null) throw new AppError('file-missing', { name: row.name })
  return { ...file, fileKey: file.fileKey }
}

async function addMetadata(
  read: Reader,
  bag: Bag,
  list: Disposal,
  entries: readonly PackedRecord[],
  documents: ReadonlyMap<string, Packed['files']>,
): Promise<void> {
  const plan = new Map((await filingPlan(read)).map((one) => [one.id, one]))
  const rows = entries.map(({ id, numberText: number, fields, correspondent, unit }) => {
    const held = plan.get(String(fields['classId'] ?? ''))
    const packed: Packed = { id, number, fields, files: documents.get(id) ?? [] }
    return { ...packed, correspondent, unit, class: held && { ...held, id: undefined } }
  })
  await bag.text(
    'entries.json',
    JSON.stringify({ format: 'diwan-transfer-1', list: { ...list, lines: undefined }, entries: rows }, null, 1),
  )
  const columns = ['numberText', 'businessDate', 'letterDate', 'reference', 'subject', 'level'] as const
  const said = (fields: Fields, name: string): string => String(fields[name] ?? '')
  const lines = rows.map((row) => [
    ...columns.map((name) => said(row.fields, name)),
    ...[row.correspondent?.nameAr ?? '', row.correspondent?.nameLatin ?? '', row.class?.code ?? ''],
    row.files.map(({ path }) => path).join(' '),
  ])
  const head = [...columns, 'correspondentAr', 'correspondentLatin', 'class', 'documents']
  await bag.text('entries.csv', BOM + [head, ...lines].map((line) => csvLine(line, ',')).join(''))
}

/** The sheets of the days on which they were registered (PDF/A), those this PC can give. @returns how many */
async function addSheets(
  desk: Desk,
  actor: Actor,
  bag: Bag,
  entries: readonly PackedRecord[],
  work: Work,
): Promise<number> {
  const days = await closingsOfDays(desk.db.read, entries)
  let added = 0
  for (const [at, { id, bookId, date }] of days.entries()) {
    work.progress('drawing', at, days.length)
    try {
      const { bytes } = await sheetBytes(desk, actor, id)
      await bag.add(`sheets/${bookId}/${date}-${at + 1}.pdf`, [bytes])
      added++
    } catch (error) {
      // Made by the PC that holds the book alone; the chain proves the day without its paper.
      if (!(error instanceof AppError) || error.code !== 'no-book') throw error
    }
  }
  return added
}

/** The whole chain of each book: bodies of what is packed and of the book's own acts, of all others the hash (A2). */
async function addChains(
  read: Reader,
  bag: Bag,
  entries: readonly PackedRecord[],
  packed: ReadonlySet<string>,
  work: Work,
): Promise<void> {
  for (const bookId of new Set(entries.map((entry) => entry.bookId))) {
    const book = await bookById(read, bookId)
    if (!book) throw new AppError('not-found')
    const { registerId: register, year, desk, opening, lastLink: head, lastPosition: position } = book
    const begins: ChainHead & { how: string } = {
      ...{ format: 'diwan-chain-1', how: HOW, head, position },
      book: { id: bookId, register, year, desk, opening },
    }
    await bag.add(`chain/${bookId}.jsonl`, chainLines(read, begins, packed, work))
  }
}

async function* chainLines(
  read: Reader,
  begins: ChainHead,
  packed: ReadonlySet<string>,
  work: Work,
): AsyncGenerator<Buffer> {
  const line = (value: object): string => `${JSON.stringify(value)}\n`
  yield Buffer.from(line(begins))
  for (let at = 0; at < begins.position;) {
    work.progress('acts', at, begins.position)
    const acts = await actsAfter(read, begins.book.id, at, PAGE)
    const last = acts.at(-1)
    // Of another PC's book not every act may be here yet: such a chain would prove nothing.
    if (last?.position !== at + acts.length) throw new AppError('chain-incomplete', { year: begins.book.year })
    yield Buffer.from(acts.map((act) => line(open(act, packed))).join(''))
    at = last.position
  }
}

function open(act: ActRow, packed: ReadonlySet<string>): Record<string, Plain> {
  const { bookId, position, kind, entryId, seq, at, userId, deviceId, bodyHash, previous, link, signature } = act
  const [body, salt] = entryId === null || packed.has(entryId) ? [act.body, act.salt] : [null, null]
  return { bookId, position, kind, entryId, seq, at, userId, deviceId, body, salt, bodyHash, previous, link, signature }
}

async function infoOf(desk: Desk, actor: Actor, list: Disposal, sheets: number): Promise<[string, string][]> {
  const by = await personById(desk.db.read, actor.userId)
  const { office } = desk
  return [
    ['Source-Organization', [...office.ministry.other, office.names.fr || office.names.ar].join(', ')],
    ['Contact-Name', by?.names.ar ?? ''],
    ['External-Description', list.name],
    ['External-Identifier', list.id],
    ['Bagging-Date', new Date(desk.clock.now()).toISOString().slice(0, 10)],
    ['Bag-Software-Agent', 'Diwan'],
    ['Diwan-Entries', String(list.entries)],
    ['Diwan-Day-Sheets', String(sheets)],
  ]
}
