import type { NewOffice } from '../../contract/session'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entityNames } from '../../domain/entities'
import type { ContactInput } from '../../contract/community'
import type { Entry, EntryInput } from '../../contract/register'
import type { SyncStatus } from '../../contract/sync'
import type { Fields } from '../../contract/wire'
import { sql } from '../../db/core/sql'
import { fromRow } from '../../db/outbox/rows'
import { canonical } from '../../domain/sync/canonical'
import { Store } from '../../server/db/connect'
import { startPostgres, type Postgres } from '../../server/db/embedded'
import type { ChooseFile } from '../../main/updates/parts'
import { administer, startServer, type Server } from '../../server/start'
import { deskWithDialog, type Deputy } from '../fixtures/backups'
import { FaultyLine } from '../fixtures/faults'
import {
  addUser,
  entryInput,
  newOffice,
  PASSWORD,
  startDesk,
  testClock,
  type Roles,
  type TestClock,
  type TestDesk,
} from '../fixtures/office'

const TIMING = { connectMs: 5_000, idleMs: 2_500 }

/** One PostgreSQL, one server, and a line to it that can be broken; desks only know the line. */
export class Ministry {
  readonly clock: TestClock = testClock()
  private constructor(
    readonly folder: string,
    private readonly postgres: Postgres,
    readonly line: FaultyLine,
    public server: Server,
    private readonly port: number,
  ) {}

  static async open(report?: (id: string, error: unknown) => void): Promise<Ministry> {
    const folder = mkdtempSync(join(tmpdir(), 'diwan-server-'))
    const line = await FaultyLine.open()
    const clock = testClock()
    chmodSync(folder, 0o711)
    const postgres = await startPostgres(folder)
    const port = await FaultyLine.freePort()
    const server = await start(folder, postgres, line, clock, port, { report })
    return Object.assign(new Ministry(folder, postgres, line, server, port), { clock })
  }

  /** The process ends and starts again: nothing it held in memory is left. Another version may be put in its place. */
  async restarts(program: typeof startServer = startServer): Promise<void> {
    await this.server.close()
    this.server = await start(this.folder, this.postgres, this.line, this.clock, this.port, { program })
  }

