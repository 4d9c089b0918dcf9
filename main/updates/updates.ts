import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../../contract/errors'
import type { Release, ReleaseChannel, SignedRelease, UpdateRefusal, UpdateStatus } from '../../contract/updates'
import { judgeRelease, type Judged } from '../../domain/updates/release'
import { isNewer } from '../../domain/updates/version'
import { fetchedBytes, fetchPackage, isFull, type Bring } from './fetching'
import { keepAsWayBack } from '../way-back/packages'
import { leftBehind, Memory, type Kept } from './kept'
import type { ReleaseSource, UpdateParts } from './parts'
import { OfficeFolder } from './office-folder'
import { fetchLess } from './pieces'
import { NotInstalled } from './refusal'
import { reported } from './reported'
import { openStick } from './stick'

type Good = Extract<Judged, { ok: true }>
type Found = NonNullable<Kept['found']>

/** What a clerk has to end what they do, when a version must be left; and until it is tried again when that failed. */
const FORCED_AFTER_MS = 30 * 60_000
const FORCED_AGAIN_MS = 24 * 3600_000

/**
 * Updates of this PC: asked for, judged, fetched, and installed when somebody says so. A release that is refused, cut or broken
 * changes nothing: the version that runs goes on (docs/adr/025).
 */
export class Updates {
  private readonly memory: Memory
  readonly office: OfficeFolder
  private looking: Promise<void> | null = null
  private done = 0
  private toldAt = 0
  private leaving = false

  constructor(private readonly parts: UpdateParts) {
    this.memory = new Memory(parts.folder)
    this.office = new OfficeFolder(parts)
  }

  /** At the start of the program: whether the installer did its work the last time. */
  async begin(): Promise<void> {
    const { installing, found } = await this.memory.read()
    if (installing === null) return
    const done = installing === this.parts.program.version
    await this.keep({
      installing: null,
      refusal: done ? null : { version: installing, reason: 'installer' },
      found: done || !found ? null : { ...found, atClosing: false, forcedAt: this.later(found, FORCED_AGAIN_MS) },
    })
  }

  async status(): Promise<UpdateStatus> {
    const { channel, checkedAt, refusal, found } = await this.memory.read()
    const { version, kind, keys } = this.parts.program
    const { asksAdministrator } = this.parts.installer
    const about = { version, kind, channel, hasKeys: keys.length > 0, asksAdministrator, checkedAt, refusal }
    const good = found && (await this.good(found.signed))
    return { ...about, found: good ? await this.shown(found, good) : null, folder: await this.office.status() }
  }

  private async shown(found: Found, { release, file }: Good): Promise<UpdateStatus['found']> {
    const { ready, atClosing, forcedAt } = found
    const done = ready ? file.size : this.done || (await fetchedBytes(this.parts.folder, file))
    const state = this.leaving ? 'installing' : !ready ? 'fetching' : atClosing ? 'atClosing' : 'ready'
    return { version: release.version, notes: release.notes, size: file.size, done, state, forcedAt }
  }

  /** Asks the server and fetches what it has. One at a time; a cut line is tried again with the next look. */
  async look(): Promise<void> {
    if (this.leaving) return
    await (this.looking ?? this.alone(() => this.lookOnce()))
  }

  /** Two packages at once would be each other’s in the installer’s hands. */
  private alone(work: () => Promise<void>): Promise<void> {
    this.looking = work().finally(() => (this.looking = null))
    return this.looking
  }

  /** By itself, or behind somebody's back: no line, or a cut one, is no fault; it goes on with the next look. */
  lookQuietly(): Promise<void> {
    return this.look().catch((error: unknown) => {
      if (!(error instanceof AppError)) this.parts.report('updates', error)
    })
  }

  /** As look, without waiting for the package: for somebody who pressed a button. @throws server-unreachable */
  async check(): Promise<UpdateStatus> {
    const source = this.parts.source()
    if (!source) throw new AppError('server-unreachable')
    // What is being asked and fetched already has the word; two at once would forget what the other found.
    if (!this.looking) await this.ask(source)
    void this.lookQuietly()
    return this.status()
  }

