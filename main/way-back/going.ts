import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../contract/errors'
import type { WayBackOffer } from '../../contract/way-back'
import { packageName, wayBack, type WayBack } from '../../domain/updates/way-back'
import type { By } from '../backup/authority'
import { asideName } from '../session/leftovers'
import { finishSwap, isSwapping } from '../session/swap'
import type { Program } from '../updates/parts'
import { copiesIn, copyOf } from './copies'
import { exchange } from './exchange'
import { readOpened } from './opened'
import { keptPackage, type KeptPackage } from './packages'
import type { Starts } from './starts'
import type { Weighed } from './weighing'

export type GoingParts = {
  /** The office's folder, and where packages are kept. */
  folder: string
  updates: string
  program: Program
  asksAdministrator: boolean
  now: () => number
  /** Null: all is well, and nobody is led back. */
  why: () => WayBackOffer['why'] | null
  starts: Pick<Starts, 'back' | 'goBack' | 'tryAgain'>
  /** Under the lock of the office's folder. */
  locked: (work: () => Promise<void>) => Promise<void>
  weigh: (by: By) => Promise<Weighed>
  /** This version is not taken again on this PC; a later one is. */
  leave: (version: string) => Promise<void>
  /** Puts it in the program's place and ends the program. @returns false when the system would not */
  install: (kept: KeptPackage) => Promise<boolean>
  restart: () => void
}

type Way = WayBack & { why: WayBackOffer['why'] }

/**
 * The way back from a version that does not come up: the data first, then the program. Offered only when something went wrong at a
 * start on this PC, taken only by a person, to the version that ran here before; no server is asked (ADR 026).
 */
export class Going {
  constructor(private readonly parts: GoingParts) {}

  /** A kill may have come between two moves of an exchange: what is here is not judged before they are all made. */
  private async settled(): Promise<Way | null> {
    const { folder, locked, why } = this.parts
    if (why() && isSwapping(folder)) await locked(() => finishSwap(folder))
    return this.way()
  }

  private way(): Way | null {
    const { folder, program, why } = this.parts
    const reason = why()
    if (!reason || !existsSync(join(folder, 'vault.json'))) return null
    const way = wayBack(
      program.version,
      readOpened(folder),
      copiesIn(folder).map(({ of }) => of),
    )
    return way && { ...way, why: reason }
  }

  async offer(): Promise<WayBackOffer | null> {
    const way = await this.settled()
    if (!way) return null
    const { folder, program, asksAdministrator, starts } = this.parts
    const { to, data, copy, why } = way
    const kept = (await this.kept(way)) !== null
    return {
      ...{ from: program.version, to, why, data, kept, asksAdministrator },
      copiedAt: (copy && copyOf(folder, copy)?.madeAt) ?? null,
      file: to === null ? null : packageName(to, program.kind, program.arch),
      ready: starts.back !== null && data === 'stays',
    }
  }

  /** @throws not-found · forbidden · way-back-loses { operations } · copy-damaged · disk-full · file-held · what weighing throws */
  async go({ by, losing }: { by: By | null; losing: boolean }): Promise<{ program: 'installing' | 'byHand' }> {
    const way = await this.settled()
    if (!way) throw new AppError('not-found')
    const { folder, program, starts, now, locked, leave, install } = this.parts
    const userId = way.data === 'loses' ? await this.answered(by, losing) : null
    const copy = way.copy && copyOf(folder, way.copy)
    const aside = starts.back?.aside ?? asideName(now())
    // Before the first file moves: a kill is gone on with here, and the version that failed does not open what came back.
    starts.goBack({ to: way.to, aside: copy ? aside : (starts.back?.aside ?? null) })
    const loses = way.data === 'loses'
    if (copy) await locked(() => exchange(folder, copy, { aside, loses, userId, now: now() }))
    await leave(program.version)
    const kept = await this.kept(way)
    return { program: kept && (await install(kept)) ? 'installing' : 'byHand' }
  }

  tryAgain(): void {
    if (!this.parts.why()) throw new AppError('not-found')
    this.parts.starts.tryAgain()
    this.parts.restart()
  }

  /** What was written since the copy is said before it goes aside, to somebody who may decide it. */
  private async answered(by: By | null, losing: boolean): Promise<string | null> {
    if (!by) throw new AppError('forbidden')
    const { userId, operations } = await this.parts.weigh(by)
    const before = readOpened(this.parts.folder)?.before?.operations
    if (losing) return userId
    if (operations === null || before === undefined) throw new AppError('way-back-uncounted')
    throw new AppError('way-back-loses', { operations: Math.max(0, operations - before) })
  }

  private async kept({ to }: WayBack): Promise<KeptPackage | null> {
    return to === null ? null : keptPackage(this.parts.updates, this.parts.program, to)
  }
}

/** A command, a test: nothing that could be replaced. */
export const withoutWindow: Pick<GoingParts, 'starts' | 'install' | 'restart'> = {
  starts: { back: null, goBack: () => undefined, tryAgain: () => undefined },
  install: () => Promise.resolve(false),
  restart: () => undefined,
}
