import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { v7 } from 'uuid'
import type { EventMessage } from '../contract/channel'
import { AppError } from '../contract/errors'
import { Queue } from '../db/core/queue'
import type { Ctx, Desk } from './desk'
import { makeDaily } from './backup/daily'
import { backupHandlers, type ChooseFolder } from './backup/handlers'
import { inTurnOf } from './backup/turn'
import { systemClock } from './clock'
import { peopleFeatures } from './community/features'
import { NameSearch } from './community/name-search'
import { openDemonstration } from './demonstration/demonstration'
import { disposalHandlers } from './disposal/handlers'
import { documentHandlers } from './documents/documents'
import { filingFeatures } from './filing/handlers'
import { issuerHandlers } from './documents/signatures/issuers'
import { pageThread } from './documents/pages/thread'
import { findingHandlers } from './finding/handlers'
import { importHandlers } from './imports/handlers'
import { makeEmit } from './ipc/events'
import { makeRouter, type AllHandlers, type Dispatch } from './ipc/router'
import { letterFeatures } from './letters/features'
import { keepMissingPdfs } from './letters/printing'
import { pdfWorker, type PdfWorker } from './pdf/client'
import { isUnderWay } from './jobs/jobs'
import { jobHandlers } from './jobs/listing'
import { labelHandlers } from './labels/labels'
import { intakeHandlers } from './intake/intake'
import { listHandlers } from './lists/handlers'
import type { ChooseSave } from './lists/export'
import { forgetFound } from './register/found'
import { bookHandlers } from './register/book-handlers'
import { describingHandlers } from './register/describing'
import { receiptHandlers } from './receipts/receipts'
import { registerHandlers } from './register/handlers'
import type { SecondPerson } from './register/second'
import { officeHandlers, sessionHandlers, userHandlers, type Arrivals } from './session/handlers'
import { whileLocked } from './session/folder-lock'
import { secondPerson } from './session/second-person'
import { Session } from './session/session'
import type { Cost } from './session/crypto'
import { Vault } from './session/vault'
import { WindowMemory } from './session/window-memory'
import { securityHandlers } from './security/handlers'
import type { UpdateOptions } from './updates/parts'
import { byHand } from './updates/program'
import { updateHandlers } from './updates/handlers'
import { Updates } from './updates/updates'
import { Crashes } from './support/crashes'
import type { DiagnosticParts } from './support/diagnostics'
import { runningHere, sendWanted, supportHandlers } from './support/handlers'
import { exchangeHandlers } from './exchange/handlers'
import { paperHandlers } from './papers/papers'
import { mailroomHandlers } from './mail/room'
import { slipHandlers } from './slips/slips'
import { valuableHandlers } from './valuables/valuables'
import { unitHandlers } from './units/units'
import { Going, withoutWindow, type GoingParts } from './way-back/going'
import { wayBackHandlers } from './way-back/handlers'
import { Opening, type OpeningParts } from './way-back/opening'
import type { Starts } from './way-back/starts'
import { weigh } from './way-back/weighing'
import { Line, usualLine, type LineOptions } from './sync/line'
import { waysOfEnvironment } from '../domain/sync/proxies'
import { joinOffice } from './sync/joining'
import { Ways, type Resolve } from './sync/proxy/ways'
import { syncHandlers } from './sync/handlers'

export type AppOptions = {
  /** The vault's folder; everything of the office lies in it. */
  folder: string
  fontsDir: string
  pdfWorkerFile: string
  /** Pages set in somebody else's thread, who ends it; without it, in one of its own. */
  pages?: PdfWorker
  send: (message: EventMessage) => void
  chooseFolder: ChooseFolder
  /** Where a list is written; without it nobody is there to say. */
  chooseSave?: ChooseSave
  system: AllHandlers['system']
  report: (id: string, error: unknown) => void
  /** Whether this machine may hold an office that is no demonstration; throws when not. */
  realOffice?: () => void
  clock?: Desk['clock']
  newId?: () => string
  /** What a guess at a password costs; tests, which log in hundreds of times, pay less. */
  passwordCost?: Cost
  line?: Partial<LineOptions>
  /** What runs, and how it is replaced; without it nothing ever is. */
  updates?: UpdateOptions
  /** Where its log and its reports of crashes lie, and what runs; without it, beside the vault. */
  support?: Partial<Omit<DiagnosticParts, 'folder' | 'now'>>
  /** How this start goes, and what leads back when it goes wrong (main/way-back). */
  start?: Pick<GoingParts, 'starts' | 'install' | 'restart'> & { starts: Starts; fails: boolean }
  /** How a copy before an update is made; tests put a full disk here. */
  copy?: OpeningParts['copy']
  /** The ways of this machine to an address (its proxies); without it, what the environment says. */
  resolve?: Resolve
}

