import { entityNames, isEntity, type EntityName } from '../../domain/entities'
import type { Fields, RowVersion } from '../../contract/wire'
import { canonical } from '../../domain/sync/canonical'
import { fieldsFit } from '../../domain/sync/fields'
import { EACH, listOf } from '../core/list'
import { sql, type Reader, type Tx } from '../core/sql'
import { insertRow, updateRow } from '../outbox/changes'
import { fromRow } from '../outbox/rows'
import { pendingOf } from '../outbox/sending'
import { claimsPower, givesPower } from '../../domain/trust/powers'
import { provenValues, unproven, type Trust } from '../../domain/trust/proof'
import { mayLeave, refusal } from './admit'
import { asideForKeys, forgetAside, setAside } from './aside'
import { deferRow } from './deferred'
import { split, takenPlaces, takeTogether, whole } from './bulk'
import { keepAllProven, provenOf, trustOf } from './trust'

/** What a page did, for the features that keep something beside the rows. */
export class Applied extends Map<EntityName, Set<string>> {
  /** People whose rights, state or keys are other than they were. */
  readonly rights = new Set<string>()
  /** Fields of rows that stand as they came: nobody has to read them again. */
  readonly came = new Map<string, Fields>()
  /** A row the server took for this PC's own is not here: the page is to be asked for again, in full. */
  lacks = false
}

/** Fewer are taken one by one: the statements are the same for every page. */
const FEW = 4

/** Rows that are taken together, by entity; none of them twice. */
class Gathered {
  private rows = new Map<EntityName, RowVersion[]>()
  private ids = new Set<string>()

  has = ({ id }: RowVersion): boolean => this.ids.has(id)

  add(entity: EntityName, row: RowVersion): void {
    this.ids.add(row.id)
    const some = this.rows.get(entity) ?? []
    some.push(row)
    this.rows.set(entity, some)
  }

  take(): Map<EntityName, RowVersion[]> {
    const { rows } = this
    this.rows = new Map()
    this.ids = new Set()
    return rows
  }
}

/** Who takes rows in: which office, which PC, and when (for what is kept aside). */
export type Receiver = { officeId: string; deviceId: string; at: number }

/** Keys first, then the rights they sign, then everything else: a page says them in the order they were written last. */
const ORDER: readonly string[] = ['office', 'userKey', 'user']
const rank = (entity: string): number => (ORDER.includes(entity) ? ORDER.indexOf(entity) : ORDER.length)

/**
 * Puts a page of the server's rows in place, inside the caller's transaction. Tables come from our own list, never from the
 * wire. What waits to be sent stays on top; what we do not know is kept; what is not proven, or cannot be stored, is kept aside
 * with its reason, and the page goes on.
 */
export async function applyRows(tx: Tx, rows: readonly RowVersion[], receiver: Receiver): Promise<Applied> {
  const applied = new Applied()
  const note = (entity: EntityName, id: string): void => {
    applied.set(entity, (applied.get(entity) ?? new Set()).add(id))
  }
  const take = async (row: RowVersion, trust: Trust): Promise<void> => {
    if (!isEntity(row.entity)) return deferRow(tx, row)
    const before = await rightsOf(tx, row.entity, row.id)
    if (!(await takeRow(tx, row.entity, row, trust, receiver))) return
    note(row.entity, row.id)
    applied.came.delete(row.id)
    const after = await rightsOf(tx, row.entity, row.id)
    if (after && after.text !== before?.text) applied.rights.add(after.userId)
  }
  let trust = await trustOf(tx, receiver.officeId)
  const together = async (entity: EntityName, some: readonly RowVersion[]): Promise<void> => {
    const taken = some.length < FEW ? null : await takeTogether(tx, entity, some, trust, receiver.at)
    if (taken === null) for (const row of some) await take(row, trust)
    for (const [id, fields] of taken ?? []) {
      note(entity, id)
      if (fields) applied.came.set(id, fields)
      else applied.came.delete(id)
    }
  }
  applied.lacks = !(await placeOwn(tx, rows))
  const sorted = rows.filter((row) => row.state !== 'own').sort((a, b) => rank(a.entity) - rank(b.entity))
  const first = sorted.filter((row) => ORDER.includes(row.entity))
  for (const row of first) {
    await take(row, trust)
    if (row.entity === 'userKey') trust = await trustOf(tx, receiver.officeId)
  }
  const gathered = new Gathered()
  for (const row of sorted.slice(first.length)) {
    // What leaves is asked with all that came before it in place.
    if (row.state === 'gone' || !isEntity(row.entity) || row.entity === 'book') {
      for (const [entity, some] of gathered.take()) await together(entity, some)
      await take(row, trust)
      continue
    }
    if (gathered.has(row)) for (const [entity, some] of gathered.take()) await together(entity, some)
    gathered.add(row.entity, row)
  }
  for (const [entity, some] of gathered.take()) await together(entity, some)
  if (applied.has('userKey') || applied.has('user')) for (const row of await asideForKeys(tx)) await take(row, trust)
  return applied
}

/**
 * What this PC wrote stands there as it wrote it: where it stands, and nothing else.
 * @returns false when one of them is not here, or lies aside: the page is to be asked for in full
 */
async function placeOwn(tx: Tx, rows: readonly RowVersion[]): Promise<boolean> {
  let here = true
  for (const entity of entityNames) {
    const own = rows.filter((row) => row.state === 'own' && row.entity === entity)
    if (own.length === 0) continue
    const list = own.map(({ id, seq, versions }) => [id, seq, canonical(versions)])
    const placed = await sql(tx).all(
      `UPDATE "${entity}" SET rv = j.value ->> 1, versions = j.value ->> 2 FROM ${EACH} j
       WHERE "${entity}".id = j.value ->> 0 AND NOT EXISTS (SELECT 1 FROM asideRow a WHERE a.rowId = "${entity}".id) RETURNING rv`,
      [listOf(list)],
    )
    here &&= placed.length === own.length && !(await someClaimPower(tx, entity, list))
  }
  return here
}

