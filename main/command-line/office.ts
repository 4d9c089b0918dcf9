import { zoneOf } from '../../domain/text/zone'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { record } from '../security/log'
import { AppError } from '../../contract/errors'
import { can, type Permission } from '../../contract/permissions'
import type { BookProof, Proof } from '../../contract/closing'
import type { Backup } from '../../contract/session'
import { nameIn } from '../../domain/words'
import { createApp, type App } from '../app'
import { openDemonstration } from '../demonstration/demonstration'
import { DEMO_PASSWORD } from '../session/password-rule'
import { backupName, makeBackup } from '../backup/backup'
import { inspectBackup } from '../backup/inspect'
import { proveAll } from '../register/attesting'
import { people } from '../../db/session/people'
import { Crashes, type Running } from '../support/crashes'
import { diagnostics } from '../support/diagnostics'
import { runningHere } from '../support/handlers'
import { ask } from './ask'
import type { Places } from './command'
import type { Command } from './command'

/** Where Electron keeps this program's data for the person who runs it. */
function home(): string {
  if (process.env['DIWAN_HOME']) return process.env['DIWAN_HOME']
  const base = { win32: process.env['APPDATA'], darwin: join(homedir(), 'Library/Application Support') }[
    process.platform as string
  ]
  return join(base ?? process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'Diwan')
}

/** The app without a window, on the office of this folder; closed afterwards, whatever happens. */
async function withApp(places: Places, work: (app: App) => Promise<void>): Promise<void> {
  const unavailable = async (): Promise<never> => {
    throw new AppError('forbidden')
  }
  const running = runningHere()
  const app = createApp({
    ...places,
    folder: join(home(), 'office'),
    support: { logFile: join(home(), 'logs/diwan.log'), crashes: crashesHere(running), running },
    // One command: no rounds, no newer program, no copy that its end would cut.
    line: { automatic: false },
    send: () => undefined,
    chooseFolder: async () => null,
    system: { about: unavailable, zoom: unavailable, saveAs: unavailable, print: unavailable },
    report: (_id, error) => console.error(error),
  })
  try {
    await work(app)
  } finally {
    await app.close()
  }
}

/** Opens the office as a person, does one thing they may do. The app must not have it open (vault-in-use). */
export const asPerson = (places: Places, needs: Permission, work: (app: App) => Promise<void>): Promise<void> =>
  withApp(places, async (app) => {
    const { login, password } = await credentials()
    await app.session.logIn(login, password)
    if (!can(app.session.actor, needs)) throw new AppError('forbidden')
    await work(app)
  })

async function credentials(): Promise<{ login: string; password: string }> {
  const { DIWAN_LOGIN, DIWAN_PASSWORD } = process.env
  if (DIWAN_LOGIN && DIWAN_PASSWORD) return { login: DIWAN_LOGIN, password: DIWAN_PASSWORD }
  const login = DIWAN_LOGIN ?? (await ask('login: '))
  const password = DIWAN_PASSWORD ?? (await ask('password: ', { hidden: true }))
  return { login: login.trim().toLowerCase(), password }
}

const crashesHere = (running: Running): Crashes => new Crashes(join(home(), 'crashes'), running, Date.now)

/** what this PC is and how it does, without anything of the office's; without a login, what can be said from outside */
export const diagnosticsMake: Command['run'] = async (_args, places) => {
  const running = runningHere()
  const parts = {
    folder: join(home(), 'office'),
    logFile: join(home(), 'logs/diwan.log'),
    running,
    crashes: crashesHere(running),
    now: Date.now,
  }
  if (process.env['DIWAN_LOGIN'] === '') return console.log(await diagnostics(parts, null))
  await asPerson(places, 'sync:read', async ({ session, line }) =>
    console.log(await diagnostics(parts, { desk: session.desk, line })),
  )
}

/** 19 of 20 scans; missing: … */
const scansOf = ({ files, filesMissing, missing }: Backup): string =>
  filesMissing === 0 ? `${files} scans` : `${files - filesMissing} of ${files} scans; missing: ${missing.join(', ')}`

