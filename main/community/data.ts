import { basename } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import type { community, Contact } from '../../contract/community'
import type { Consent } from '../../contract/consents'
import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import { lifeKinds, type LifeKey, type TimelineItem } from '../../contract/life'
import type { Actor } from '../../contract/permissions'
import { consentsOf } from '../../db/community/consents'
import { contactById } from '../../db/community/contacts'
import { lifeOf } from '../../db/community/life'
import { cardsOneWith } from '../../db/community/sameness'
import { relationsOf } from '../../db/community/relations'
import { personById } from '../../db/session/people'
import type { Reader } from '../../db/core/sql'
import { nameFor } from '../../domain/community/name'
import { vcardOf } from '../../domain/community/vcard'
import { fileNameFor } from '../../domain/documents/names'
import { words } from '../../domain/words'
import type { Ctx, Desk } from '../desk'
import type { Work } from '../jobs/work'
import type { ChooseSave } from '../lists/export'
import { writeWhole } from '../lists/whole-file'
import { record } from '../security/log'
import { readerOf } from '../session/preferences'
import { isOpen, marked } from '../walls/marking'
import { exportCards } from './cards-file'
import { cardModel, PAPER_LINES, type MadeBy } from './card-page'
import { recordShown } from './shown'

const PAGE = 200
const MOST_RELATIONS = 5_000

/** A card handed over: as paper, and whole as data (P4). */
export const dataHandlers = (
  choose: ChooseSave,
): Pick<Handlers<typeof community, Ctx>, 'exportData' | 'exportCards' | 'print'> => ({
  exportData: ({ desk, actor }, { id }) => exportData(desk, actor, id, choose),
  exportCards: ({ desk, actor }, input) => exportCards(desk, actor, input, choose),
  print: async ({ desk, actor }, { id }) => ({ url: await printCard(desk, actor, id) }),
})

type Known = { card: Contact; consents: Consent[]; items: TimelineItem[]; more: boolean }

/** All of it that this person may see (A2), read at one moment. @throws not-found */
const knownOf = (
  desk: Desk,
  actor: Actor,
  id: string,
  most: number,
  work: Work,
): Promise<Known & { relations: object[] }> =>
  desk.db.snapshot(async (read: Reader) => {
    const card = await contactById(read, actor, id)
    if (!card) throw new AppError('not-found')
    const cards = await cardsOneWith(read, actor, id)
    const items: TimelineItem[] = []
    let more = true
    for (let after: LifeKey | undefined; more && items.length < most; after = items.at(-1)) {
      work.signal.throwIfAborted()
      const page = await lifeOf(read, { actor, cards, after, limit: PAGE, kinds: lifeKinds })
      items.push(...page)
      more = page.length === PAGE
      work.progress('entries', items.length)
    }
    const relations = (await relationsOf(read, actor, cards, MOST_RELATIONS)).map(
      ({ otherAr, otherLatin, ...one }) => ({
        ...one,
        other: { nameAr: otherAr.full, nameLatin: otherLatin.full },
      }),
    )
    return { card, consents: await consentsOf(read, actor, cards), items, more, relations }
  })

async function madeBy(desk: Desk, actor: Actor): Promise<MadeBy> {
  const person = await personById(desk.db.read, actor.userId)
  return { names: person?.names ?? { ar: '', fr: '', en: '', es: '' }, at: desk.clock.now() }
}

async function printCard(desk: Desk, actor: Actor, id: string): Promise<string> {
  const by = await madeBy(desk, actor)
  const { bytes, name } = await desk.jobs.run({ kind: 'print', byId: actor.userId }, async (work) => {
    const known = await knownOf(desk, actor, id, PAPER_LINES + 1, work)
    await recordGiven(desk, actor, 'print', id, known.items)
    const { bytes } = await desk.pdf.form(cardModel(known, by, desk.office), work.signal)
    return { bytes, name: fileNameFor(fullName(known.card), 'application/pdf') }
  })
  return desk.print.put({ bytes, name, userId: actor.userId })
}

const fullName = ({ nameAr, nameLatin }: Contact): string =>
  nameFor({ nameAr: nameAr.full, nameLatin: nameLatin.full }, 'fr').name

/** One file where the person said; null when they changed their mind. */
async function exportData(desk: Desk, actor: Actor, id: string, choose: ChooseSave): Promise<{ name: string } | null> {
  const card = await contactById(desk.db.read, actor, id)
  if (!card) throw new AppError('not-found')
  const path = await choose(fileNameFor(fullName(card), 'application/pdf').replace(/pdf$/, 'zip'))
  if (path === null) return null
  const name = basename(path)
  const by = await madeBy(desk, actor)
  const { files } = words[(await readerOf(desk.db.read, actor)).language].card
  await desk.jobs.run({ kind: 'export', byId: actor.userId, about: name }, async (work) => {
    const known = await knownOf(desk, actor, id, Infinity, work)
    await recordGiven(desk, actor, 'export', id, known.items)
    const made = await desk.pdf.form(cardModel(known, by, desk.office), work.signal)
    const bytes = isOpen(desk, actor) ? await marked(desk, actor, made.bytes) : made.bytes
    const { items, more: _more, ...rest } = known
    const data = {
      format: 'diwan-person-1',
      madeBy: by.names,
      madeAt: new Date(by.at).toISOString(),
      office: desk.office.names,
    }
    const whole = zipSync({
      [`${files.card}.pdf`]: [bytes, { level: 0 }],
      [`${files.card}.vcf`]: strToU8(vcardOf(known.card)),
      [`${files.data}.json`]: strToU8(JSON.stringify({ ...data, ...rest, life: items }, null, 2)),
    })
    await writeWhole(path, (file) => file.writeFile(whole))
  })
  return { name }
}

/** A3: that somebody's data was handed over is recorded always, and what in it stands above ordinary as any list's. */
async function recordGiven(
  desk: Desk,
  actor: Actor,
  kind: 'print' | 'export',
  id: string,
  items: readonly TimelineItem[],
): Promise<void> {
  await recordShown(desk, actor, items)
  await record(desk, { kind, userId: actor.userId, entity: 'contact', rowId: id })
}
