import type { Actor } from '../../contract/permissions'
import type { Envelope, Tender, TenderRow } from '../../contract/tenders'
import { MOST_ENVELOPES } from '../../contract/tenders'
import type { Reader } from '../../db/core/sql'
import { envelopesBy, tenderById, type EnvelopeRecord, type TenderRecord } from '../../db/tenders/tenders'
import { unitById } from '../../db/units/units'
import { isLate, isSealed } from '../../domain/tenders/tender'
import { clearanceRank, rankOf } from '../../domain/visibility'
import type { Desk } from '../desk'
import { namesOf } from '../slips/discharged'

/** Envelopes are confidential: whoever may read that sees every one there is, and no list they print leaves one out. */
export const seesAll = ({ clearance }: Actor): boolean => clearanceRank(clearance) >= rankOf('confidential')

export async function tenderRow(read: Reader, tender: TenderRecord): Promise<TenderRow> {
  const { id, reference, title, unitId, closesAt, openedAt, envelopes, late } = tender
  const unit = await unitById(read, unitId)
  return { ...{ id, reference, title, unitId, closesAt, openedAt, envelopes, late }, unitNames: unit?.names ?? null }
}

export async function envelopeShown(read: Reader, row: EnvelopeRecord): Promise<Envelope> {
  const { id, entryId, tenderId, numberText, receivedAt, depositor, outside, closesAt, backAt } = row
  return {
    ...{ id, entryId, tenderId, numberText, receivedAt, depositor, outside },
    condition: row.condition as Envelope['condition'],
    cancelled: row.cancelled !== 0,
    late: isLate(receivedAt, closesAt),
    sealed: isSealed(row, row),
    back:
      backAt === null
        ? null
        : {
            at: backAt,
            to: row.backTo ?? '',
            reason: row.backReason ?? '',
            byNames: await namesOf(read, row.backById),
          },
  }
}

export async function tenderShown(read: Reader, actor: Actor, tender: TenderRecord): Promise<Tender> {
  const { openedAt, recordedAt, committee, minutes, recordedById } = tender
  const found = await envelopesBy(read, actor, { tenderId: tender.id, limit: MOST_ENVELOPES })
  return {
    ...(await tenderRow(read, tender)),
    postponed: await Promise.all(
      tender.postponed.map(async ({ from, at, byId, reason }) => ({
        ...{ from, at, reason },
        byNames: await namesOf(read, byId),
      })),
    ),
    opening:
      openedAt === null
        ? null
        : {
            ...{ at: openedAt, committee, minutes: minutes ?? '', recordedAt: recordedAt ?? openedAt },
            byNames: await namesOf(read, recordedById),
          },
    list: await Promise.all(found.map((one) => envelopeShown(read, one))),
    whole: seesAll(actor),
  }
}

/** Of an entry: the envelope it is, for whoever sees it, with its tender. */
export async function envelopeWithTender(
  { db: { read } }: Desk,
  actor: Actor,
  entryId: string,
): Promise<{ envelope: Envelope; tender: TenderRow } | null> {
  const [found] = await envelopesBy(read, actor, { entryId })
  const tender = found && (await tenderById(read, actor, found.tenderId))
  return tender ? { envelope: await envelopeShown(read, found), tender: await tenderRow(read, tender) } : null
}
