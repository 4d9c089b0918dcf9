import type { EntityName } from '../../contract/entities'
import { can, type Actor } from '../../contract/permissions'
import type { Proof } from '../../contract/proof'
import type { Fields } from '../../contract/sync'

/**
 * Rows that give power, and who may give it: one table for server and desk. What is not here gives none. The signer's rights
 * are those of the moment of signing; whether they still hold is asked by the server when the change comes (rights.ts).
 */
type Power = {
  /** The office's own key may stand behind it: at the founding, and with the printed secret. */
  rooted?: boolean
  /** Whether the row, as it is, claims something that must be signed. */
  claims: (fields: Fields) => boolean
  may: (values: Fields, signer: Actor, proof: Proof) => boolean
}

const always = (): boolean => true

const powers: Partial<Record<EntityName | 'pass', Power>> = {
  office: { rooted: true, claims: always, may: (_v, signer) => can(signer, 'office:manage') },
  user: { rooted: true, claims: always, may: (_v, signer) => can(signer, 'users:manage') },
  /** Keys: by an older one of the same person, with an administrator's pass, or by an administrator (a reset). */
  userKey: {
    rooted: true,
    claims: always,
    may: ({ userId, origin }, signer, { pass }) => {
      if (pass) return origin === 'enrolment' && signer.userId === userId
      if (signer.userId === userId) return origin === 'own'
      return origin === 'reset' && can(signer, 'users:manage')
    },
  },
  device: { claims: always, may: always },
  /** A PC opens books of its own; who passes one on may open registers, or look after the PCs (a restored one goes on, ADR 020). */
  book: {
    claims: always,
    may: ({ epoch }, signer) => epoch === 1 || can(signer, 'register:open') || can(signer, 'sync:manage'),
  },
  entry: {
    claims: ({ cancelledAt }) => cancelledAt !== null && cancelledAt !== undefined,
    may: ({ cancelledById }, signer) => cancelledById === signer.userId && can(signer, 'register:cancel'),
  },
  letter: {
    claims: ({ signedById, signedAt }) => (signedById ?? signedAt ?? null) !== null,
    may: ({ signedById }, signer) => signedById === signer.userId && can(signer, 'letters:sign'),
  },
  pass: { claims: always, may: (_v, signer) => can(signer, 'users:manage') },
}

export const mayOfficeGive = (entity: EntityName | 'pass'): boolean => powers[entity]?.rooted === true
export const provenByOffice = (entity: EntityName, { proof }: Fields): boolean =>
  mayOfficeGive(entity) &&
  proof !== null &&
  typeof proof === 'object' &&
  !Array.isArray(proof) &&
  proof['by'] === 'office'
export const givesPower = (entity: string): boolean => Object.hasOwn(powers, entity)
export const claimsPower = (entity: EntityName, fields: Fields): boolean => powers[entity]?.claims(fields) ?? false
export const mayGive = (entity: EntityName | 'pass', values: Fields, signer: Actor, proof: Proof): boolean =>
  powers[entity]?.may(values, signer, proof) ?? false
