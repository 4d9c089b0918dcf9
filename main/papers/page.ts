import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Entry } from '../../contract/register'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import { createRow } from '../../db/outbox/changes'
import { sheetsOf } from '../../db/papers/papers'
import { longDate } from '../../domain/text/dates'
import { digits } from '../../domain/text/digits'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { fill, nameIn } from '../../domain/words'
import { stampOf, type Desk, type OfficeFacts } from '../desk'
import type { FormModel } from '../pdf/form-model'
import { printForm } from '../pdf/form-printing'
import { bothIn } from '../pdf/form-words'
import { getEntry } from '../register/reading'

/** As many as fit under the facts of one page. */
const BOXES = 5

/** Counts the sheet before it is set: one that was printed and not counted could travel beside another. @returns diwan://print/<token> */
export async function printCirculation(desk: Desk, actor: Actor, entryId: string): Promise<string> {
  const stamp = stampOf(desk, actor)
  const entry = await getEntry(desk, actor, entryId)
  if (entry.cancellation) throw new AppError('already-cancelled', { number: entry.numberText })
  const copy = await desk.db.write(async (tx) => {
    await assertEntryTranscribed(tx, entryId)
    const before = await sheetsOf(tx, entryId)
    const said = { unitId: null, holder: '', note: '', recordedById: actor.userId, deviceId: desk.device.id }
    const fields = { entryId, act: 'sheet', since: stamp.at, endedAt: stamp.at, endedById: actor.userId, ...said }
    await createRow(tx, 'holding', desk.newId(), fields, stamp)
    return before
  })
  return printForm(desk, actor, circulationModel(entry, copy, desk.office, stamp.at), entryId)
}

/**
 * The sheet that travels with the paper: what it is, and a box for each through whose hands it goes. Above ordinary it bears no subject:
 * it lies open on desks.
 */
function circulationModel(entry: Entry, copy: number, office: OfficeFacts, now: number): FormModel {
  const { both, header, second } = bothIn(office)
  const { subject } = entry
  const guarded = entry.level !== 'ordinary'
  const { correspondent: from } = entry
  return {
    createdAt: now,
    ...{ second, header },
    title: both((w) => w.circulation.title),
    number: digits(entry.numberText, 'latn'),
    marks: copy === 0 ? [] : [both((w, f) => fill(w.receipt.duplicate, { number: digits(copy, f.digits) }))],
    rows: [
      {
        label: both((w) => w.print.registrationDate),
        value: { both: both((_w, f) => longDate(entry.businessDate, f)) },
      },
      {
        label: both((w) => (entry.kind === 'outgoing' ? w.print.addressee : w.print.sender)),
        value:
          from && !guarded
            ? { typed: [...new Set([from.nameAr, from.nameLatin])].filter((name) => name !== '') }
            : { both: both((w) => (guarded ? w.deliveryBook.guarded : w.print.anonymous)) },
      },
      {
        label: both((w) => w.print.subject),
        value:
          subject !== null && !guarded
            ? { typed: [subject] }
            : { both: both((w) => (guarded ? w.deliveryBook.guarded : w.print.sealed)) },
      },
      {
        label: both((w) => w.print.unit),
        value: { both: { ar: entry.unitNames.ar, other: nameIn(entry.unitNames, second) } },
      },
      { label: both((w) => w.print.enclosures), value: { alone: String(entry.enclosureCount) } },
      {
        label: both((w) => w.print.urgency),
        value: { both: both((w) => (w.values.urgencies as Record<string, string>)[entry.urgency] ?? entry.urgency) },
      },
    ],
    pieces: null,
    boxes: {
      heads: [
        both((w) => w.circulation.unit),
        both((w) => w.circulation.instruction),
        both((w) => w.circulation.received),
        both((w) => w.circulation.visa),
      ],
      rows: BOXES,
    },
    signatures: [
      { label: both((w) => w.slip.head), said: [] },
      { label: both((w) => w.circulation.end), said: [] },
    ],
    footer: both((w, f) => fill(w.slip.printed, { day: longDate(dateOf(now, zoneOf(office)), f) })),
    // What a reader types into the search: it leads to the entry, and says nothing that is not printed above it.
    code: { payload: entry.numberText, caption: both((w) => w.circulation.code) },
  }
}
