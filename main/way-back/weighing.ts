import { AppError } from '../../contract/errors'
import { countOwn } from '../../db/outbox/counting'
import { personById } from '../../db/session/people'
import { onlyDamage, withDatabase, type By } from '../backup/authority'
import { keepForLater } from '../security/refusals'
import { wipe } from '../session/slots'
import type { Vault } from '../session/vault'

/** Who answers for what goes aside; operations: what this PC has ever said, null when it cannot be counted. */
export type Weighed = { userId: string | null; operations: number | null }

/**
 * Who may put an older database in the place of one that people worked in: whoever may restore a backup over it (ADR 003). The numbers
 * it gave are in the journal afterwards.
 * @throws wrong-password · wait-before-retry · forbidden · secret-needed · recovery-secret-wrong
 */
export async function weigh(vault: Vault, by: By, now: number): Promise<Weighed> {
  if ('secret' in by) {
    const keys = await vault.openWithSecret(by.secret)
    return withDatabase({ vault }, keys, async ({ read }) => ({
      userId: null,
      operations: await countOwn(read),
    })).catch((error: unknown) => {
      onlyDamage(error)
      return { userId: null, operations: null }
    })
  }
  const { keys, userId, person } = await vault.unlock(by.login, by.password)
  wipe(person.seed, person.box)
  return withDatabase({ vault }, keys, async ({ read }) => {
    const who = await personById(read, userId)
    if (who?.active && who.roles.includes('administrator')) return { userId, operations: await countOwn(read) }
    keepForLater(vault.folder, now, { kind: 'restoreRefused', userId, detail: { reason: 'forbidden' } })
    throw new AppError('forbidden')
  }).catch((error: unknown) => {
    onlyDamage(error)
    // A database that cannot be read names no administrator.
    throw new AppError('secret-needed')
  })
}
