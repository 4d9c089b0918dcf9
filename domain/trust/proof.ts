import { descriptor, isEntity, type EntityName } from '../entities'
import type { Actor } from '../../contract/permissions'
import { Proof, type Authority, type Pass } from '../../contract/proof'
import type { Fields, Plain } from '../../contract/wire'
import { canonical } from '../sync/canonical'
import { actorOf } from '../sync/actor'
import { verifySignature, type Sign } from './keys'
import { claimsPower, mayGive, mayOfficeGive, type Powerful } from './powers'

/** Whose word counts in an office: the key that founded it, pinned when this PC or server first met it, and people's keys. */
export type Trust = {
  officeId: string
  root: string
  /** The `userKey` rows of a person, proven or not. */
  keysOf: (userId: string) => readonly { id: string; fields: Fields }[]
}

export type Unproven = 'unsigned' | 'signature' | 'key' | 'authority' | 'not-allowed'

/** Administrators are made by administrators, back to the founding; no office has a longer line than this. */
const DEPTH = 12

/** What is signed: exactly these bytes, and nothing that changes without the signer. */
export function statement(
  officeId: string,
  entity: string,
  id: string,
  values: Fields,
  proof: Omit<Proof, 'signature'>,
): string {
  const { by, key, at, as, pass } = proof
  const said = { by, key, at, as: as as unknown as Plain, ...(pass && { pass: pass as unknown as Plain }) }
  return `diwan proof\n${canonical({ office: officeId, entity, id, values, proof: said })}`
}

/** The fields of a row its proof covers. */
export const provenValues = (entity: EntityName, fields: Fields): Fields =>
  Object.fromEntries(descriptor(entity).proves.map((name) => [name, fields[name] ?? null]))

type Signer = { by: string; key: string; as: Authority | null; pass?: Pass | undefined; sign: Sign }

/** Signs what `fields` claim. */
export const prove = (
  officeId: string,
  entity: EntityName,
  id: string,
  fields: Fields,
  who: Signer,
  at: number,
): Proof => signed(officeId, entity, id, provenValues(entity, fields), who, at)

/** Signs one value that carries its proof inside. */
export const seal = (
  officeId: string,
  entity: EntityName,
  name: string,
  id: string,
  said: Fields,
  who: Signer,
  at: number,
): Fields => ({
  ...said,
  proof: signed(officeId, `${entity}.${name}`, id, said, who, at) as unknown as Plain,
})

function signed(officeId: string, what: string, id: string, values: Fields, who: Signer, at: number): Proof {
  const { sign, pass, ...rest } = who
  const unsigned = { ...rest, at, ...(pass && { pass }) }
  return { ...unsigned, signature: sign(statement(officeId, what, id, values, unsigned)) }
}

/** The fields of a row that carry their proof inside: what each says, and who said it (null: nothing that is a proof). */
export type Sealed = { name: string; said: Fields; proof: Proof | null }
export const sealedFields = (entity: EntityName, fields: Fields): Sealed[] =>
  descriptor(entity).seals.flatMap((name): Sealed[] => {
    const value = fields[name] ?? null
    if (value === null) return []
    const { proof, ...said } = typeof value === 'object' && !Array.isArray(value) ? value : {}
    return [{ name, said, proof: Proof.safeParse(proof).data ?? null }]
  })

/**
 * Whether a row's power is proven: signed by a certified key of somebody who was allowed to give it when they did. Null when
 * it is, or when the row gives no power. Asked by the server when the row comes, by every desk when it arrives and before it
 * acts on it; nobody's word is needed for it but the office's own key.
 */
export function unproven(trust: Trust, entity: string, id: string, fields: Fields, depth = 0): Unproven | null {
  if (!isEntity(entity) || !claimsPower(entity, fields)) return null
  const proof = Proof.safeParse(fields['proof'])
  if (!proof.success) return 'unsigned'
  return (
    checkSigned(trust, entity, id, provenValues(entity, fields), proof.data, depth) ??
    sealedFields(entity, fields)
      .map((sealed) =>
        sealed.proof ? checkSigned(trust, entity, id, sealed.said, sealed.proof, depth, sealed.name) : 'unsigned',
      )
      .find((why) => why !== null) ??
    null
  )
}

/** Why what somebody signed does not count: a row's fields, or one of the things that are no rows (powers.ts). */
export function checkSigned(
  trust: Trust,
  entity: Powerful,
  id: string,
  values: Fields,
  proof: Proof,
  depth: number,
  field?: string,
): Unproven | null {
  if (depth > DEPTH) return 'authority'
  const what = field === undefined ? entity : `${entity}.${field}`
  if (!verifySignature(proof.key, statement(trust.officeId, what, id, values, proof), proof.signature))
    return 'signature'
  if (proof.by === 'office') return proof.key === trust.root && mayOfficeGive(entity) ? null : 'key'
  if (!keyCounts(trust, entity, values, proof, depth)) return 'key'
  const signer = authorityOf(trust, proof, depth)
  if (!signer) return 'authority'
  const isProven = (other: string, otherId: string, fields: Fields): boolean =>
    unproven(trust, other, otherId, fields, depth + 1) === null
  return mayGive(entity, values, signer, proof, isProven) ? null : 'not-allowed'
}

/** What the signer was allowed, as it was proven of them then. */
function authorityOf(trust: Trust, { by, as, pass }: Proof, depth: number): Actor | null {
  // A first key brought with a pass is signed before its owner's rights can be read: the pass is the administrator's word.
  if (as === null) return pass ? actorOf(by, { roles: [], active: true }, trust.officeId, '') : null
  const { proof, ...rights } = as
  const fields: Fields = { ...rights }
  if (checkSigned(trust, 'user', by, provenValues('user', fields), proof, depth + 1) !== null) return null
  return as.active ? actorOf(by, fields, trust.officeId, '') : null
}

function keyCounts(trust: Trust, entity: string, values: Fields, proof: Proof, depth: number): boolean {
  const { by, key, pass } = proof
  // A pass certifies one thing: the key it was given for, of the person it was given to.
  if (pass)
    return entity === 'userKey' && pass.publicKey === key && pass.userId === by && passCounts(trust, pass, depth)
  // A new key is certified by another one than itself.
  if (entity === 'userKey' && values['publicKey'] === key) return false
  return trust.keysOf(by).some(
    (row) =>
      row.fields['publicKey'] === key &&
      row.fields['userId'] === by &&
      // Made by an administrator who set the password: it may only bring its owner's own key.
      (entity === 'userKey' || row.fields['origin'] !== 'reset') &&
      unproven(trust, 'userKey', row.id, row.fields, depth + 1) === null,
  )
}

export const passValues = ({ userId, publicKey, expiresAt }: Omit<Pass, 'proof'>): Fields => ({
  userId,
  publicKey,
  expiresAt,
})

export const provePass = (
  officeId: string,
  pass: Omit<Pass, 'proof'>,
  unsigned: Omit<Proof, 'signature'>,
  sign: Sign,
): Proof => ({ ...unsigned, signature: sign(statement(officeId, 'pass', pass.id, passValues(pass), unsigned)) })

/** Whether an administrator of this office gave it. Its time is the server's to watch, which knows it. */
export const passCounts = (trust: Trust, pass: Pass, depth = 0): boolean =>
  checkSigned(trust, 'pass', pass.id, passValues(pass), pass.proof, depth + 1) === null
