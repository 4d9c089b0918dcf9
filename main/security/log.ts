import type { Actor } from '../../contract/permissions'
import type { SecurityKind } from '../../contract/security'
import { afterCommit, type Tx } from '../../db/core/sql'
import { levelInForce } from '../../db/security/levels'
import { appendLine, isRecorded, lastLine, type Happened as Said } from '../../db/security/log'
import { rankOf } from '../../domain/visibility'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Desk } from '../desk'
import type { Thing } from './thing'

export type Happened = Said & { kind: SecurityKind }
type Logging = Pick<Desk, 'db' | 'clock' | 'device' | 'logHead'>

/** Under which name the log's head is kept: an anchor outside the database and its backups, as ADR 007 keeps the numbers'. */
export const logBook = ({ device }: Pick<Desk, 'device'>): string => `security ${device.logName}`

/** A line in the transaction of what it records: both stand or neither. */
export async function note(
  tx: Tx,
  desk: Omit<Logging, 'db'>,
  happened: Happened,
  at = desk.clock.now(),
): Promise<void> {
  const beyond = happened.kind === 'restored' ? (desk.logHead.highWater(logBook(desk))?.seq ?? 0) : 0
  const line = await appendLine(tx, desk.device.logName, at, happened, beyond)
  if (line) afterCommit(tx, () => desk.logHead.record({ book: logBook(desk), seq: line.position, ...line }))
}

/** A3: called before what it says is done or given; throws when it cannot be written. */
export const record = (desk: Logging, happened: Happened): Promise<void> =>
  desk.db.write((tx) => note(tx, desk, happened))

/** A kill came between a line and its head. */
export async function completeLogJournal(tx: Tx, desk: Omit<Logging, 'db'>): Promise<void> {
  const last = await lastLine(tx)
  if (last && last.position > (desk.logHead.highWater(logBook(desk))?.seq ?? 0))
    desk.logHead.record({ book: logBook(desk), seq: last.position, ...last })
}

const recorded = new WeakMap<object, Set<string>>()

/**
 * A3: what stands above ordinary is recorded before it is given out; when that cannot be written, it is not given. Reading is one
 * line a person, thing and day; printing and copying is one each time.
 */
export async function recordReading(
  desk: Desk,
  actor: Actor,
  kind: 'read' | 'print' | 'export',
  { entity, id }: Thing,
): Promise<void> {
  const day = dateOf(desk.clock.now(), zoneOf(desk.office))
  const once = `${kind} ${day} ${actor.userId} ${id}`
  const known = recorded.get(desk) ?? new Set<string>()
  recorded.set(desk, known)
  if (kind === 'read' && known.has(once)) return
  if (rankOf(await levelInForce(desk.db.read, entity, id)) === 0) return
  if (kind !== 'read') return record(desk, { kind, userId: actor.userId, entity, rowId: id })
  if (!(await isRecorded(desk.db.read, once)))
    await record(desk, { kind, userId: actor.userId, entity, rowId: id, once })
  known.add(once)
}
