import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { templates } from '../../contract/templates'
import type { Plain } from '../../contract/wire'
import { createRow } from '../../db/outbox/changes'
import type { Reader } from '../../db/core/sql'
import { begun, checkBody } from '../../domain/letters/template/begin'
import { valuesIn, type Facts } from '../../domain/letters/template/values'
import { stampOf, type Ctx, type Desk } from '../desk'
import { recordReading } from '../security/log'
import { blocksFor } from './blocks'
import { factsFor } from './facts'
import { pageOf } from './page'
import { fileOf, fullTemplate, historyOf, listTemplates, type Standing } from './reading'

/** Templates of letters. A version is written once; whatever changes one adds the next. */
export const templateHandlers: Handlers<typeof templates, Ctx> = {
  list: ({ desk, actor }) => listTemplates(desk.db.read, actor.userId),
  get: ({ desk, actor }, { id }) => fullTemplate(desk.db.read, actor.userId, id),
  version: async ({ desk }, { id, versionId }) => {
    const { names, body } = await versionOf(desk.db.read, id, (one) => one.versionId === versionId)
    return { names, body }
  },
  save: async (ctx, { id, versionId, basedOn, ...written }) => {
    checkBody(written.body)
    await addVersion(ctx, { id, versionId, basedOn }, () => ({ ...written, retired: false }))
    return fullTemplate(ctx.desk.db.read, ctx.actor.userId, id)
  },
  retire: async (ctx, { retired, ...place }) => {
    await addVersion(ctx, place, (last) => {
      if (!last) throw new AppError('not-found')
      const { names, use, body } = last
      return last.retired === retired ? null : { names, use, body, note: '', retired }
    })
    return fullTemplate(ctx.desk.db.read, ctx.actor.userId, place.id)
  },
  values: async ({ desk, actor }, { secondLanguage, entryId }) =>
    valuesIn(await factsShown({ desk, actor }, entryId), secondLanguage),
  page: async ({ desk, actor }, { body, secondLanguage, entryId }) => {
    const facts = await factsShown({ desk, actor }, entryId)
    const letter = begun(body, secondLanguage, valuesIn(facts, secondLanguage), { live: false })
    return pageOf(desk, actor, letter, facts)
  },
  export: async ({ desk, actor }, { id }) => {
    const last = await versionOf(desk.db.read, id, () => true)
    const bytes = Buffer.from(`${JSON.stringify(fileOf(last), null, 2)}\n`, 'utf8')
    const name = 'template.json'
    return { url: desk.print.put({ bytes, name, userId: actor.userId, mediaType: 'application/json' }) }
  },
  blocks: async ({ desk, actor }, { letterId }) => {
    const blocks = await blocksFor(desk, actor, letterId)
    await recordReading(desk, actor, 'read', { entity: 'letter', id: letterId })
    return blocks
  },
}

/** What of an entry stands in a preview was read (A3). */
async function factsShown({ desk, actor }: Pick<Ctx, 'desk' | 'actor'>, entryId: string | null): Promise<Facts> {
  const facts = await factsFor(desk, actor, desk.db.read, { entryId })
  if (entryId !== null) await recordReading(desk, actor, 'read', { entity: 'entry', id: entryId })
  return facts
}

async function versionOf(read: Reader, id: string, is: (one: Standing) => boolean): Promise<Standing> {
  const found = (await historyOf(read, id)).find(is)
  if (!found) throw new AppError('not-found')
  return found
}

type Place = { id: string; versionId: string; basedOn: number }
type Written = Pick<Standing, 'names' | 'use' | 'body' | 'note' | 'retired'>

/** The next version, of what its writer saw last. @throws stale when another came meanwhile */
async function addVersion(
  { desk, actor }: { desk: Desk; actor: Ctx['actor'] },
  { id, versionId, basedOn }: Place,
  next: (last: Standing | undefined) => Written | null,
): Promise<void> {
  const stamp = stampOf(desk, actor)
  const added = await desk.db.write(async (tx) => {
    const history = await historyOf(tx, id)
    // Pressed twice: it is there.
    if (history.some((one) => one.versionId === versionId)) return false
    const [last] = history
    if ((last?.version ?? 0) !== basedOn) throw new AppError('stale')
    const written = next(last)
    if (written === null) return false
    const body = written.body as unknown as Plain
    const place = { templateId: id, version: basedOn + 1, at: stamp.at, byId: actor.userId }
    await createRow(tx, 'template', versionId, { ...written, body, ...place }, stamp)
    return true
  })
  if (added) desk.emit('templates', 'changed', { ids: [versionId] })
}
