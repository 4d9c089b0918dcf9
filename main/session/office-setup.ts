import type { NewOffice } from '../../contract/session'
import type { Names } from '../../contract/values'
import { createRow } from '../../db/outbox/changes'
import type { Stamp } from '../../db/outbox/stamp'
import type { Tx } from '../../db/core/sql'
import { policies } from '../../domain/policies'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { keepIdentity } from '../../db/core/identity'
import { keepPreferences } from '../../db/session/people'
import { openBook } from '../register/books'
import type { Clock, Desk } from '../desk'
import type { DeskParts } from './assemble'
import { newSigningKey, signer, type SigningKey } from '../../domain/trust/keys'
import { prove } from '../../domain/trust/proof'
import type { Fields, Plain } from '../../contract/wire'
import type { EntityName } from '../../domain/entities'
import { pinRoot } from '../../db/sync/trust'
import { newBox, rootKeyOf } from './crypto'
import { defaultPreferences } from './preferences'
import { printSecret } from './recovery-secret'
import type { Opened, Vault } from './vault'

const REGISTER_NAMES: Record<NewOffice['registers'][number]['kind'], Names> = {
  incoming: { ar: 'سجل الوارد', fr: 'Registre d’arrivée', en: 'Incoming register', es: 'Registro de entrada' },
  outgoing: { ar: 'سجل الصادر', fr: 'Registre de départ', en: 'Outgoing register', es: 'Registro de salida' },
  internal: { ar: 'المراسلات الداخلية', fr: 'Courrier interne', en: 'Internal mail', es: 'Correspondencia interna' },
}

/**
 * Founds an office on this PC: its keys, its vault, its first rows. The demonstration's history begins under a clock of the past.
 * @returns the opened vault, and the recovery secret, printed once and kept nowhere
 */
export async function foundOffice(
  vault: Vault,
  { newId, deviceName }: Pick<DeskParts, 'newId' | 'deviceName'>,
  input: NewOffice,
  { demonstration, clock }: { demonstration: boolean; clock: Clock },
): Promise<{ opened: Opened; recoverySecret: string }> {
  const ids = { officeId: newId(), deviceId: newId(), userId: newId() }
  const recovery = newBox()
  const recoverySecret = printSecret(recovery.secret)
  const deviceKey = newSigningKey()
  const { login, password } = input.administrator
  const opened = await vault.create(
    {
      ...ids,
      demonstration,
      recoveryKey: recovery.publicKey,
      // The demonstration's opens nothing worth a sheet of paper.
      recoverySecret: demonstration ? null : recoverySecret,
      user: { id: ids.userId, login },
      password,
    },
    ({ db }, userKey) =>
      db.write(async (tx) => {
        const signing = { keyId: newId(), publicKey: userKey.publicKey, sign: signer(userKey.seed) }
        const stamp = { ...ids, at: clock.now(), signer: signing }
        const device = {
          id: ids.deviceId,
          deskCode: null,
          publicKey: deviceKey.publicKey,
          sign: signer(deviceKey.seed),
        }
        await keepIdentity(tx, { id: ids.deviceId, seed: deviceKey.seed.toString('base64'), was: [] })
        const root = rootKeyOf(recovery.secret)
        await pinRoot(tx, root.publicKey)
        const first = { ...ids, userKeyId: signing.keyId, root, recoveryKey: recovery.publicKey, deviceName }
        await writeOffice({ newId, device, signer: null }, tx, input, first, stamp)
        await keepPreferences(tx, ids.userId, defaultPreferences(input.language, input.country))
      }),
  )
  return { opened, recoverySecret }
}

type First = {
  officeId: string
  userId: string
  userKeyId: string
  root: SigningKey
  recoveryKey: string
  deviceName: string
}

/**
 * The office's first rows: itself, its first person and their key, which the office's own key signs; then this PC, its units, and
 * its registers with their opened books (N1, N6), which that person signs.
 */
export async function writeOffice(
  desk: Pick<Desk, 'newId' | 'signer'> & { device: Omit<Desk['device'], 'logName'> },
  tx: Tx,
  input: NewOffice,
  first: First,
  stamp: Stamp,
): Promise<void> {
  const createdAt = stamp.at
  const { officeId, userId, root } = first
  const rooted = async (entity: EntityName, id: string, fields: Fields): Promise<void> => {
    const by = { by: 'office', key: root.publicKey, as: null, sign: signer(root.seed) }
    const proof = prove(officeId, entity, id, fields, by, createdAt) as unknown as Plain
    await createRow(tx, entity, id, { ...fields, proof }, stamp)
  }
  const units = input.units.map(() => desk.newId())
  await rooted('office', officeId, officeFields(input, first, createdAt))
  const { login, names } = input.administrator
  const roles = ['administrator', 'headOfRegistry']
  const unitId = units[0] ?? null
  await rooted('user', userId, { login, names, roles, clearance: 'secret', active: true, unitId, createdAt })
  const { deviceId } = stamp
  const key = { userId, deviceId, publicKey: stamp.signer.publicKey, createdAt, origin: 'founding' }
  await rooted('userKey', first.userKeyId, key)
  const { deskCode, publicKey } = desk.device
  await createRow(tx, 'device', deviceId, { name: first.deviceName, deskCode, publicKey, createdAt }, stamp)
  for (const [position, unit] of input.units.entries())
    await createRow(tx, 'unit', units[position] ?? '', { names: unit, position }, stamp)
  await openRegisters(desk, tx, input, stamp)
}

const officeFields = (input: NewOffice, { recoveryKey, root }: First, createdAt: number): Fields => ({
  country: input.country,
  timeZone: input.timeZone,
  names: input.names,
  ministry: input.ministry,
  place: input.place,
  secondLanguage: input.secondLanguage,
  ownApprovalAllowed: input.ownApprovalAllowed,
  recoveryKey,
  createdAt,
  rootKey: root.publicKey,
})

async function openRegisters(
  desk: Pick<Desk, 'newId' | 'signer'> & { device: Omit<Desk['device'], 'logName'> },
  tx: Tx,
  input: NewOffice,
  stamp: Stamp,
): Promise<void> {
  const policy = policies[input.country]
  const year = Number(dateOf(stamp.at, zoneOf(input)).slice(0, 4))
  for (const { kind, opening } of input.registers) {
    const registerId = desk.newId()
    const row = { kind, code: policy.registerCodes[kind], names: REGISTER_NAMES[kind], pattern: policy.numberPattern }
    await createRow(tx, 'register', registerId, row, stamp)
    await openBook(desk, tx, { registerId, year, opening }, stamp)
  }
}
