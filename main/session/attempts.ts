import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { AppError } from '../../contract/errors'
import { writeDurably } from '../../db/core/durable'
import { lockFolder } from '../../db/core/process-lock'
import { Queue } from '../../db/core/queue'

const FREE = 3
const VAULT_FREE = 10
const doubling = (over: number): number => (over < 0 ? 0 : Math.min(900, 5 * 2 ** over))
/** Seconds to wait after the n-th wrong password of one login: three are free, then it doubles up to a quarter of an hour. */
export const waitSeconds = (wrong: number): number => doubling(wrong - FREE)
/** The same for all logins of a vault together, so that many names do not make many free guesses. */
export const vaultWaitSeconds = (wrong: number): number => doubling(wrong - VAULT_FREE)

/** A file that was deleted or spoilt is no fresh start: it waits as after so many wrong ones too many, 40 s. */
const SPOILT = 3
/** Names somebody invents do not fill the file. */
const KEPT_LOGINS = 50

const Count = z.object({ wrong: z.int().min(0), at: z.int() })
type Count = z.infer<typeof Count>
const Counts = z.object({ vault: Count, logins: z.record(z.string(), Count) })
type Counts = z.infer<typeof Counts>

/**
 * Guesses at passwords and at the printed secret: log-in, lock screen, restore, recovery and the command line count in the
 * same file, before the derivation begins, so that neither a kill nor several at once gain anything. One after another in
 * this process; an operating system's lock keeps other processes' counts apart.
 */
export class Attempts {
  private readonly turn = new Queue()
  /** Not forgotten while the program runs, whatever happens to the file. */
  private known: Counts | null = null

  constructor(
    private readonly file: string,
    private readonly now: () => number,
    /** Whether a vault is here that has had such a file from its beginning. */
    private readonly expected: () => boolean,
  ) {}

  /**
   * @param who a login, or `*` for the printed secret
   * @param prove null = wrong
   * @throws wait-before-retry { waitSeconds } · wrong-password { waitSeconds }
   */
  guess<T>(who: string, prove: () => Promise<T | null>): Promise<T> {
    return this.turn.run(async () => {
      const wrong = await this.alone(() => this.countOne(who))
      const proved = await prove()
      if (proved === null) throw new AppError('wrong-password', { waitSeconds: wrong })
      await this.alone(() => this.clear(who))
      return proved
    })
  }

  /** A vault begins to count when it is made. */
  async begin(): Promise<void> {
    if (!existsSync(this.file)) await this.keep({ vault: none, logins: {} })
  }

  /** @returns seconds to wait before the next try, should this one be wrong. */
  private async countOne(who: string): Promise<number> {
    const counts = this.read()
    const now = this.now()
    // A clock set back must not lock anybody out for longer than the wait itself: the wait begins again, now.
    const settled = (count: Count): Count => (count.at > now ? { ...count, at: now } : count)
    const name = Object.hasOwn(counts.logins, who) || Object.keys(counts.logins).length < KEPT_LOGINS ? who : '*'
    const login = settled(counts.logins[name] ?? none)
    const vault = settled(counts.vault)
    const left = Math.max(
      waitSeconds(login.wrong) - (now - login.at) / 1000,
      vaultWaitSeconds(vault.wrong) - (now - vault.at) / 1000,
    )
    if (left > 0) {
      await this.keep({ vault, logins: { ...counts.logins, [name]: login } })
      throw new AppError('wait-before-retry', { waitSeconds: Math.ceil(left) })
    }
    const wrong = { login: login.wrong + 1, vault: vault.wrong + 1 }
    await this.keep({
      vault: { wrong: wrong.vault, at: now },
      logins: { ...counts.logins, [name]: { wrong: wrong.login, at: now } },
    })
    return Math.max(waitSeconds(wrong.login), vaultWaitSeconds(wrong.vault))
  }

  /** A right one forgives that login its wrong ones, and the vault no more than those. */
  private async clear(who: string): Promise<void> {
    const { vault, logins } = this.read()
    const { [who]: own, ...others } = logins
    await this.keep({ vault: { ...vault, wrong: Math.max(0, vault.wrong - (own?.wrong ?? 1)) }, logins: others })
  }

  private async keep(counts: Counts): Promise<void> {
    this.known = counts
    await writeDurably(this.file, JSON.stringify(counts))
  }

  private read(): Counts {
    try {
      return Counts.parse(JSON.parse(readFileSync(this.file, 'utf8')))
    } catch {
      if (this.known) return this.known
      const spoilt = this.expected() || existsSync(this.file)
      return { vault: spoilt ? { wrong: VAULT_FREE + SPOILT, at: this.now() } : none, logins: {} }
    }
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      const unlock = await lockFolder(`${this.file}.lock`).catch((error: unknown) => {
        if (tries > 200) throw error
        return null
      })
      if (!unlock) {
        await pause(25)
        continue
      }
      try {
        return await work()
      } finally {
        await unlock()
      }
    }
  }
}

const none: Count = { wrong: 0, at: 0 }
