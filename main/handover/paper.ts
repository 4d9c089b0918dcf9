import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Names } from '../../contract/values'
import { seenIds } from '../../db/visibility/sight'
import { letterById } from '../../db/letters/letters'
import { entryRecord } from '../../db/register/entries'
import { rowFields } from '../../db/outbox/rows'
import { personById } from '../../db/session/people'
import { dateTime, longDate } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { fill, nameIn, words, type Words } from '../../domain/words'
import type { Desk } from '../desk'
import type { FormModel } from '../pdf/form-model'
import { bothIn } from '../pdf/form-words'
import { recordListing } from '../security/listing'

type Named = { entity: string; id: string }
type Row = {
  fromId: string
  toId: string
  at: number
  occasion: string
  items: { kind: string; count: number; of?: Named[] }[]
}

/** The record of a handover as it is printed, in both languages, with room for both to sign; what its reader may not see is counted only (A2). */
export async function handoverModel(desk: Desk, actor: Actor, id: string): Promise<FormModel> {
  const { read } = desk.db
  const row = (await rowFields(read, 'handover', id)) as Row | undefined
  if (!row) throw new AppError('not-found')
  const { both, header, second } = bothIn(desk.office)
  const [from, to] = [(await personById(read, row.fromId))?.names, (await personById(read, row.toId))?.names]
  const name = (names: Names | undefined): FormModel['rows'][number]['value'] =>
    names ? { both: { ar: names.ar, other: nameIn(names, second) } } : { alone: '—' }
  const kindIn = (w: Words, kind: string): string => (w.handover.kinds as Record<string, string>)[kind] ?? kind
  const today = dateOf(desk.clock.now(), zoneOf(desk.office))
  return {
    createdAt: desk.clock.now(),
    second,
    header,
    title: both((w) => w.handover.title),
    number: '',
    marks: [],
    rows: [
      { label: both((w) => w.handover.from), value: name(from) },
      { label: both((w) => w.handover.to), value: name(to) },
      { label: both((w) => w.handover.at), value: { both: both((_w, f) => dateTime(row.at, f)) } },
      ...(row.occasion ? [{ label: both((w) => w.handover.occasion), value: { typed: [row.occasion] } }] : []),
      ...row.items.map(({ kind, count }) => ({
        label: both((w) => kindIn(w, kind)),
        value: { alone: String(count) },
      })),
    ],
    pieces: await piecesOf(desk, actor, row, { both, kindIn }),
    signatures: [
      { label: both((w) => w.handover.handedOver), said: from ? signedIn(from, second) : [], ink: null },
      { label: both((w) => w.handover.received), said: to ? signedIn(to, second) : [], ink: null },
    ],
    footer: both((w, f) => fill(w.slip.printed, { day: longDate(today, f) })),
    code: null,
  }
}

const signedIn = (names: Names, second: 'fr' | 'en' | 'es'): string[] => {
  const other = nameIn(names, second)
  return other === names.ar ? [names.ar] : [names.ar, other]
}

type Says = Pick<ReturnType<typeof bothIn>, 'both'> & { kindIn: (w: Words, kind: string) => string }

async function piecesOf(desk: Desk, actor: Actor, row: Row, { both, kindIn }: Says): Promise<FormModel['pieces']> {
  const { read } = desk.db
  const lines: { number: string; what: string; count: string }[] = []
  for (const { kind, of = [] } of row.items.filter((one) => one.kind !== 'beyond')) {
    for (const entity of ['letter', 'entry'] as const) {
      const ids = of.filter((one) => one.entity === entity).map((one) => one.id)
      const seen = ids.length > 0 ? await seenIds(read, actor, entity, ids) : []
      // A3: what is confidential is recorded as read.
      await recordListing(desk, actor, entity, seen)
      for (const id of seen) lines.push({ ...(await lineOf(desk, entity, id)), count: kindIn(words.ar, kind) })
    }
  }
  if (lines.length === 0) return null
  const heads = {
    number: both((w) => w.print.registerNumber),
    what: both((w) => w.print.subject),
    count: both((w) => w.handover.kind),
  }
  return { heads, rows: lines.slice(0, 2000) }
}

async function lineOf(desk: Desk, entity: 'letter' | 'entry', id: string): Promise<{ number: string; what: string }> {
  if (entity === 'entry') {
    const entry = await entryRecord(desk.db.read, id)
    return { number: digits(entry?.numberText ?? '', 'latn'), what: entry?.subject ?? '—' }
  }
  const letter = await letterById(desk.db.read, id)
  const subject = letter?.content.subject
  return { number: '', what: subject?.ar || subject?.other || '—' }
}
