import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileKey, serverCertificate } from './certificate'
import { Store } from './db/connect'
import { revokeDevice } from './db/devices'
import { startPostgres } from './db/embedded'
import { officesHere, type OfficeHere } from './db/offices'
import { renewEpochs } from './db/streams'
import { watchPostgres } from './db/watch'
import { ChunkStore } from './files/chunk-store'
import { dropAbandoned, dropDestroyed } from './files/transfer'
import { newHttp } from './http/app'
import { addRoutes } from './http/routes'
import { dropUnnamed, releaseKeys, type ReleaseParts } from './releases/add'
import { PackageStore } from './releases/package-store'
import { addReleaseRoutes } from './releases/routes'
import { dropOldReports, reportsHere, type KeptReport } from './support/reports'
import { addSupportRoutes } from './support/routes'
import { toStderr } from './report'
import { newCode, type CodeFor } from './sync/codes'
import { newEpoch } from './sync/enrol'

export type ServerOptions = {
  /** Certificate, keys, scans and, without `databaseUrl`, PostgreSQL itself. */
  dataDir: string
  host: string
  /** 0 = any free one. */
  port: number
  databaseUrl?: string | undefined
  /** Under which address desks reach it, when that is not where it listens. */
  publicUrl?: string | undefined
  now?: () => number
  report?: (id: string, error: unknown) => void
  /** The PostgreSQL of our own is gone and does not come back. */
  lost?: (error: unknown) => void
}

export type Server = {
  url: string
  fingerprint: string
  newCode: (whom: CodeFor) => Promise<string>
  close: () => Promise<void>
}

/** The whole server: PostgreSQL, schema, certificate, chunks and routes, put together in sight. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { host, port, publicUrl, now = Date.now, report = toStderr } = options
  const dataDir = prepared(options.dataDir)
  const { store, closeStore } = await openStore(dataDir, options.databaseUrl, { report, lost: options.lost })
  try {
    const tls = await serverCertificate(dataDir)
    const chunks = new ChunkStore(join(dataDir, 'files'), fileKey(dataDir))
    const http = await newHttp({ ...tls, now, report })
    addRoutes(http, { store, chunks, now })
    const releases = releasesIn(dataDir, store, now)
    addReleaseRoutes(http, releases)
    addSupportRoutes(http, { store, now })
    const tidying = daily(async () => {
      await dropAbandoned({ store, chunks, now })
      await dropDestroyed({ store, chunks, now })
      await dropUnnamed(releases)
      await dropOldReports(store, now())
    }, report)
    const listening = await http.listen({ host, port })
    const url = publicUrl ?? listening
    // For `server code`, which is another process.
    writeFileSync(join(dataDir, 'address.json'), JSON.stringify({ url }))
    let closing: Promise<void> | null = null
    return {
      url,
      fingerprint: tls.fingerprint,
      newCode: (whom) => newCode(store.pool, { url, fingerprint: tls.fingerprint }, now(), whom),
      close: () => (closing ??= http.close().then(tidying).then(closeStore)),
    }
  } catch (error) {
    await closeStore()
    throw error
  }
}

const releasesIn = (dataDir: string, store: Store, now: () => number): ReleaseParts => ({
  ...{ store, now, packages: new PackageStore(join(dataDir, 'releases')), keys: () => releaseKeys(dataDir) },
})

/** Work on the data of a server, which may be running beside: making codes, revoking a PC, releases, saying that it was restored. */
export async function administer<T>(
  options: Pick<ServerOptions, 'dataDir' | 'databaseUrl' | 'publicUrl' | 'now'>,
  work: (office: {
    code: (whom: CodeFor) => Promise<string>
    offices: () => Promise<OfficeHere[]>
    revoke: (deviceId: string) => Promise<void>
    restored: () => Promise<void>
    releases: () => ReleaseParts
    reports: () => Promise<KeptReport[]>
  }) => Promise<T>,
): Promise<T> {
  const { now = Date.now } = options
  const dataDir = prepared(options.dataDir)
  const { store, closeStore } = await openStore(
    dataDir,
    options.databaseUrl,
    { report: toStderr },
    { leaveRunning: true },
  )
  try {
    return await work({
      code: async (whom) => {
        const { fingerprint } = await serverCertificate(dataDir)
        return newCode(store.pool, { url: options.publicUrl ?? addressOf(dataDir), fingerprint }, now(), whom)
      },
      offices: () => officesHere(store.pool),
      revoke: (deviceId) => revokeDevice(store.pool, deviceId, now()),
      restored: () => store.write((sql) => renewEpochs(sql, newEpoch)),
      reports: () => reportsHere(store.pool),
      releases: () => releasesIn(dataDir, store, now),
    })
  } finally {
    await closeStore()
  }
}

/** Now and every day; what fails is reported and tried again the next day. @returns stops, and waits for what is being done */
function daily(work: () => Promise<void>, report: (id: string, error: unknown) => void): () => Promise<void> {
  const once = (): Promise<void> => work().catch((error: unknown) => report('tidying', error))
  let doing = once()
  const timer = setInterval(() => (doing = doing.then(once)), 24 * 60 * 60 * 1000)
  timer.unref()
  return () => {
    clearInterval(timer)
    return doing
  }
}

function addressOf(dataDir: string): string {
  try {
    return (JSON.parse(readFileSync(join(dataDir, 'address.json'), 'utf8')) as { url: string }).url
  } catch {
    throw new Error('The server has not been started here yet: a code has to say where it listens.')
  }
}

async function openStore(
  dataDir: string,
  databaseUrl: string | undefined,
  { report, lost }: { report: (id: string, error: unknown) => void; lost?: ServerOptions['lost'] },
  { leaveRunning = false } = {},
): Promise<{ store: Store; closeStore: () => Promise<void> }> {
  const postgres = databaseUrl ? null : await startPostgres(dataDir)
  const store = await Store.open(databaseUrl ?? postgres?.url ?? '', (error) => report('pool', error)).catch(
    async (error: unknown) => {
      await postgres?.stop()
      throw error
    },
  )
  const unwatch =
    postgres && lost ? watchPostgres(postgres, { died: (error) => report('postgres', error), lost }) : () => undefined
  const stop = leaveRunning && postgres?.found ? async () => undefined : async () => postgres?.stop()
  return {
    store,
    closeStore: async () => {
      unwatch()
      await store.close()
      await stop()
    },
  }
}

/** PostgreSQL runs as another user when we are root, and has to pass through; what is secret inside is 0600. */
function prepared(folder: string): string {
  const dataDir = resolve(folder)
  mkdirSync(dataDir, { recursive: true })
  chmodSync(dataDir, 0o711)
  return dataDir
}
