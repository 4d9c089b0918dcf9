import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import type { Database } from '../../db/core/database'
import { personById } from '../../db/session/people'
import { boxOf } from '../session/crypto'
import { readSecret } from '../session/recovery-secret'
import { completeJournalOf } from '../session/assemble'
import type { Session } from '../session/session'
import { newPersonKeys, openSlot, wipe, type DataKeys, type Unlocked } from '../session/slots'
import { openRecovery, type VaultFile } from '../session/vault-file'
import { keyByPassword, keyByPerson, keyBySecret, type BackupKeys } from './manifest'

export type By = { login: string; password: string } | { secret: string }
/** What the person proved: the key of the backup, and who they are here. */
type Proved = { key: Buffer | null; here: { userId: string; unlocked: Unlocked } | null }

/**
 * Who may put a backup in the place of what is here: an administrator of what is here, who is logged in or proves their
 * password, or whoever holds the printed secret; on a PC without an office, whoever opens the backup.
 * @returns the backup's key
 * @throws wrong-password · recovery-secret-wrong · wait-before-retry · forbidden · secret-needed · backup-other-office
 */
export async function authorise(s: Session, keys: BackupKeys, by: By): Promise<Buffer> {
  const vault = s.vault.read()
  if (vault && (vault.officeId !== keys.officeId || vault.recovery.publicKey !== keys.recovery.publicKey))
    throw new AppError('backup-other-office')
  const present = presentAdministrator(s)
  if ('secret' in by) return bySecret(s, vault, keys, by.secret)
  const proved = await s.vault.guess(by.login, () => provePassword(vault, keys, by.login, by.password))
  try {
    // A vault that cannot be read says nothing of its administrators; nor does a slot that is not here.
    if (s.vault.exists && !present && !(proved.here && (await isAdministratorHere(s, proved.here))))
      throw new AppError(vault && proved.here ? 'forbidden' : 'secret-needed')
    if (!proved.key) throw new AppError('secret-needed')
    return proved.key
  } finally {
    wipe(proved.here?.unlocked.person.seed, proved.here?.unlocked.person.box)
  }
}

function presentAdministrator(s: Session): boolean {
  const actor: Actor | null = s.phase === 'open' ? s.actor : null
  return actor !== null && can(actor, 'backup:manage')
}

/** The secret of the office here, when there is one; of the office in the backup always. */
async function bySecret(s: Session, vault: VaultFile | null, keys: BackupKeys, text: string): Promise<Buffer> {
  try {
    const proved = await s.vault.guess('*', async () => {
      const secret = readSecret(text)
      const ours = secret && (!vault || boxOf(secret).publicKey === vault.recovery.publicKey)
      const key = ours ? keyBySecret(keys, secret) : null
      const here = key && secret && vault ? openRecovery(vault, secret) : null
      wipe(secret)
      return key && { key, here }
    })
    // Whoever holds the secret may replace what cannot be opened any more.
    if (proved.here && !s.backgroundDesk) await withDatabase(s, proved.here, async () => undefined).catch(onlyDamage)
    return proved.key
  } catch (error) {
    if (error instanceof AppError && error.code === 'wrong-password') throw new AppError('recovery-secret-wrong')
    throw error
  }
}

/** The password of today, of the person's slot here, or the one of the day the backup was made. */
async function provePassword(
  vault: VaultFile | null,
  keys: BackupKeys,
  login: string,
  password: string,
): Promise<Proved | null> {
  const slot = vault?.slots.find((known) => known.login === login)
  const unlocked = vault && slot ? await openSlot(vault.officeId, slot, password) : null
  const here = slot && unlocked ? { userId: slot.userId, unlocked } : null
  const key = (here && keyByPerson(keys, here.unlocked.person.box)) ?? (await keyByPassword(keys, login, password))
  return here || key ? { key, here } : null
}

/** Asked of the database here, which is opened for it when nobody has it open. @throws secret-needed when it cannot be read */
async function isAdministratorHere(s: Session, { userId, unlocked }: NonNullable<Proved['here']>): Promise<boolean> {
  const asked = async (db: Database): Promise<boolean> => {
    const person = await personById(db.read, userId)
    return person?.active === true && person.roles.includes('administrator')
  }
  const open = s.backgroundDesk
  if (open) return asked(open.db)
  return withDatabase(s, unlocked.keys, asked).catch((error: unknown) => {
    onlyDamage(error)
    throw new AppError('secret-needed')
  })
}

/** The database here, which nobody has open; its numbers are in the journal before it may be replaced (R3). */
export async function withDatabase<T>(
  s: Pick<Session, 'vault'>,
  keys: DataKeys,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const opened = await s.vault.openWithKeys(keys, { userId: '', person: newPersonKeys() })
  try {
    await completeJournalOf(opened.db, s.vault.folder)
    return await work(opened.db)
  } finally {
    await opened.close()
  }
}

export function onlyDamage(error: unknown): void {
  if (!(error instanceof AppError && /damaged/.test(error.code))) throw error
}