export type App = {
  session: Session
  dispatch: Dispatch
  ctx: Ctx
  line: Line
  updates: Updates
  support: DiagnosticParts
  close: () => Promise<void>
}

/**
 * Everything Diwan's main process is, without a window: built here, in sight, no container. Electron (main.ts), the command
 * line (diwan.ts) and the tests make the same thing.
 */
export function createApp(o: AppOptions): App {
  const clock = o.clock ?? systemClock()
  const newId = o.newId ?? (() => v7())
  const running = o.support?.running ?? runningHere()
  const support: DiagnosticParts = {
    folder: o.folder,
    logFile: o.support?.logFile ?? join(o.folder, 'logs/diwan.log'),
    running,
    crashes: o.support?.crashes ?? new Crashes(join(o.folder, 'crashes'), running, clock.now),
    now: clock.now,
  }
  const died = (error: Error): void => support.crashes.keep('thread', { error })
  const worker = o.pages ?? pdfWorker(o.pdfWorkerFile, { fontsDir: o.fontsDir, died })
  const scans = pageThread(dirname(o.pdfWorkerFile), { died })
  const pdf: Desk['pdf'] = {
    letter: async (...asked) => asBuffer(await worker.letter(...asked)),
    entryPrint: async (...asked) => asBuffer(await worker.entryPrint(...asked)),
    listPrint: async (...asked) => asBuffer(await worker.listPrint(...asked)),
    paper: async (...asked) => asBuffer(await worker.paper(...asked)),
    form: async (...asked) => asBuffer(await worker.form(...asked)),
    labels: async (...asked) => asBuffer(await worker.labels(...asked)),
    envelopes: async (...asked) => asBuffer(await worker.envelopes(...asked)),
    addressLabels: async (...asked) => asBuffer(await worker.addressLabels(...asked)),
    separators: async (...asked) => asBuffer(await worker.separators(...asked)),
    stamp: async (...asked) => asBuffer(await worker.stamp(...asked)),
    mark: async (...asked) => asBuffer(await worker.mark(...asked)),
    extract: async (...asked) => asBuffer(await worker.extract(...asked)),
    warm: () => void worker.warm().catch(() => undefined),
  }
  const told = makeEmit(
    () => (session.phase === 'open' ? { actor: session.actor, read: session.desk.db.read } : null),
    o.send,
  )
  const emit: typeof told = (feature, ...event) => {
    forgetFound(() => session.backgroundDesk, feature)
    told(feature, ...event)
  }
  support.crashes.kept = () => emit('support', 'changed', {})
  if (o.updates?.given) o.updates.given.heard = () => emit('updates', 'wasGiven', {})
  const ways = new Ways(o.resolve ?? ((url) => Promise.resolve(waysOfEnvironment(process.env, url))))
  const timing = { ...(o.line?.timing ?? usualLine.timing), ways }
  const peopleChanged = (): Promise<void> => session.refresh()
  const line = new Line({ clock, newId, emit, report: o.report, peopleChanged, ...o.line, timing })
  const opened = (): Desk => {
    const desk = session.backgroundDesk
    if (!desk) throw new AppError('signed-out')
    return desk
  }
  const updating = o.updates ?? byHand(o.folder)
  const updates = new Updates({
    ...updating,
    now: clock.now,
    report: o.report,
    changed: () => emit('updates', 'changed', {}),
    source: () => line.releases,
    asJob: (about, work) =>
      opened().jobs.run({ kind: 'update', byId: null, about }, ({ signal, progress }) =>
        work({ signal, at: (done, of) => progress('fetching', done, of) }),
      ),
    busy: () => line.isWorking || (session.backgroundDesk?.jobs.list().some(isUnderWay) ?? false),
  })
  /** Copies and restores, one at a time. */
  const copying = new Queue()
  const opening = new Opening(o.folder, {
    version: o.updates?.program.version ?? null,
    now: clock.now,
    copying: (done) => emit('session', 'copying', { done }),
    report: o.report,
    starts: o.start?.starts ?? null,
    fails: o.start?.fails ?? false,
    copy: o.copy,
  })
  const going = new Going({
    ...{ folder: o.folder, updates: updating.folder, program: updating.program, now: clock.now },
    asksAdministrator: updating.installer.asksAdministrator,
    why: () => (opening.failed ? 'unopened' : null),
    locked: (work) => whileLocked(o.folder, work),
    weigh: (by) => weigh(session.vault, by, clock.now()),
    leave: (version) => updates.leave(version),
    ...(o.start ?? withoutWindow),
  })
  const session: Session = new Session(
    new Vault(o.folder, clock.now, opening, o.passwordCost),
    {
      clock,
      newId,
      emit,
      deviceName: hostname().slice(0, 60) || 'desk',
      pdf,
      pages: scans,
      report: o.report,
      realOffice: o.realOffice ?? (() => undefined),
    },
    new WindowMemory(join(o.folder, 'window.json'), 'ar'),
    (phase) => o.send({ feature: 'session', name: 'changed', payload: { phase } }),
    async (desk) => {
      desk.names = new NameSearch(desk.db.read, join(dirname(o.fontsDir), 'names/sounds.bin'))
      // What a kill left half done is finished first; it must not keep anybody from logging in.
      void keepMissingPdfs(desk).catch((error: unknown) => {
        // What a job says of itself stands in the list of jobs; a log-out meanwhile is no fault.
        if (!(error instanceof AppError)) o.report('pdf', error)
      })
      // A command that does one thing asks nobody for a newer program, and begins no copy.
      if (o.line?.automatic !== false) {
        desk.lookForUpdates = () => updates.lookQuietly()
        desk.makeDailyBackup = () => makeDaily(desk, inTurnOf(copying))
      }
      desk.sendReports = () => sendWanted(desk, line, support)
      await line.open(desk)
    },
    () => line.close(),
  )
  const arrivals: Arrivals = { openDemonstration, join: (to, input) => joinOffice(to, input, { newId, timing }) }
  const second: SecondPerson = (login, password) => secondPerson(session, login, password)
  const handlers: AllHandlers = {
    session: sessionHandlers(session, arrivals),
    users: userHandlers(session),
    office: officeHandlers,
    units: unitHandlers,
    system: o.system,
    backup: backupHandlers(session, o.chooseFolder, clock.now, copying),
    register: registerHandlers,
    ...filingFeatures,
    finding: findingHandlers,
    describing: describingHandlers,
    intake: intakeHandlers(o.chooseFolder),
    labels: labelHandlers,
    lists: listHandlers(o.chooseSave ?? (() => Promise.resolve(null))),
    ...bookHandlers(second),
    disposal: disposalHandlers(o.chooseFolder),
    documents: documentHandlers,
    issuers: issuerHandlers,
    imports: importHandlers,
    jobs: jobHandlers,
    ...peopleFeatures(o.chooseSave ?? (() => Promise.resolve(null))),
    ...letterFeatures(o.chooseSave ?? (() => Promise.resolve(null))),
    receipts: receiptHandlers,
    slips: slipHandlers,
    exchange: exchangeHandlers({ folder: o.chooseFolder, save: o.chooseSave ?? (() => Promise.resolve(null)) }),
    valuables: valuableHandlers(second),
    ...mailroomHandlers,
    papers: paperHandlers,
    sync: syncHandlers(line, ways),
    security: securityHandlers,
    support: supportHandlers(support, line),
    updates: updateHandlers(
      updates,
      line,
      { file: o.updates?.chooseFile ?? (() => Promise.resolve(null)), folder: o.chooseFolder },
      o.updates?.given,
    ),
    wayBack: wayBackHandlers(going),
  }
  const ctx: Ctx = {
    get actor() {
      return session.actor
    },
    get desk() {
      return session.desk
    },
  }
  return {
    session,
    ctx,
    line,
    updates,
    support,
    dispatch: makeRouter(handlers, session, o.report),
    close: async () => {
      await session.close()
      o.start?.starts.closed()
      await scans.close()
      if (!o.pages) await worker.close()
    },
  }
}

const asBuffer = <T extends { bytes: Uint8Array }>(made: T): T & { bytes: Buffer } => ({
  ...made,
  bytes: Buffer.from(made.bytes.buffer, made.bytes.byteOffset, made.bytes.byteLength),
})
