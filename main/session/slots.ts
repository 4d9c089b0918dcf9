import { z } from 'zod'
import { sameLogin } from '../../domain/session/login'
import { newSigningKey, signingKey } from '../../domain/trust/keys'
import { boxOf, deriveKey, newBox, newKdf, sealTo, unseal, unwrap, wrap, type Cost } from './crypto'

/** The key the database is under; while it is being re-keyed, the one it will be under as well. */
export type DataKeys = { data: Buffer; next: Buffer | null }
/** What is a person's own: the seed they sign with, and the half that opens what is sealed to them. */
export type PersonKeys = { seed: Buffer; box: Buffer }
export type Unlocked = { keys: DataKeys; person: PersonKeys }
type Who = { id: string; login: string }

const Kdf = z.object({ memoryKiB: z.int(), passes: z.int(), lanes: z.int(), salt: z.string() })
/**
 * The password opens the person's keys; the data key is sealed to their public half. So a re-keyed database can be given to
 * everybody who stays without knowing anybody's password.
 */
export const Slot = z.object({
  userId: z.string(),
  login: z.string(),
  kdf: Kdf,
  person: z.string(),
  box: z.string(),
  keys: z.string(),
})
export type Slot = z.infer<typeof Slot>
/** As 0.1.0 made them: data key and seed under the password itself. Made anew when they open. */
export const OldSlot = z.object({ userId: z.string(), login: z.string(), kdf: Kdf, sealed: z.string() })
export type OldSlot = z.infer<typeof OldSlot>
export type AnySlot = Slot | OldSlot

export const isOld = (slot: AnySlot): slot is OldSlot => 'sealed' in slot

/** The slots under their people's logins of today, and which changed: old login → new. */
export function relabelled<S extends AnySlot>(
  slots: readonly S[],
  people: readonly { id: string; login: string }[],
): { slots: S[]; renamed: Map<string, string> } {
  const logins = new Map(people.map(({ id, login }) => [id, login]))
  const renamed = new Map<string, string>()
  const named = [...slots]
  for (const [at, slot] of named.entries()) {
    const login = logins.get(slot.userId) ?? slot.login
    const taken = named.some((other) => other.userId !== slot.userId && sameLogin(other.login, login))
    if (login === slot.login || taken) continue
    named[at] = { ...slot, login }
    renamed.set(slot.login, login)
  }
  return { slots: named, renamed }
}

const personContext = (officeId: string, userId: string): string => `diwan person ${officeId} ${userId}`
const keysContext = (officeId: string, userId: string): string => `diwan keys ${officeId} ${userId}`
const oldContext = (officeId: string, userId: string): string => `diwan slot ${officeId} ${userId}`

export const newPersonKeys = (): PersonKeys => ({ seed: newSigningKey().seed, box: newBox().secret })
export const signingPublicKey = (person: PersonKeys): string => signingKey(person.seed).publicKey

export async function makeSlot(
  officeId: string,
  user: Who,
  password: string,
  keys: DataKeys,
  person: PersonKeys,
  cost: Cost,
): Promise<Slot> {
  const kdf = newKdf(cost)
  const key = await deriveKey(password, kdf)
  const plain = Buffer.concat([person.seed, person.box])
  const slot = {
    userId: user.id,
    login: user.login,
    kdf,
    person: wrap(key, plain, personContext(officeId, user.id)),
    box: boxOf(person.box).publicKey,
    keys: '',
  }
  wipe(key, plain)
  return sealedFor(officeId, slot, keys)
}

/** The same slot for another data key: nobody's password is needed. */
export const sealedFor = (officeId: string, slot: Slot, keys: DataKeys): Slot => ({
  ...slot,
  keys: sealTo(slot.box, packed(keys), keysContext(officeId, slot.userId)),
})

/** The person's keys alone; null = wrong password, or a slot of somebody else. */
export async function openPerson(
  officeId: string,
  slot: Pick<Slot, 'userId' | 'kdf' | 'person' | 'box'>,
  password: string,
): Promise<PersonKeys | null> {
  const key = await deriveKey(password, slot.kdf)
  const plain = unwrap(key, slot.person, personContext(officeId, slot.userId))
  wipe(key)
  if (plain?.length !== 64) return null
  const person = { seed: plain.subarray(0, 32), box: plain.subarray(32) }
  // The public half stands in the clear: one that was put there by somebody else is not this person's.
  return boxOf(person.box).publicKey === slot.box ? person : null
}

/** Null = wrong password: the slot does not open. Damage shows later, when the database does not. */
export async function openSlot(officeId: string, slot: AnySlot, password: string): Promise<Unlocked | null> {
  if (isOld(slot)) return openOldSlot(officeId, slot, password)
  const person = await openPerson(officeId, slot, password)
  const plain = person && unseal(person.box, slot.keys, keysContext(officeId, slot.userId))
  const keys = plain && unpacked(plain)
  return person && keys ? { keys, person } : null
}

async function openOldSlot(officeId: string, slot: OldSlot, password: string): Promise<Unlocked | null> {
  const key = await deriveKey(password, slot.kdf)
  const plain = unwrap(key, slot.sealed, oldContext(officeId, slot.userId))
  wipe(key)
  if (plain?.length !== 64) return null
  const person = { seed: plain.subarray(32), box: newBox().secret }
  return { keys: { data: plain.subarray(0, 32), next: null }, person }
}

export const packed = ({ data, next }: DataKeys): Buffer => Buffer.concat(next ? [data, next] : [data])
export function unpacked(plain: Buffer): DataKeys | null {
  if (plain.length === 32) return { data: plain, next: null }
  return plain.length === 64 ? { data: plain.subarray(0, 32), next: plain.subarray(32) } : null
}

/** Keys we made or opened do not lie about in memory longer than they are used. */
export function wipe(...keys: (Buffer | null | undefined)[]): void {
  for (const key of keys) key?.fill(0)
}
