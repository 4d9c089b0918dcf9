import { can, type Actor } from '../../contract/permissions'
import type { Proof } from '../../contract/proof'
import type { Fields } from '../../contract/wire'
import { descriptor, isEntity, type EntityName } from '../entities'
import type { IsProven, Power } from '../entities/entity'

/** What is no row, and proves itself like one: an administrator's pass, an order about a release of the program, and bringing one. */
const noRows = {
  pass: { proves: [], may: (_values, signer) => can(signer, 'users:manage') },
  releaseOrder: { proves: [], may: (_values, signer) => can(signer, 'office:manage') },
  releaseUpload: { proves: [], may: (_values, signer) => can(signer, 'office:manage') },
} satisfies Record<string, Power>
type NoRow = keyof typeof noRows
export type Powerful = EntityName | NoRow
const isNoRow = (name: string): name is NoRow => Object.hasOwn(noRows, name)
const powerOf = (name: string): Power | undefined =>
  isNoRow(name) ? noRows[name] : isEntity(name) ? descriptor(name).power : undefined

/** Rows that give power, and who may give it: each entity says so (domain/entities); server and desk ask the same. */
export const mayOfficeGive = (entity: Powerful): boolean => powerOf(entity)?.rooted === true
export const provenByOffice = (entity: EntityName, { proof }: Fields): boolean =>
  mayOfficeGive(entity) &&
  proof !== null &&
  typeof proof === 'object' &&
  !Array.isArray(proof) &&
  proof['by'] === 'office'
export const givesPower = (entity: string): boolean => powerOf(entity) !== undefined
export function claimsPower(entity: EntityName, fields: Fields): boolean {
  const power = powerOf(entity)
  return power !== undefined && (power.claims?.(fields) ?? true)
}
export const mayGive = (entity: Powerful, values: Fields, signer: Actor, proof: Proof, isProven: IsProven): boolean =>
  powerOf(entity)?.may(values, signer, proof, isProven) ?? false
