import { basename } from 'node:path'
import type { z } from 'zod'
import type { community, Contact } from '../../contract/community'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Language } from '../../contract/values'
import { contactsByIds, newestContacts } from '../../db/community/contacts'
import type { Reader } from '../../db/core/sql'
import { guardedCards } from '../../db/runs/addressees'
import { withoutWays } from '../../domain/community/card'
import { shownPhone } from '../../domain/community/phone'
import { vcardOf } from '../../domain/community/vcard'
import { countryName } from '../../domain/text/countries'
import { dateTime } from '../../domain/text/dates'
import { BOM, csvLine, separatorFor } from '../../domain/text/csv'
import { zoneOf } from '../../domain/text/zone'
import { personById } from '../../db/session/people'
import { fill, nameIn, words } from '../../domain/words'
import type { Desk } from '../desk'
import type { ChooseSave } from '../lists/export'
import { writeWhole } from '../lists/whole-file'
import { Workbook } from '../lists/xlsx'
import { record } from '../security/log'
import { withoutOpened } from '../walls/opened'
import { readerOf } from '../session/preferences'
import { cardsFound } from './finding'

type Asked = z.output<(typeof community)['exportCards']['input']>
const PAGE = 500
/** Of what was typed for: as many as anybody reads; who wants all of them types nothing. */
const MOST_FOUND = 2_000

/** The cards of a list where the person said, page by page, as a job; who took them along is recorded before any is given (A3). */
export async function exportCards(
  desk: Desk,
  asking: Actor,
  asked: Asked,
  choose: ChooseSave,
): Promise<{ name: string; cards: number } | null> {
  const actor = withoutOpened(asking)
  const reader = await readerOf(desk.db.read, actor)
  const w = words[reader.language]
  const path = await choose(`${asked.kind === 'entity' ? w.card.entities : w.card.persons}.${asked.format}`)
  if (path === null) return null
  const name = basename(path)
  const cards = await desk.jobs.run({ kind: 'export', byId: actor.userId, about: name }, (work) =>
    desk.db.snapshot(async (read: Reader) => {
      const pages = pagesOf(desk, read, actor, asked)
      const first = await pages.next()
      if (first.done) throw new AppError('not-found')
      await record(desk, { kind: 'export', userId: actor.userId, entity: 'contact' })
      const guarded = await guardedCards(read)
      const listed = (card: Contact): Contact => {
        const reach = guarded.get(card.id) ?? null
        return reach === 'never' ? { ...withoutWays(card), reach } : { ...card, reach }
      }
      let count = 0
      await writeWhole(path, async (file) => {
        const write = (text: string): Promise<unknown> => file.write(text)
        const by = await personById(read, actor.userId)
        const said = { name: by ? nameIn(by.names, reader.language) : '', when: whenOf(desk, reader.language) }
        const about = [['', fill(w.list.madeBy, said)]]
        const book =
          asked.format === 'xlsx' &&
          new Workbook(file, {
            ...{ rtl: reader.language === 'ar', names: [w.list.listSheet, w.list.aboutSheet] },
            widths: columns.map(() => 24),
          })
        const line = (cells: readonly string[]): string => csvLine(cells, separatorFor(reader.language))
        const heads = columns.map(({ field }) => w.values.cardFields[field])
        if (book) await book.add([heads.map((text) => ({ text }))], 'head')
        else if (asked.format === 'csv') await write(BOM + line(heads))
        for (let page: IteratorResult<Contact[], void> = first; !page.done; page = await pages.next()) {
          work.signal.throwIfAborted()
          const cards = page.value.map(listed)
          const rows = cards.map((card) => columns.map(({ of }) => of(card, reader.language)))
          if (book) await book.add(rows.map((row) => row.map((text) => ({ text }))))
          else await write(asked.format === 'csv' ? rows.map(line).join('') : cards.map(vcardOf).join(''))
          work.progress('entries', (count += page.value.length))
        }
        if (book) await book.end(about)
      })
      return count
    }),
  )
  return { name, cards }
}

const whenOf = (desk: Desk, language: Language): string => {
  const { country } = desk.office
  return dateTime(desk.clock.now(), { language, digits: 'latn', country, zone: zoneOf(desk.office) })
}

/** As the list shows them: what was found, or all of the kind, the newest first. */
async function* pagesOf(
  desk: Desk,
  read: Reader,
  actor: Actor,
  { kind, text }: Asked,
): AsyncGenerator<Contact[], void> {
  if (text) {
    const cards = await contactsByIds(read, actor, await cardsFound(desk, actor, { text, kind, limit: MOST_FOUND }))
    const ofKind = cards.filter((card) => card.kind === kind)
    if (ofKind.length > 0) yield ofKind
    return
  }
  for (let after: { createdAt: number; id: string } | undefined; ;) {
    const hits = await newestContacts(read, actor, kind, PAGE, after)
    if (hits.length === 0) return
    yield await contactsByIds(
      read,
      actor,
      hits.map(({ id }) => id),
    )
    after = hits.at(-1)
  }
}

type Column = {
  field: keyof (typeof words)['ar']['values']['cardFields']
  of: (card: Contact, language: Language) => string
}
const word = (list: object, key: string): string => (list as Record<string, string>)[key] ?? key

/** No national number, no birth date, no note: a list that travels says how to reach people, a card is handed over by itself. */
const columns: readonly Column[] = [
  { field: 'nameAr', of: (card) => card.nameAr.full },
  { field: 'nameLatin', of: (card) => card.nameLatin.full },
  { field: 'entityType', of: (card, l) => (card.entityType ? word(words[l].values.entityTypes, card.entityType) : '') },
  { field: 'description', of: (card) => card.description },
  { field: 'occupation', of: (card) => card.occupation },
  { field: 'phones', of: (card) => card.phones.map(({ number }) => shownPhone(number, '')).join(' · ') },
  { field: 'emails', of: (card) => card.emails.map(({ address }) => address).join(' · ') },
  { field: 'address', of: (card) => card.address },
  { field: 'city', of: (card) => card.city },
  { field: 'countryCode', of: (card, l) => countryName(card.countryCode, l) },
  { field: 'website', of: (card) => card.website },
  // P4: whoever takes the list along reads it beside the name.
  { field: 'reach', of: (card, l) => (card.reach ? word(words[l].values.reaches, card.reach) : '') },
]