  async choose(channel: ReleaseChannel): Promise<UpdateStatus> {
    await this.keep({ channel })
    return this.status()
  }

  /** A signed update on a stick: the same checks, another way. @throws update-refused { reason } */
  async fromStick(path: string): Promise<UpdateStatus> {
    while (this.looking) await this.looking.catch(() => undefined)
    try {
      await this.alone(() => this.takeStick(path))
    } catch (error) {
      if (!(error instanceof NotInstalled)) throw error
      // What it began is not asked of the server afterwards.
      if ((await this.memory.read()).found?.from === 'stick') await this.keep({ found: null })
      throw new AppError('update-refused', { reason: error.reason })
    }
    return this.status()
  }

  private async takeStick(path: string): Promise<void> {
    const stick = await openStick(path)
    try {
      const judged = await this.judge(stick.signed)
      if (!judged.ok) throw new NotInstalled(judged.reason)
      await this.found(stick.signed, judged.release, { from: 'stick', forced: false })
      const { folder } = this.parts
      const { pieces } = stick
      await this.fetch(stick.signed, judged, (to, w) => fetchPackage(judged.file, to, { ...w, folder, pieces }))
    } finally {
      await stick.close()
    }
  }

  /** Now, or when the program is closed. @throws not-found · update-refused { reason } when it is no longer good */
  async install(when: 'now' | 'closing'): Promise<void> {
    const { found } = await this.ready()
    if (when === 'closing') return this.keep({ found: { ...found, atClosing: true } })
    if (this.leaving) return
    this.leaving = true
    this.parts.changed()
    try {
      while (this.looking || this.parts.busy()) await pause(250)
      // It may have been withdrawn while it waited.
      await this.handOver((await this.ready()).good, this.parts.source())
      await this.parts.leave()
    } catch (error) {
      this.leaving = false
      await this.keep({ installing: null })
      throw error instanceof NotInstalled ? new AppError('update-refused', { reason: error.reason }) : error
    }
  }

  private async ready(): Promise<{ found: Found; good: Good }> {
    const { found } = await this.memory.read()
    if (!found?.ready) throw new AppError('not-found')
    const good = await this.judge(found.signed)
    if (!good.ok) throw new AppError('update-refused', { reason: good.reason })
    return { found, good }
  }

  /** The program is about to close. @returns whether the installer is to be started then */
  async closing(): Promise<boolean> {
    const { found } = await this.memory.read()
    const good = found?.ready && found.atClosing ? await this.good(found.signed) : null
    if (!good) return false
    // Nobody waits at a closing program for a line.
    await this.handOver(good, null)
    return true
  }

  /** Whoever does not answer until then is not asked any more; a clerk's window has saved their draft before. */
  async force(): Promise<void> {
    const { found } = await this.memory.read()
    if (!found?.ready || found.forcedAt === null || found.forcedAt > this.parts.now()) return
    await this.install('now').catch((error: unknown) => {
      // It expired, or its package is gone: the next look says what to do.
      if (!(error instanceof AppError)) throw error
    })
  }

  /** The package is looked at once more: it lay on a disk since it was fetched. */
  private async handOver({ release, file }: Good, source: ReleaseSource | null): Promise<void> {
    const path = await this.parts.installer.take(release, file, (to) => {
      if (!source) throw new NotInstalled('line')
      return fetchLess(file, to, source, { folder: this.parts.folder, progress: () => undefined })
    })
    await keepAsWayBack(this.parts, (await this.memory.read()).found?.signed, release.version, path)
    await this.keep({ installing: release.version })
  }

  /** This PC goes back from this version: it is not installed again. */
  leave(version: string): Promise<void> {
    return this.keep(leftBehind(version))
  }

  private async lookOnce(): Promise<void> {
    const source = this.parts.source()
    if (!source) return
    try {
      await this.ask(source)
      const { found } = await this.memory.read()
      const good = found && !found.ready ? await this.good(found.signed) : null
      if (found && good)
        await this.office.bring(found.signed, good, source, (how) => this.fetch(found.signed, good, how))
    } catch (error) {
      // What is refused is said where updates are shown; nothing else has gone wrong.
      if (!(error instanceof NotInstalled)) throw error
    } finally {
      await this.tell(source)
    }
  }

