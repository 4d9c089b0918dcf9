import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import type { SyncPhase, SyncStatus } from '../../contract/sync'
import type { FileRow } from '../../db/documents/files'
import { outboxCounts, outboxCountsFor, waits } from '../../db/outbox/queue'
import { countAside } from '../../db/sync/aside'
import { openConflicts } from '../../db/sync/conflicts'
import { asAppError } from '../../db/core/errors'
import type { Desk } from '../desk'
import { loginsTwice } from '../session/logins'
import { newCode } from './codes'
import { enrolDesk } from './enrolling'
import { sayWhatIsKnownNow } from './known'
import { addressOf, lastContact } from './server-known'
import { fetchFile, filesWaiting } from './files'
import { backOffMs, machine, working, type LineEvent } from './machine'
import { asLineError } from './refusal'
import { replayDeferred } from './replay'
import { renewIdentity, type Renewal } from './renewal'
import type { ReleaseSource } from '../updates/parts'
import { Rhythm } from './rhythm'
import { runRound } from './round'
import type { Changed } from './refresh'
import { Transport, type Timing } from './transport'
import { Wire } from './wire'

export type LineOptions = {
  /** False: rounds run only when asked for. Tests own the time; so does a command that does one thing. */
  automatic: boolean
  timing: Timing
  random: () => number
}
export const usualLine: LineOptions = {
  automatic: true,
  timing: { connectMs: 10_000, idleMs: 20_000 },
  random: Math.random,
}

export type LineParts = Pick<Desk, 'clock' | 'newId' | 'emit'> & {
  report: (id: string, error: unknown) => void
  /** People or the office came from elsewhere: what the person at the desk may do may have changed. */
  peopleChanged: () => Promise<void>
} & Partial<LineOptions>

/** Until a person says which PC goes on (ADR 020). */
const deciding: readonly string[] = ['clone-detected', 'superseded']

/** How soon new work is noticed. */
const LOOK_MS = 2_000

/**
 * The desk's side of the line to the server. It runs as the device, also while the window is locked; one round at a time;
 * what waits, since when, and why, is always to be seen.
 */
export class Line {
  private desk: Desk | null = null
  private wire: Wire | null = null
  private phase: SyncPhase = 'unenrolled'
  private reason: string | null = null
  private nextTry: number | null = null
  private failures = 0
  private rhythm = new Rhythm()
  private round: Promise<void> | null = null
  private timer: NodeJS.Timeout | null = null
  private readonly options: LineOptions
  private readonly fileSent = new Map<string, number>()

  constructor(private readonly parts: LineParts) {
    this.options = { ...usualLine, ...parts }
  }

  async open(desk: Desk): Promise<void> {
    this.desk = desk
    this.afresh()
    desk.fetchFile = (file) => this.fetch(desk, file)
    desk.driftMs = () => this.wire?.transport.driftMs ?? null
    await replayDeferred(desk)
    await this.connect(desk)
    this.phase = this.wire ? 'idle' : 'unenrolled'
    this.wake(0)
  }

  /** Nothing of the line touches the vault after this. */
  async close(): Promise<void> {
    this.desk = null
    this.sleep()
    this.wire?.close()
    await this.round
    this.wire = null
    this.phase = 'unenrolled'
  }

  /**
   * What waits is counted as far as the asker may see it (A2). Whoever looks after the line is told the whole of it, as a number
   * without a name: a PC must not look empty to them when it is not. So is the line itself, which nobody asks for.
   */
  async status(desk: Desk, asker: Actor | null = null): Promise<SyncStatus> {
    const { read } = desk.db
    const viewer = asker && !can(asker, 'sync:manage') ? asker : null
    return {
      phase: this.phase,
      server: this.wire?.transport.address.url ?? null,
      ...(await (viewer ? outboxCountsFor(read, viewer) : outboxCounts(read))),
      files: this.wire ? await filesWaiting(desk, this.fileSent, viewer) : { waiting: 0, bytesLeft: 0, bytesTotal: 0 },
      lastContact: await lastContact(read),
      nextTry: this.nextTry,
      reason: this.reason,
      conflicts: asker ? await openConflicts(read, asker) : 0,
      aside: viewer ? 0 : await countAside(read),
      logins: asker && can(asker, 'users:manage') ? (await loginsTwice(read)).length : 0,
      driftMs: this.wire?.transport.driftMs ?? null,
      proxy: this.options.timing.ways?.wantsLogin ?? null,
    }
  }

  /** One round now; resolves when it is over, however it ended. */
  async tryNow(): Promise<void> {
    if (!this.desk || !this.wire) return
    this.sleep()
    this.round ??= this.runOnce(this.desk, this.wire).finally(() => (this.round = null))
    await this.round
    this.wake(LOOK_MS)
  }

  /**
   * This PC and its office, or this PC again after the server lost it. @throws already-enrolled · enrolment-code-… ·
   * certificate-mismatch · server-unreachable
   */
  async enrol(desk: Desk, actor: Actor, code: string, deviceName: string): Promise<void> {
    if (this.wire && this.reason === null) throw new AppError('already-enrolled')
    await enrolDesk(desk, actor, { code, deviceName, timing: this.options.timing })
    this.wire?.close()
    await this.round
    await this.connect(desk)
    this.afresh()
    this.happened('enrolled')
    this.wake(0)
  }

