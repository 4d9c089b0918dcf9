import { partyRoles } from '../../contract/parties'
import type { Actor } from '../../contract/permissions'
import type { Entry, EntryLink } from '../../contract/register'
import type { Language } from '../../contract/values'
import { personById } from '../../db/session/people'
import { isUndescribed } from '../../domain/register/undescribed'
import { nameFor } from '../../domain/community/name'
import { digits } from '../../domain/text/digits'
import { dateTime, shortDate, time, type ZonedFormat } from '../../domain/text/dates'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { fill, nameIn, words } from '../../domain/words'
import type { EntryPrintModel } from './pdf/model'
import type { Desk } from '../desk'
import { readerOf } from '../session/preferences'
import { getEntry } from './reading'

/** How this reader writes dates and digits. */
export async function readerFormat(desk: Desk, actor: Actor): Promise<ZonedFormat> {
  return {
    ...(await readerOf(desk.db.read, actor)),
    country: desk.office.country,
    zone: zoneOf(desk.office),
  }
}

/** A sheet of one entry, in the reader's language. @returns diwan://print/<token> */
export async function printEntry(desk: Desk, actor: Actor, id: string): Promise<string> {
  const entry = await getEntry(desk, actor, id)
  const format = await readerFormat(desk, actor)
  const reader = await personById(desk.db.read, actor.userId)
  const now = desk.clock.now()
  const model = entryPrintModel(entry, format, {
    office: [
      ...desk.office.ministry.ar.slice(0, format.language === 'ar' ? 6 : 0),
      nameIn(desk.office.names, format.language),
    ],
    reader: reader ? nameIn(reader.names, format.language) : '',
    now,
  })
  const { bytes } = await desk.jobs.run({ kind: 'print', byId: actor.userId, about: entry.numberText }, (work) => {
    work.progress('drawing', 0)
    return desk.pdf.entryPrint(model, work.signal)
  })
  return desk.print.put({ bytes, name: `${entry.numberText}.pdf`, userId: actor.userId, of: { entity: 'entry', id } })
}

/** The facts of an entry as rows of paper: label and value, values that are not prose kept from bidi reordering. */
export function entryPrintModel(
  entry: Entry,
  format: ZonedFormat,
  by: { office: string[]; reader: string; now: number },
): EntryPrintModel {
  const { language } = format
  const { print: w, acts } = words[language]
  const outgoing = entry.kind === 'outgoing'
  const prose = (label: string, value: string) => ({ label, value })
  const answered = ({ numberText, cancelled }: EntryLink): string =>
    [digits(numberText, format.digits), ...(cancelled ? [w.cancelled] : [])].join(' · ')
  const fact = (label: string, value: string) => ({ label, value, isolate: true })
  return {
    createdAt: by.now,
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    title: w.entrySheet,
    number: digits(entry.numberText, format.digits),
    office: by.office,
    rows: [
      // Paper says no hour.
      fact(
        w.registrationDate,
        `${shortDate(entry.businessDate, format)}${entry.paper ? '' : ` ${time(entry.registeredAt, format)}`}`,
      ),
      ...(entry.paper ? [] : [fact(w.arrivalDate, dateTime(entry.arrivalAt, format))]),
      entry.letterDate === null
        ? prose(w.letterDate, w.undated)
        : fact(w.letterDate, [shortDate(entry.letterDate, format), entry.letterDateSaid].filter(Boolean).join(' · ')),
      prose(
        outgoing ? w.addressee : w.sender,
        entry.correspondent ? nameFor(entry.correspondent, language).name : w.anonymous,
      ),
      ...partyRoles.flatMap((role) => {
        const names = entry.named.flatMap((one) => (one.role === role ? [nameIn(one.names, language)] : []))
        return names.length === 0 ? [] : [prose(w.parties[role], names.join(' · '))]
      }),
      ...(entry.languages?.length
        ? [prose(w.languages, entry.languages.map((one) => w.letterLanguages[one] ?? one).join(' · '))]
        : []),
      entry.reference === null ? prose(w.reference, w.unreferenced) : fact(w.reference, entry.reference),
      ...(entry.otherNumber ? [fact(w.otherNumber, entry.otherNumber)] : []),
      ...(entry.postNumber ? [fact(w.postNumber, entry.postNumber)] : []),
      ...(entry.route ? [prose(w.route, entry.route)] : []),
      prose(w.subject, entry.subject ?? (isUndescribed(entry) ? w.undescribed : w.sealed)),
      ...(entry.replyTo ? [fact(w.replyTo, answered(entry.replyTo))] : []),
      prose(outgoing ? w.channelOut : w.channel, valueWord('channels', entry.channel, language)),
      prose(w.urgency, valueWord('urgencies', entry.urgency, language)),
      prose(w.level, valueWord('levels', entry.level, language)),
      prose(w.unit, nameIn(entry.unitNames, language)),
      prose(
        w.enclosures,
        [digits(entry.enclosureCount, format.digits), ...entry.enclosures.map((e) => e.title)].join(' · '),
      ),
      prose(w.registeredBy, nameIn(entry.registeredByNames, language)),
    ],
    history: {
      title: w.history,
      acts: entry.acts.map((a) => ({
        when: dateTime(a.at, format),
        what: acts[a.kind],
        who: a.userNames ? nameIn(a.userNames, language) : '',
      })),
    },
    stampLabel: w.stamp,
    ...(entry.status === 'cancelled' && { mark: w.cancelled }),
    footer: fill(w.printedBy, { name: by.reader, when: shortDate(dateOf(by.now, format.zone), format) }),
  }
}

const valueWord = (group: 'channels' | 'urgencies' | 'levels', value: string, language: Language): string =>
  (words[language].values[group] as Record<string, string>)[value] ?? value