  private async ask(source: ReleaseSource): Promise<void> {
    const { version, kind, arch } = this.parts.program
    const { channel, found } = await this.memory.read()
    const { release: signed, minimum } = await source.offer({ version, kind: kind ?? '', arch, channel })
    await this.keep({ checkedAt: this.parts.now() })
    // Withdrawn, or paused: not installed any more, unless somebody brought it.
    if (!signed) return found?.from === 'server' ? this.keep({ found: null, refusal: null }) : undefined
    const judged = await this.judge(signed)
    if (!judged.ok) return this.keep({ refusal: { version: claimedVersion(signed), reason: judged.reason } })
    await this.found(signed, judged.release, { from: 'server', forced: minimum !== null && isNewer(minimum, version) })
  }

  private async found(signed: SignedRelease, release: Release, how: Pick<Found, 'from' | 'forced'>): Promise<void> {
    const { found, refusal } = await this.memory.read()
    const same = found?.signed.release === signed.release ? found : null
    const { ready, atClosing, forcedAt } = same ?? { ready: false, atClosing: false, forcedAt: null }
    const due = forcedAt ?? (ready ? this.later(how, FORCED_AFTER_MS) : null)
    await this.keep({
      seen: { version: release.version, madeAt: release.madeAt },
      found: { signed, ...how, ready, atClosing, forcedAt: how.forced ? due : null },
      refusal: same ? refusal : null,
    })
  }

  private async fetch(signed: SignedRelease, { release, file }: Good, bring: Bring): Promise<void> {
    const { installer, asJob } = this.parts
    try {
      await asJob(release.version, async ({ signal, at }) => {
        const progress = (done: number): void => {
          at((this.done = done), file.size)
          this.tellProgress()
        }
        await installer
          .take(release, file, (to) => bring(to, { progress, signal }))
          .catch((error: unknown) => {
            // In the list of jobs it is a failure with a word, and none of the program.
            throw error instanceof NotInstalled ? new AppError('update-refused', { reason: error.reason }) : error
          })
      })
    } catch (error) {
      const refused = error instanceof AppError && error.code === 'update-refused'
      if (!refused) throw error
      const reason = error.params?.['reason'] as UpdateRefusal
      await this.keep({ refusal: { version: release.version, reason } }).catch((error: unknown) => {
        if (!isFull(error)) throw error
      })
      throw new NotInstalled(reason)
    } finally {
      this.done = 0
    }
    const { found } = await this.memory.read()
    if (found?.signed.release !== signed.release) return // withdrawn meanwhile
    await this.keep({ found: { ...found, ready: true, forcedAt: this.later(found, FORCED_AFTER_MS) }, refusal: null })
  }

  /** A package is hundreds of pieces; the window is told once a second. */
  private tellProgress(): void {
    if (Math.abs(this.parts.now() - this.toldAt) < 1000) return
    this.toldAt = this.parts.now()
    this.parts.changed()
  }

  private later({ forced }: Pick<Found, 'forced'>, ms: number): number | null {
    return forced ? this.parts.now() + ms : null
  }

  /** Judged each time it is acted upon: it may have expired, and the file that remembers it is anybody's. */
  private async judge(signed: SignedRelease): Promise<Judged> {
    const { channel, seen, left } = await this.memory.read()
    return judgeRelease(signed, { ...this.parts.program, channel, seen, left, now: this.parts.now() })
  }
  private async good(signed: SignedRelease): Promise<Good | null> {
    const judged = await this.judge(signed)
    return judged.ok ? judged : null
  }

  private async tell(source: ReleaseSource): Promise<void> {
    await source.report(reported(await this.status())).catch(() => undefined) // The next look says it again.
  }

  private async keep(change: Partial<Kept>): Promise<void> {
    await this.memory.change(change).finally(this.parts.changed)
  }
}

/** For a sentence about what is refused, and for nothing else: nobody vouches for it. */
const claimedVersion = ({ release }: SignedRelease): string | null =>
  /"version":"(\d{1,5}\.\d{1,5}\.\d{1,5})"/.exec(release)?.[1] ?? null