  /** A restored or copied PC hears everything the server has, gets its new identity, and goes on (renewal.ts). */
  async renew(desk: Desk, actor: Actor, asked: Renewal): Promise<void> {
    const { wire } = this
    if (!wire) throw new AppError('server-unreachable')
    await this.tryNow()
    if (!deciding.includes(this.reason ?? ''))
      throw new AppError(this.reason === null ? 'forbidden' : 'server-unreachable')
    this.sleep()
    await renewIdentity(desk, actor, wire, asked).catch((error: unknown) => {
      throw asLineError(error)
    })
    wire.close()
    await this.connect(desk)
    this.afresh()
    await this.parts.peopleChanged()
    await this.tryNow()
  }

  /** What the server has of newer programs; null = no line. A round goes before a package. */
  get releases(): ReleaseSource | null {
    const { wire } = this
    return (
      wire && {
        offer: (program) => wire.offer(program).catch(asReleaseError),
        report: (report) => wire.reportUpdate(report),
        list: (file) => wire.packageList(file),
        piece: async (...asked) => {
          await this.roundOver()
          return wire.packagePiece(...asked).catch(asReleaseError)
        },
      }
    )
  }

  /** A round goes before what can wait. */
  async roundOver(): Promise<void> {
    while (working.includes(this.phase)) await pause(200)
  }

  /** The server’s calls, for what is no round. */
  get server(): Wire | null {
    return this.wire
  }

  get isWorking(): boolean {
    return working.includes(this.phase)
  }

  /** @throws server-unreachable when this PC has no server */
  async newCode(desk: Desk, actor: Actor, userId: string): Promise<string> {
    if (!this.wire) throw new AppError('server-unreachable')
    return newCode(desk, actor, this.wire, userId)
  }

  /** What went wrong before keeps nobody waiting. */
  private afresh(): void {
    this.failures = 0
    this.reason = null
    this.nextTry = null
    this.rhythm = new Rhythm()
  }

  private async connect(desk: Desk): Promise<void> {
    const address = await addressOf(desk.db.read)
    const sender = {
      id: desk.device.id,
      sign: desk.device.sign,
      now: () => this.parts.clock.now(),
      jumpMs: () => this.parts.clock.jumpMs(),
    }
    this.wire = address && new Wire(new Transport(address, sender, this.options.timing))
  }

  private async runOnce(desk: Desk, wire: Wire): Promise<void> {
    this.nextTry = null
    this.rhythm.begun()
    this.happened('try')
    try {
      await runRound({
        desk,
        wire,
        stopped: () => this.desk !== desk,
        happened: (event) => this.happened(event),
        changed: (changed) => this.noticed(changed),
        fileSent: this.fileSent,
      })
      this.failures = 0
      this.reason = null
      if (this.desk === desk) await sayWhatIsKnownNow(desk)
      this.tell()
    } catch (error) {
      this.failed(error)
    }
  }

  private failed(error: unknown): void {
    if (this.desk === null) return // closed on purpose; the cut is ours
    const known = asAppError(asLineError(error))
    if (!(known instanceof AppError)) this.parts.report('line', error)
    this.reason = known instanceof AppError ? known.code : 'unexpected'
    this.failures++
    if (this.reason === 'device-revoked') return this.happened('refused')
    const later = backOffMs(this.failures, this.options.random())
    this.rhythm.failed(later)
    this.nextTry = this.parts.clock.now() + later
    const away = this.reason === 'server-unreachable' || this.reason.startsWith('proxy-')
    this.happened(away ? 'unreachable' : 'failed')
  }

  private happened(event: LineEvent): void {
    this.phase = machine[this.phase][event]
    this.tell()
  }

  private tell(): void {
    this.parts.emit('sync', 'changed', { phase: this.phase })
  }

  private noticed(changed: Changed): void {
    // Not awaited: who was deactivated is logged out, and that closes this line.
    if (changed.told.has('users'))
      void this.parts.peopleChanged().catch((error: unknown) => this.parts.report('line', error))
    this.tell()
  }

  private async fetch(desk: Desk, file: FileRow): Promise<string | null> {
    return this.wire ? fetchFile(desk, this.wire, file) : null
  }

  /** Looks for something to send every two seconds; asks for others' work every twenty; after a failure not before its time. */
  private wake(afterMs: number): void {
    this.sleep()
    if (!this.options.automatic || !this.desk || !this.wire || this.phase === 'revoked') return
    const look = (): void => void this.look().catch((error: unknown) => this.parts.report('line', error))
    this.timer = setTimeout(look, this.rhythm.waitMs(afterMs))
    this.timer.unref()
  }

  private async look(): Promise<void> {
    const { desk } = this
    if (!desk || working.includes(this.phase)) return
    if (this.rhythm.isDue || this.nextTry !== null || (await waits(desk.db.read))) await this.tryNow()
    else this.wake(LOOK_MS)
  }

  private sleep(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }
}

const asReleaseError = (error: unknown): never => {
  throw asLineError(error)
}
