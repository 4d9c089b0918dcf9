import { descriptor, entityNames, isEntity, type EntityName, type FieldDescriptor } from '../../contract/entities'
import type { Fields, Plain, RowVersion } from '../../contract/sync'
import { canonical } from '../../domain/sync/canonical'
import { sql, type Tx } from '../core/sql'
import { insertRow, updateRow } from '../outbox/changes'
import { pendingOf } from '../outbox/sending'
import { deferRow } from './deferred'

/** What a page did, for the features that keep something beside the rows. */
export type Applied = Map<EntityName, Set<string>>

/**
 * Puts a page of the server's rows in place, inside the caller's transaction. Tables come from our own list, never from the
 * wire. What waits to be sent stays on top; what we do not know is kept.
 */
export async function applyRows(tx: Tx, rows: readonly RowVersion[]): Promise<Applied> {
  const applied: Applied = new Map()
  for (const row of rows) {
    if (!isEntity(row.entity)) {
      await deferRow(tx, row)
      continue
    }
    const done = row.state === 'gone' ? await evict(tx, row.entity, row.id) : await applyRow(tx, row.entity, row)
    if (done) applied.set(row.entity, (applied.get(row.entity) ?? new Set()).add(row.id))
  }
  return applied
}

async function applyRow(tx: Tx, entity: EntityName, row: RowVersion): Promise<boolean> {
  const { known, extra } = split(entity, row.fields)
  const here = await sql(tx).one<{ id: string }>(`SELECT id FROM "${entity}" WHERE id = ?`, [row.id])
  if (here) await updateRow(tx, entity, row.id, known)
  else if (await placeTaken(tx, entity, row.id, known)) return deferRow(tx, row).then(() => false)
  else await insertRow(tx, entity, row.id, whole(entity, known))
  await sql(tx).run(`UPDATE "${entity}" SET rv = ?, versions = ?, extra = ? WHERE id = ?`, [
    row.seq,
    canonical(row.versions),
    canonical(extra),
    row.id,
  ])
  for (const { fields } of await pendingOf(tx, row.id))
    await updateRow(tx, entity, row.id, JSON.parse(fields) as Fields)
  return true
}

function split(entity: EntityName, fields: Fields): { known: Fields; extra: Fields } {
  const ours = descriptor(entity).fields
  const entries = Object.entries(fields)
  return {
    known: Object.fromEntries(entries.filter(([name]) => Object.hasOwn(ours, name))),
    extra: Object.fromEntries(entries.filter(([name]) => !Object.hasOwn(ours, name))),
  }
}

/** A row of an older desk may lack what was added since. */
function whole(entity: EntityName, known: Fields): Fields {
  const missing = Object.entries(descriptor(entity).fields).filter(([name]) => !Object.hasOwn(known, name))
  return { ...known, ...Object.fromEntries(missing.map(([name, field]) => [name, blank(field)])) }
}

function blank(field: FieldDescriptor): Plain {
  if (field.nullable) return null
  return { text: '', int: 0, bool: false, json: {} }[field.type]
}

/** N3: a number (or a place in a book's chain) lies here under another id. The row waits aside; the page does not fail for it. */
async function placeTaken(tx: Tx, entity: EntityName, id: string, known: Fields): Promise<boolean> {
  const place = { entry: 'seq', act: 'position' }[entity as string]
  const { bookId } = known
  const at = place === undefined ? undefined : known[place]
  if (place === undefined || typeof bookId !== 'string' || typeof at !== 'number') return false
  const other = await sql(tx).one(`SELECT id FROM "${entity}" WHERE bookId = ? AND "${place}" = ? AND id <> ?`, [
    bookId,
    at,
    id,
  ])
  return other !== undefined
}

/** `gone` means: no longer for this PC. Its row and what is found by it leave; nothing else changes. */
async function evict(tx: Tx, entity: EntityName, id: string): Promise<boolean> {
  await sql(tx).run('DELETE FROM search WHERE rowid IN (SELECT docId FROM searchDoc WHERE rowId = ?)', [id])
  await sql(tx).run('DELETE FROM searchDoc WHERE rowId = ?', [id])
  await sql(tx).run(`DELETE FROM "${entity}" WHERE id = ?`, [id])
  return true
}

/** Fields that were unknown when they came, and are known since an update. */
export async function adoptExtra(tx: Tx): Promise<void> {
  for (const entity of entityNames) {
    const rows = await sql(tx).all<{ id: string; extra: string }>(
      `SELECT id, extra FROM "${entity}" WHERE extra <> '{}'`,
    )
    for (const { id, extra } of rows) {
      const { known, extra: still } = split(entity, JSON.parse(extra) as Fields)
      if (Object.keys(known).length === 0) continue
      await updateRow(tx, entity, id, known)
      await sql(tx).run(`UPDATE "${entity}" SET extra = ? WHERE id = ?`, [canonical(still), id])
    }
  }
}

/** For rows that were changed here rather than pulled. */
export function applied(...rows: [EntityName, string][]): Applied {
  const all: Applied = new Map()
  for (const [entity, id] of rows) all.set(entity, (all.get(entity) ?? new Set()).add(id))
  return all
}