/** writes a backup of the office into a new folder inside the given one (administrator) */
export const backupMake: Command['run'] = ([folder = ''], places) =>
  asPerson(places, 'backup:manage', async ({ session }) => {
    const { desk } = session
    const name = backupName(desk.clock.now(), zoneOf(desk.office))
    await record(desk, { kind: 'backup', userId: session.actor.userId })
    const made = await makeBackup(desk, resolve(folder), name)
    console.log(`${made.folder}: ${made.entries} entries, ${scansOf(made)}`)
  })

/** says whether a backup is whole and what is in it; needs no password */
export const backupCheck: Command['run'] = async ([folder = '']) => {
  const found = await inspectBackup(resolve(folder), { thorough: true })
  console.log(
    `${found.filesMissing === 0 ? 'whole' : 'incomplete'}: ${found.officeNames.ar}, ${new Date(found.madeAt).toISOString()}, ${found.entries} entries, ${scansOf(found)}, schema ${found.schema}`,
  )
  if (found.filesMissing > 0) throw new Error('scans are missing')
}

/**
 * proves every book, and the heads of sheets that are given: the text of a code or a head as it is printed; `--json` for a program.
 * It ends with 0 when all is whole and every head stands, with 1 otherwise.
 */
export const registerVerify: Command['run'] = (args, places) =>
  asPerson(places, 'register:read', async ({ session }) => {
    const { desk } = session
    const proof = await proveAll(
      desk,
      args.filter((one) => one !== '--json'),
    )
    if (args.includes('--json')) console.log(JSON.stringify(proof, null, 2))
    else for (const line of attestedLines(proof, nameIn(desk.office.names, 'ar'))) console.log(line)
    const broken = proof.books.filter(({ result }) => result !== 'whole').length
    const missed = proof.anchors.filter(({ result }) => result !== 'stands').length
    if (broken > 0) throw new Error(`${broken} book(s) are not whole`)
    if (missed > 0) throw new Error(`${missed} head(s) do not stand`)
  })

/** The attestation without a window: a book a line, used and void beside the last number. */
function attestedLines({ at, books, anchors }: Proof, office: string): string[] {
  const of = (book: BookProof): string => {
    const called = [book.code, book.year, book.desk].filter(Boolean).join('/')
    const numbers = `${book.used} used + ${book.voids} void = ${book.used + book.voids} of ${Math.max(0, book.last - book.opening + 1)}`
    const sheets = `${book.sheets} sheets${book.through ? `, closed through ${book.through}` : ''}${book.yearClosed ? ', year closed' : ''}`
    const where = book.at ? ` at ${book.at}` : ''
    return `${called}: ${book.result}${where}; ${numbers}; ${book.acts} acts, ${book.signatures} signatures; ${sheets}; head ${book.head ?? '-'}`
  }
  return [
    `${office}, ${new Date(at).toISOString()}`,
    ...books.map(of),
    ...anchors.map(
      ({ text, result, position }) => `${text.slice(0, 40)}: ${result}${position ? ` at #${position}` : ''}`,
    ),
  ]
}

/** fills an empty folder with the demonstration office; with a server’s enrolment code behind it, connects it too */
export const demonstrationMake: Command['run'] = ([code], places) =>
  withApp(places, async ({ session, line }) => {
    if (session.vault.exists) throw new AppError('office-exists')
    await openDemonstration(session, 'ar')
    if (!code) return
    await session.logIn('admin', DEMO_PASSWORD)
    await line.enrol(session.desk, session.actor, code, 'مكتب الضبط 1')
    await line.tryNow()
  })

/** logins, roles and whether each is active (administrator) */
export const usersList: Command['run'] = (_args, places) =>
  asPerson(places, 'users:manage', async ({ session }) => {
    for (const p of await people(session.desk.db.read)) {
      console.log(
        `${p.login}\t${p.roles.join(',')}\t${p.clearance}\t${p.active ? 'active' : 'inactive'}${session.vault.hasSlot(p.id) ? '' : '\tno slot on this PC'}`,
      )
    }
  })
