import type { PullPage, RowVersion } from '../../contract/wire'
import { neededNames } from '../../domain/entities'
import { everyWord } from '../../domain/sync/knows'
import type { Store } from '../db/connect'
import { deviceById } from '../db/devices'
import { chainAt } from '../db/operations'
import { feedPart, rowText, rowsOf, type OwnRow, type WrittenRow } from '../db/rows'
import { headOf } from '../db/streams'
import { Failure } from '../failure'
import { loginsTwice } from './logins'

/** Where a desk stands: `live` upward, `backfill` downward (−1 = this is its first contact, 0 = nothing is missing below). */
export type Cursor = { live: number; backfill: number }

export const PAGE = 5_000
/** A PC that has just joined is usable after its first page: that one comes soon. */
const FIRST_PAGE = 1_000
/** About a minute at 56 kbit/s, packed. */
const PAGE_BYTES = 2 * 1024 * 1024

/** A page whose rows are as they are stored. */
export type WrittenPage = Omit<PullPage, 'rows'> & { rows: WrittenRow[] }

/** A page on the wire (`PullPage`). */
export const pageText = ({ rows, ...about }: WrittenPage): string =>
  `${JSON.stringify(about).slice(0, -1)},"rows":[${rows.map(rowText).join(',')}]}`

const NOTHING = { rows: [], bytes: 0, more: false }

/**
 * One page, read in one snapshot: what is new first, then further down. At first contact live starts at the head and the
 * backfill goes down from it, so that the newest rows come first and a desk is usable after its first page.
 */
export function pull(
  store: Store,
  office: string,
  cursor: Cursor,
  limit: number,
  asker?: string,
  own: readonly OwnRow[] = [],
): Promise<WrittenPage> {
  return store.snapshot(async (sql) => {
    const head = await headOf(sql, office)
    if (!head) throw new Failure('unauthorised')
    const first = cursor.backfill < 0
    // A cursor beyond the head was counted by a server that is no more; the desk sees it by the chain and starts anew.
    const from = first ? head.seq : Math.min(cursor.live, head.seq)
    const most = first ? Math.min(limit, FIRST_PAGE) : limit
    const page = { rows: most, bytes: PAGE_BYTES }
    const fresh = from < head.seq ? await feedPart(sql, office, { above: from, upTo: head.seq }, page, own) : NOTHING
    const live = fresh.more ? (fresh.rows.at(-1)?.seq ?? head.seq) : head.seq
    const below = first ? head.seq + 1 : cursor.backfill
    const room = { rows: most - fresh.rows.length, bytes: PAGE_BYTES - fresh.bytes }
    const full = fresh.more || room.rows <= 0
    const old =
      below > 0 && !full ? await feedPart(sql, office, { below }, room) : { ...NOTHING, more: full && below > 0 }
    const backfill = old.more ? (old.rows.at(-1)?.seq ?? below) : 0
    const at = (await chainAt(sql, office, cursor.live)) ?? ''
    const chain = (await chainAt(sql, office, live)) ?? ''
    const rows = [...fresh.rows, ...old.rows]
    const device = asker === undefined ? undefined : await deviceById(sql, asker)
    const asking = device && {
      device: {
        d: device.lastD,
        hash: device.lastHash,
        split: device.splitAt !== null,
        succeeded: device.succeededBy !== null,
      },
    }
    const twice = await loginsTwice(sql, office)
    return {
      epoch: head.epoch,
      stream: office,
      head: head.seq,
      rows,
      live,
      backfill,
      at,
      chain,
      knows: [...everyWord],
      twice,
      ...asking,
    }
  })
}

/** What a PC that joins must have before its vault can be made (docs/sync.md): small, whatever the size of the registers. */
export function reference(
  store: Store,
  office: string,
): Promise<{ epoch: string; stream: string; rows: RowVersion[] }> {
  return store.snapshot(async (sql) => {
    const head = await headOf(sql, office)
    if (!head) throw new Failure('unauthorised')
    const rows = await rowsOf(sql, office, neededNames)
    return { epoch: head.epoch, stream: office, rows: rows.map((r) => ({ ...r, state: 'present' })) }
  })
}
