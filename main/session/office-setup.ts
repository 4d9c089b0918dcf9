import type { NewOffice } from '../../contract/session'
import type { Names } from '../../contract/values'
import { createRow, type Stamp } from '../../db/outbox/changes'
import type { Tx } from '../../db/core/sql'
import type { RegisterRow } from '../../db/register/reads'
import { policies } from '../../domain/policies'
import { dateOf } from '../../domain/text/dates'
import { keepPreferences, setMeta } from '../../db/session/people'
import { openBook } from '../register/books'
import type { Clock, Desk } from '../desk'
import type { DeskParts } from './assemble'
import { newBox, newSigningKey, signer } from './crypto'
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
        const stamp = { userId: ids.userId, deviceId: ids.deviceId, at: clock.now() }
        const device = {
          id: ids.deviceId,
          deskCode: null,
          publicKey: deviceKey.publicKey,
          sign: signer(deviceKey.seed),
        }
        await setMeta(tx, 'device.id', ids.deviceId)
        await setMeta(tx, 'device.seed', deviceKey.seed.toString('base64'))
        const first = { ...ids, userKey: userKey.publicKey, recoveryKey: recovery.publicKey, deviceName }
        await writeOffice({ newId, device, signer: null }, tx, input, first, stamp)
        await keepPreferences(tx, ids.userId, defaultPreferences(input.language, input.country))
      }),
  )
  return { opened, recoverySecret }
}

/** The office's first rows: itself, its units, this PC, its first person, and its registers with their opened books (N1, N6). */
export async function writeOffice(
  desk: Pick<Desk, 'newId' | 'device' | 'signer'>,
  tx: Tx,
  input: NewOffice,
  first: { officeId: string; userId: string; userKey: string; recoveryKey: string; deviceName: string },
  stamp: Stamp,
): Promise<void> {
  const createdAt = stamp.at
  await createRow(tx, 'office', first.officeId, officeFields(input, first.recoveryKey, createdAt), stamp)
  const { deskCode, publicKey } = desk.device
  await createRow(tx, 'device', stamp.deviceId, { name: first.deviceName, deskCode, publicKey, createdAt }, stamp)
  const units: string[] = []
  for (const [position, names] of input.units.entries()) {
    units.push(desk.newId())
    await createRow(tx, 'unit', units[position] ?? '', { names, position }, stamp)
  }
  const { login, names } = input.administrator
  const roles = ['administrator', 'headOfRegistry']
  const user = { login, names, roles, clearance: 'secret', active: true, unitId: units[0] ?? null, createdAt }
  await createRow(tx, 'user', first.userId, user, stamp)
  const userKey = { userId: first.userId, deviceId: stamp.deviceId, publicKey: first.userKey, createdAt }
  await createRow(tx, 'userKey', desk.newId(), userKey, stamp)
  await openRegisters(desk, tx, input, stamp)
}

const officeFields = (input: NewOffice, recoveryKey: string, createdAt: number) => ({
  country: input.country,
  timeZone: input.timeZone,
  names: input.names,
  ministry: input.ministry,
  place: input.place,
  secondLanguage: input.secondLanguage,
  ownApprovalAllowed: input.ownApprovalAllowed,
  recoveryKey,
  createdAt,
})

async function openRegisters(
  desk: Pick<Desk, 'newId' | 'device' | 'signer'>,
  tx: Tx,
  input: NewOffice,
  stamp: Stamp,
): Promise<void> {
  const policy = policies[input.country]
  const year = Number(dateOf(stamp.at, input.timeZone).slice(0, 4))
  for (const { kind, opening } of input.registers) {
    const row: RegisterRow = {
      id: desk.newId(),
      kind,
      code: policy.registerCodes[kind],
      names: JSON.stringify(REGISTER_NAMES[kind]),
      pattern: policy.numberPattern,
    }
    await createRow(
      tx,
      'register',
      row.id,
      { kind, code: row.code, names: REGISTER_NAMES[kind], pattern: row.pattern },
      stamp,
    )
    await openBook(desk, tx, { registerId: row.id, year, opening }, stamp)
  }
}