  /** Somebody on the way: with the server's certificate and not its manners, or with one of their own. */
  async somebodyElseAnswers(
    status: number,
    body: string,
    meanwhile: () => Promise<void>,
    tls: { key: string; cert: string } = { key: this.secret('tls.key'), cert: this.secret('tls.pem') },
  ): Promise<void> {
    const other = createServer(tls, (_request, response) => response.writeHead(status).end(body))
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready))
    const address = other.address()
    this.line.cutAll()
    this.line.aim(address !== null && typeof address === 'object' ? address.port : 0)
    await meanwhile()
    this.line.cutAll()
    this.line.aim(this.port)
    await new Promise((done) => other.close(done))
  }

  private secret(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8')
  }

  /** Its statements, for looking at what was kept. */
  async looks<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = await Store.open(this.postgres.url, () => undefined)
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  }

  /** What its administrator does beside the running server. */
  administers: <T>(work: Parameters<typeof administer<T>>[1]) => Promise<T> = (work) =>
    administer({ dataDir: this.folder, databaseUrl: this.databaseUrl, now: () => this.clock.now() }, work)

  get databaseUrl(): string {
    return this.postgres.url
  }

  async close(): Promise<void> {
    await this.server.close()
    await this.line.close()
    await this.postgres.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

async function start(
  folder: string,
  postgres: Postgres,
  line: FaultyLine,
  clock: TestClock,
  port: number,
  { report, program = startServer }: { report?: Parameters<typeof Ministry.open>[0]; program?: typeof startServer },
): Promise<Server> {
  const publicUrl = `https://127.0.0.1:${line.port}`
  const server = await program({
    dataDir: folder,
    host: '127.0.0.1',
    port,
    databaseUrl: postgres.url,
    publicUrl,
    now: () => clock.now(),
    ...(report && { report }),
  })
  line.aim(port)
  return server
}

/** A desk with the verbs of a story. */
export class Pc {
  constructor(
    readonly desk: TestDesk,
    readonly name: string,
  ) {}

  get api(): TestDesk['api'] {
    return this.desk.api
  }

  get db(): TestDesk['app']['session']['desk']['db'] {
    return this.desk.app.session.desk.db
  }

  async syncs(): Promise<SyncStatus> {
    return this.api.sync.tryNow({})
  }

  async registers(change: Partial<EntryInput> = {}): Promise<Entry> {
    return this.api.register.register(await entryInput(this.desk, change))
  }

  async writes(change: Partial<ContactInput>): Promise<string> {
    const known = change.id === undefined ? {} : await this.card(change.id)
    const id = change.id ?? this.desk.app.session.desk.newId()
    await this.api.community.save({ ...blankCard, ...known, ...change, id })
    return id
  }

  async card(id: string): Promise<ContactInput> {
    const {
      entries: _entries,
      pending: _pending,
      createdAt: _createdAt,
      ...card
    } = await this.api.community.get({ id })
    return card
  }

  /** Everything replicated this PC has, as canonical text, entity by entity. */
  async rows(): Promise<string[]> {
    const lines: string[] = []
    for (const entity of entityNames) {
      const rows = await sql(this.db.read).all<Record<string, unknown>>(`SELECT * FROM "${entity}" ORDER BY id`)
      for (const row of rows) {
        const { id, rv, versions, extra } = row as { id: string; rv: number; versions: string; extra: string }
        lines.push(`${entity} ${id} ${rv} ${canonical(fromRow(entity, row))} ${versions} ${extra}`)
      }
    }
    return lines
  }

  /** Outcomes of everything it ever did, in its own order. */
  outcomes(): Promise<{ d: number; state: string; result: string | null; reason: string | null }[]> {
    return sql(this.db.read).all('SELECT d, state, result, reason FROM outbox ORDER BY d')
  }

  operations(): Promise<{ d: number; entity: string; operation: string; hash: string }[]> {
    return sql(this.db.read).all('SELECT d, entity, operation, hash FROM outbox ORDER BY d')
  }

  async row(entity: string, id: string): Promise<Fields | undefined> {
    const row = await sql(this.db.read).one<Record<string, unknown>>(`SELECT * FROM "${entity}" WHERE id = ?`, [id])
    return row as Fields | undefined
  }
}

const blankName = { full: '', given: '', father: '', family: '', maiden: '' }
export const blankCard = {
  kind: 'entity' as const,
  nameAr: { ...blankName, full: 'جمعية المغاربة بليون' },
  nameLatin: blankName,
  description: '',
  phone: '',
  email: '',
  address: '',
  city: '',
  countryCode: '',
  notes: '',
}
export const named = (full: string): typeof blankName => ({ ...blankName, full })

export type LineOptions = NonNullable<Parameters<typeof startDesk>[0]>['line']
export const byHand: NonNullable<LineOptions> = { automatic: false, timing: TIMING, random: () => 0.5 }

/** A first PC with its office, enrolled: the office is on the server after its first round. */
export async function firstPc(
  ministry: Ministry,
  { line, office, ...options }: { line?: LineOptions; chooseFile?: ChooseFile; office?: Partial<NewOffice> } = {},
): Promise<Pc> {
  const desk = startDesk({ ...options, line: { ...byHand, ...line } })
  await desk.api.session.createOffice(newOffice(office))
  const pc = new Pc(desk, 'Rabat')
  await desk.api.sync.enrol({ code: await ministry.server.newCode({}), deviceName: 'الرباط 1' })
  return pc
}

export type Own = Pc & { desk: Deputy & { secret: string } }
/** A first PC whose person can choose folders: for backups. */
export async function ownPc(ministry: Ministry): Promise<Own> {
  const desk = deskWithDialog({ line: byHand })
  const { recoverySecret } = await desk.api.session.createOffice(newOffice())
  desk.secret = recoverySecret
  await desk.api.sync.enrol({ code: await ministry.server.newCode({}), deviceName: 'الرباط 1' })
  return new Pc(desk, 'Rabat') as Own
}

/** A colleague's PC that joins by a code; it has nothing of the registers before it syncs. */
export async function secondPc(
  _ministry: Ministry,
  first: Pc,
  login = 'karim',
  deskCode = 'RB2',
  roles: Roles = ['clerk', 'headOfRegistry', 'administrator'],
  clearance: 'ordinary' | 'secret' = 'secret',
): Promise<Pc> {
  const userId = await addUser(first.desk, login, roles, clearance)
  await first.syncs()
  return joins(await codeFor(first, userId), deskCode)
}

/** As the administrator makes it in the window, for a person's new PC. */
export const codeFor = async (pc: Pc, userId: string): Promise<string> => (await pc.api.sync.newCode({ userId })).code

export async function joins(code: string, deskCode = 'RB2'): Promise<Pc> {
  const desk = startDesk({ line: byHand })
  await desk.api.session.joinOffice({
    code,
    password: PASSWORD,
    deskCode,
    deviceName: `Lille ${deskCode}`,
    language: 'fr',
  })
  return new Pc(desk, 'Lille')
}

/** Both have told everything and heard everything. */
export async function bothSync(a: Pc, b: Pc): Promise<void> {
  for (const pc of [a, b, a, b]) await pc.syncs()
}
