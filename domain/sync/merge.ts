import { descriptor, type EntityName } from '../../contract/entities'
import type { Fields, GroupVersion } from '../../contract/sync'
import { canonical } from './canonical'

/** A row as the server holds it: its values, and who wrote each merge group last. */
export type MergeRow = { fields: Fields; versions: Record<string, GroupVersion> }

/** A patch arriving at the place `seq` of the stream. */
export type Change = { device: string; d: number; seq: number; base: number; fields: Fields; before: Fields }

/** The same group written on two devices: the server's value stays, the other is kept beside it. */
export type Contested = { group: string; server: Fields; other: Fields; by: GroupVersion }

export type Merge = { result: 'applied' | 'merged' | 'conflict'; row: MergeRow; contested: Contested[] }

/** Fields a newer version wrote and we do not know are groups of their own: they merge, and they survive. */
export const groupOf = (entity: EntityName, field: string): string => descriptor(entity).fields[field]?.group ?? field

/**
 * Merges per group. Conflict if and only if the group's version is newer than what the writer had seen, the values differ,
 * and its last writer is another device: a desk does not conflict with itself. Disjoint groups merge silently.
 */
export function merge(entity: EntityName, row: MergeRow, change: Change): Merge {
  const next: MergeRow = { fields: { ...row.fields }, versions: { ...row.versions } }
  const contested: Contested[] = []
  for (const [group, wanted] of byGroup(entity, change.fields)) {
    const current = pick(row.fields, wanted)
    if (canonical(current) === canonical(wanted)) continue
    const by = row.versions[group]
    if (by && by.device !== change.device && unseen(by, current, change)) {
      contested.push({ group, server: current, other: wanted, by })
      continue
    }
    Object.assign(next.fields, wanted)
    next.versions[group] = { seq: change.seq, device: change.device, d: change.d }
  }
  if (contested.length > 0) return { result: 'conflict', row: next, contested }
  const movedOn = Object.values(row.versions).some((v) => v.seq > change.base && v.device !== change.device)
  return { result: movedOn ? 'merged' : 'applied', row: next, contested }
}

/**
 * The writer had not seen this value. A base at or above the change's own place was counted by a server that is no more
 * (it was restored): then only the value the writer replaced can tell.
 */
function unseen(by: GroupVersion, current: Fields, change: Change): boolean {
  if (change.base < change.seq) return by.seq > change.base
  return canonical(current) !== canonical(pick(change.before, current))
}

/** A new row: every group was written by its creator. */
export function created(entity: EntityName, fields: Fields, by: GroupVersion): MergeRow {
  const groups = Object.keys(fields).map((name) => groupOf(entity, name))
  return { fields, versions: Object.fromEntries(groups.map((group) => [group, by])) }
}

function byGroup(entity: EntityName, fields: Fields): Map<string, Fields> {
  const groups = new Map<string, Fields>()
  for (const [name, value] of Object.entries(fields)) {
    const group = groupOf(entity, name)
    groups.set(group, { ...groups.get(group), [name]: value })
  }
  return groups
}

const pick = (from: Fields, like: Fields): Fields =>
  Object.fromEntries(Object.keys(like).map((name) => [name, from[name] ?? null]))
