import { descriptor, type EntityName } from '../entities'
import type { Fields, GroupVersion, Plain } from '../../contract/wire'
import { sha256 } from '../hash'
import { canonical } from './canonical'

/** Stands for every group that is not named: a new row has one writer, and says so once. */
const EVERY = ''

/** A row as the server holds it: its values, and who wrote each merge group last. */
export type MergeRow = { fields: Fields; versions: Record<string, GroupVersion> }

/** A patch arriving at the place `seq` of the stream. */
export type Patch = { device: string; d: number; seq: number; fields: Fields; before: Fields }

/** The same group written on two devices: the server's value stays, the other is kept beside it. */
export type Contested = { group: string; server: Fields; other: Fields; by: GroupVersion }

export type Merge = { result: 'applied' | 'conflict'; row: MergeRow; contested: Contested[] }

/** Fields a newer version wrote and we do not know are groups of their own: they merge, and they survive. */
export const groupOf = (entity: EntityName, field: string): string => descriptor(entity).fields[field]?.group ?? field

/** Beyond so many characters a value that is only compared travels as its hash. */
const LONG = 200
export function abridged(value: Plain): Plain {
  const text = canonical(value)
  return text.length > LONG ? { sha256: sha256(text) } : value
}

/**
 * Merges per group. Conflict if and only if what stands differs from what the writer had before, and its last writer is another
 * device: a desk does not conflict with itself. Disjoint groups merge silently. Values alone decide, so that it is the same
 * for a server that was restored.
 */
export function merge(entity: EntityName, row: MergeRow, patch: Patch): Merge {
  const next: MergeRow = { fields: { ...row.fields }, versions: { ...row.versions } }
  const contested: Contested[] = []
  for (const [group, wanted] of byGroup(entity, patch.fields)) {
    const current = pick(row.fields, wanted)
    if (same(current, wanted)) continue
    const by = row.versions[group] ?? row.versions[EVERY]
    const written = composed(current) !== composed(wanted)
    if (written && by && by.device !== patch.device && !seen(entity, group, row.fields, patch)) {
      contested.push({ group, server: current, other: wanted, by })
      continue
    }
    Object.assign(next.fields, wanted)
    next.versions[group] = { d: patch.d, device: patch.device, seq: patch.seq }
  }
  return { result: contested.length > 0 ? 'conflict' : 'applied', row: next, contested }
}

/** Two people who say the same thing do not disagree because each of them signed it. */
const same = (a: Fields, b: Fields): boolean =>
  canonical({ ...a, proof: null, signature: null }) === canonical({ ...b, proof: null, signature: null })

/** A desk of 0.1.0 may still write `é` in two characters: it says the same. */
const composed = (fields: Fields): string => canonical(fields).normalize('NFC')

/** The writer had before them, in the whole group, what stands. */
function seen(entity: EntityName, group: string, stands: Fields, { before, fields }: Patch): boolean {
  const names = new Set([...Object.keys(before), ...Object.keys(fields)].filter((n) => groupOf(entity, n) === group))
  return [...names].every((name) => canonical(abridged(stands[name] ?? null)) === canonical(before[name] ?? null))
}

/** A new row: every group was written by its creator. */
export const created = (fields: Fields, by: GroupVersion): MergeRow => ({ fields, versions: { [EVERY]: by } })

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