/** When such a row was signed is noted as it arrives (admit.ts): a server that does not send it does not get round that. */
async function someClaimPower(tx: Tx, entity: EntityName, list: readonly unknown[][]): Promise<boolean> {
  if (!givesPower(entity)) return false
  const rows = await sql(tx).all<Record<string, unknown>>(
    `SELECT x.* FROM json_each(?) j JOIN "${entity}" x ON x.id = j.value ->> 0`,
    [JSON.stringify(list)],
  )
  return rows.some((row) => claimsPower(entity, fromRow(entity, row)))
}

/** What a row says of somebody's power, to be held against what it says after; undefined when it says nothing of that. */
async function rightsOf(tx: Tx, entity: EntityName, id: string): Promise<{ userId: string; text: string } | undefined> {
  if (entity !== 'user' && entity !== 'userKey') return undefined
  const row = await sql(tx).one<Record<string, unknown>>(`SELECT * FROM "${entity}" WHERE id = ?`, [id])
  if (!row) return undefined
  const fields = fromRow(entity, row)
  return { userId: entity === 'user' ? id : String(fields['userId']), text: canonical(provenValues(entity, fields)) }
}

async function takeRow(
  tx: Tx,
  entity: EntityName,
  row: RowVersion,
  trust: Trust,
  receiver: Receiver,
): Promise<boolean> {
  if (row.state === 'gone') {
    if (!(await mayLeave(tx, entity, row.id, receiver.deviceId))) {
      await setAside(tx, row, 'gone', receiver.at)
      return false
    }
    return evict(tx, entity, row.id)
  }
  const { known, extra } = split(entity, row.fields)
  const complete = whole(entity, known)
  const here = await sql(tx).one<Record<string, unknown>>(`SELECT * FROM "${entity}" WHERE id = ?`, [row.id])
  const proven = await provenOf(tx, entity, [row])
  const reason = refusal(trust, entity, row, complete, here, proven)
  await keepAllProven(tx, proven)
  if (reason) {
    await setAside(tx, row, reason, receiver.at)
    return false
  }
  const places = await takenPlaces(tx, entity, [row])
  if (!here && places.isTaken(row.id, known)) return deferRow(tx, row).then(() => false)
  try {
    if (here) await updateRow(tx, entity, row.id, known)
    else await insertRow(tx, entity, row.id, complete)
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('SQLITE_CONSTRAINT'))) throw error
    await setAside(tx, row, 'unstorable', receiver.at)
    return false
  }
  await sql(tx).run(`UPDATE "${entity}" SET rv = ?, versions = ?, extra = ? WHERE id = ?`, [
    row.seq,
    canonical(row.versions),
    canonical(extra),
    row.id,
  ])
  await forgetAside(tx, row.id)
  for (const { fields } of await pendingOf(tx, row.id))
    await updateRow(tx, entity, row.id, JSON.parse(fields) as Fields)
  return true
}

/** `gone` means: no longer for this PC. Its row and what is found by it leave; nothing else changes. */
async function evict(tx: Tx, entity: EntityName, id: string): Promise<boolean> {
  await sql(tx).run('DELETE FROM search WHERE rowid IN (SELECT docId FROM searchDoc WHERE rowId = ?)', [id])
  await sql(tx).run('DELETE FROM searchDoc WHERE rowId = ?', [id])
  await sql(tx).run(`DELETE FROM "${entity}" WHERE id = ?`, [id])
  return true
}

/**
 * Fields that were unknown when they came, and are known since an update: of so many rows of an entity, from after a place on.
 * @returns the rows that got some, and the place to go on from; null when there are no more
 */
export async function adoptExtra(
  tx: Tx,
  entity: EntityName,
  officeId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ adopted: string[]; next: number | null }> {
  const trust = await trustOf(tx, officeId)
  // In the order they lie in: a million rows are read once through, not looked up.
  const rows = await sql(tx).all<Record<string, unknown> & { place: number; id: string; extra: string }>(
    `SELECT rowid AS place, * FROM "${entity}" WHERE rowid > ? AND extra <> '{}' ORDER BY rowid LIMIT ?`,
    [after, limit],
  )
  const adopted: string[] = []
  for (const row of rows) {
    const { id, extra } = row
    const { known, extra: still } = split(entity, JSON.parse(extra) as Fields)
    if (Object.keys(known).length === 0) continue
    // What gives power is not believed for having lain here: it stays aside until the row comes again, and is judged then.
    const next = { ...fromRow(entity, row), ...known }
    if (!fieldsFit(entity, known, 'patch') || unproven(trust, entity, id, next) !== null) continue
    await updateRow(tx, entity, id, known)
    await sql(tx).run(`UPDATE "${entity}" SET extra = ? WHERE id = ?`, [canonical(still), id])
    adopted.push(id)
  }
  return { adopted, next: rows.length === limit ? (rows.at(-1)?.place ?? null) : null }
}

/** For rows that were changed here rather than pulled. */
export function applied(...rows: [EntityName, string][]): Applied {
  const all = new Applied()
  for (const [entity, id] of rows) all.set(entity, (all.get(entity) ?? new Set()).add(id))
  return all
}

/** Whether the server has this row. */
export const isThere = async (read: Reader, entity: EntityName, id: string): Promise<boolean> =>
  (await sql(read).one(`SELECT 1 AS there FROM "${entity}" WHERE id = ? AND rv > 0`, [id])) !== undefined
