import { hostname } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { EventMessage } from '../contract/channel'
import { AppError } from '../contract/errors'
import type { Ctx, Desk } from './desk'
import { backupHandlers, type ChooseFolder } from './backup/handlers'
import { systemClock } from './clock'
import { communityHandlers, searchHandlers } from './community/contacts'
import { openDemonstration } from './demonstration/demonstration'
import { documentHandlers } from './documents/documents'
import { makeEmit } from './ipc/events'
import { makeRouter, type AllHandlers, type Dispatch } from './ipc/router'
import { letterHandlers } from './letters/handlers'
import { keepMissingPdfs } from './letters/printing'
import { pdfWorker } from './pdf/client'
import type { JobRecord } from './jobs/jobs'
import { jobHandlers } from './jobs/listing'
import { registerHandlers } from './register/handlers'
import { registersHandlers } from './register/opening'
import { officeHandlers, sessionHandlers, userHandlers, type Arrivals } from './session/handlers'
import { Session } from './session/session'
import { Vault } from './session/vault'
import { WindowMemory } from './session/window-memory'
import { securityHandlers } from './security/handlers'
import type { UpdateOptions } from './updates/parts'
import { byHand } from './updates/program'
import { updateHandlers } from './updates/handlers'
import { Updates } from './updates/updates'
import { unitHandlers } from './units/units'
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
  send: (message: EventMessage) => void
  chooseFolder: ChooseFolder
  system: AllHandlers['system']
  report: (id: string, error: unknown) => void
  /** Whether this machine may hold an office that is no demonstration; throws when not. */
  realOffice?: () => void
  clock?: Desk['clock']
  newId?: () => string
  line?: Partial<LineOptions>
  /** What runs, and how it is replaced; without it nothing ever is. */
  updates?: UpdateOptions
  /** The ways of this machine to an address (its proxies); without it, what the environment says. */
  resolve?: Resolve
}

export type App = {
  session: Session
  dispatch: Dispatch
  ctx: Ctx
  line: Line
  updates: Updates
  close: () => Promise<void>
}

/**
 * Everything Diwan's main process is, without a window: built here, in sight, no container. Electron (main.ts), the command
 * line (diwan.ts) and the tests make the same thing.
 */
export function createApp(o: AppOptions): App {
  const clock = o.clock ?? systemClock()
  const newId = o.newId ?? (() => v7())
  const worker = pdfWorker(o.pdfWorkerFile, { fontsDir: o.fontsDir })
  const pdf: Desk['pdf'] = {
    letter: async (...asked) => asBuffer(await worker.letter(...asked)),
    entryPrint: async (...asked) => asBuffer(await worker.entryPrint(...asked)),
  }
  const emit = makeEmit(
    () => (session.phase === 'open' ? { actor: session.actor, read: session.desk.db.read } : null),
    o.send,
  )
  const ways = new Ways(o.resolve ?? ((url) => Promise.resolve(waysOfEnvironment(process.env, url))))
  const timing = { ...(o.line?.timing ?? usualLine.timing), ways }
  const peopleChanged = (): Promise<void> => session.refresh()
  const line = new Line({ clock, newId, emit, report: o.report, peopleChanged, ...o.line, timing })
  const opened = (): Desk => {
    const desk = session.backgroundDesk
    if (!desk) throw new AppError('signed-out')
    return desk
  }
  const updates = new Updates({
    ...(o.updates ?? byHand(o.folder)),
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
  const session: Session = new Session(
    new Vault(o.folder, clock.now),
    {
      clock,
      newId,
      emit,
      deviceName: hostname().slice(0, 60) || 'desk',
      pdf,
      report: o.report,
      realOffice: o.realOffice ?? (() => undefined),
    },
    new WindowMemory(join(o.folder, 'window.json'), 'ar'),
    (phase) => o.send({ feature: 'session', name: 'changed', payload: { phase } }),
    async (desk) => {
      // What a kill left half done is finished first; it must not keep anybody from logging in.
      void keepMissingPdfs(desk).catch((error: unknown) => {
        // What a job says of itself stands in the list of jobs; a log-out meanwhile is no fault.
        if (!(error instanceof AppError)) o.report('pdf', error)
      })
      // A command that does one thing asks nobody for a newer program.
      if (o.line?.automatic !== false) desk.lookForUpdates = () => updates.lookQuietly()
      await line.open(desk)
    },
    () => line.close(),
  )
  const arrivals: Arrivals = { openDemonstration, join: (to, input) => joinOffice(to, input, { newId, timing }) }
  const handlers: AllHandlers = {
    session: sessionHandlers(session, arrivals),
    users: userHandlers(session),
    office: officeHandlers,
    units: unitHandlers,
    system: o.system,
    backup: backupHandlers(session, o.chooseFolder, clock.now),
    register: registerHandlers,
    registers: registersHandlers,
    documents: documentHandlers,
    jobs: jobHandlers,
    community: communityHandlers,
    search: searchHandlers,
    letters: letterHandlers,
    sync: syncHandlers(line, ways),
    security: securityHandlers,
    updates: updateHandlers(updates, line, {
      file: o.updates?.chooseFile ?? (() => Promise.resolve(null)),
      folder: o.chooseFolder,
    }),
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
    dispatch: makeRouter(handlers, session, o.report),
    close: async () => {
      await session.close()
      await worker.close()
    },
  }
}

const asBuffer = <T extends { bytes: Uint8Array }>(made: T): T & { bytes: Buffer } => ({
  ...made,
  bytes: Buffer.from(made.bytes.buffer, made.bytes.byteOffset, made.bytes.byteLength),
})

/** Work that a new program must not cut; fetching one is none. */
const isUnderWay = ({ kind, state }: JobRecord): boolean => kind !== 'update' && ['waiting', 'running'].includes(state)
