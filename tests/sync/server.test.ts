import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { readCode } from '../../domain/sync/code'
import { Store } from '../../server/db/connect'
import { startPostgres } from '../../server/db/embedded'
import { ChunkStore } from '../../server/files/chunk-store'
import { administer, startServer } from '../../server/start'
import { closeDesks, entryInput, newOffice, startDesk } from '../fixtures/office'

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'diwan-own-server-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
afterEach(closeDesks)
const options = () => ({ dataDir, host: '127.0.0.1', port: 0 })

describe('the server on one machine', () => {
  it('starts with the PostgreSQL it carries, gives codes beside, and is the same after its next start', async () => {
    const server = await startServer(options())
    const desk = startDesk({ line: { automatic: false } })
    await desk.api.session.createOffice(newOffice())
    // Another process asks for the code while this one runs.
    const code = await administer({ dataDir }, ({ code: make }) => make({}))
    expect(readCode(code)).toMatchObject({ u: server.url, f: server.fingerprint })
    await desk.api.sync.enrol({ code, deviceName: 'مكتب 1' })
    expect(await desk.api.sync.tryNow({})).toMatchObject({ phase: 'idle', waiting: 0, server: server.url })
    const [office] = await administer({ dataDir }, ({ offices }) => offices())
    expect(office).toMatchObject({
      id: desk.app.session.desk.office.id,
      name: 'مكتب الضبط',
      people: [{ login: 'admin' }],
      devices: [{ name: 'مكتب 1' }],
    })
    await server.close()
    const again = await startServer({ ...options(), port: Number(new URL(server.url).port) })
    expect([again.url, again.fingerprint]).toEqual([server.url, server.fingerprint])
    expect(await desk.api.sync.tryNow({})).toMatchObject({ phase: 'idle', reason: null })
    await again.close()
  })

  it('a PostgreSQL that a killed server left running is taken over, and ended with its new owner', async () => {
    const left = await startPostgres(dataDir)
    const found = await startPostgres(dataDir)
    expect([left.found, found.found, found.url]).toEqual([false, true, left.url])
    const store = await Store.open(found.url, () => undefined)
    expect(await store.pool.one('SELECT 1 AS one')).toEqual({ one: 1 })
    await store.close()
    await found.stop()
    await expect(Store.open(found.url, () => undefined)).rejects.toThrow()
  })

  it('works as a role that owns its schema and nothing else', async () => {
    const postgres = await startPostgres(dataDir)
    const store = await Store.open(postgres.url, () => undefined)
    const { pool } = store
    expect(
      await pool.one('SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user'),
    ).toEqual({ rolsuper: false, rolcreatedb: false, rolcreaterole: false })
    for (const statement of [
      'CREATE TABLE public.mine (x int)',
      'CREATE SCHEMA mine',
      'CREATE ROLE mine',
      'CREATE DATABASE mine',
      'SELECT * FROM pg_authid',
      "COPY (SELECT 1) TO PROGRAM 'true'",
      "SELECT pg_read_file('postgresql.conf')",
    ])
      await expect(pool.all(statement), statement).rejects.toThrow(/permission denied|must be/)
    await store.close()
    await postgres.stop()
  })

  it('takes the tables of 0.1, which were the administrator’s, into its own schema with everything in them', async () => {
    const first = await startPostgres(dataDir)
    const store = await Store.open(first.url, () => undefined)
    const before = await store.pool.all('SELECT id, name FROM device')
    await store.close()
    const file = join(dataDir, 'postgres.json')
    const { role: _role, ...facts } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string | number>
    const administrator = new Client({
      connectionString: `postgres://diwan:${facts['password']}@127.0.0.1:${facts['port']}/postgres`,
    })
    await administrator.connect()
    const tables = await administrator.query<{ tablename: string }>(
      "SELECT tablename FROM pg_tables WHERE schemaname = 'diwan'",
    )
    for (const { tablename } of tables.rows) {
      await administrator.query(`ALTER TABLE diwan."${tablename}" SET SCHEMA public`)
      await administrator.query(`ALTER TABLE public."${tablename}" OWNER TO diwan`)
    }
    await administrator.query('DROP SCHEMA diwan; ALTER ROLE diwan_server RESET search_path')
    await administrator.end()
    await first.stop()
    writeFileSync(file, JSON.stringify(facts))
    const next = await startPostgres(dataDir)
    const again = await Store.open(next.url, () => undefined)
    expect(await again.pool.all('SELECT id, name FROM device')).toEqual(before)
    expect(before.length).toBeGreaterThan(0)
    await again.close()
    await next.stop()
  })

  it('PostgreSQL killed under it comes back by itself, and nothing acknowledged is lost', async () => {
    const lost = vi.fn()
    const reported: unknown[] = []
    const server = await startServer({ ...options(), lost, report: (_id, error) => reported.push(error) })
    const desk = startDesk({ line: { automatic: false } })
    await desk.api.session.createOffice(newOffice())
    await desk.api.sync.enrol({ code: await server.newCode({}), deviceName: 'مكتب 2' })
    expect(await desk.api.sync.tryNow({})).toMatchObject({ phase: 'idle', waiting: 0 })
    for (let round = 0; round < 2; round++) {
      await desk.api.register.register(await entryInput(desk))
      const pid = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
      const [during] = await Promise.all([desk.api.sync.tryNow({}), Promise.resolve(process.kill(pid, 'SIGKILL'))])
      expect(['idle', 'waiting', 'offline']).toContain(during.phase)
      await vi.waitFor(async () => expect((await desk.api.sync.tryNow({})).phase).toBe('idle'), {
        timeout: 40_000,
        interval: 500,
      })
    }
    expect(await desk.api.sync.status({})).toMatchObject({ waiting: 0, parked: 0, conflicts: 0 })
    expect(lost).not.toHaveBeenCalled()
    expect(reported.length).toBeGreaterThan(0)
    await server.close()
  }, 120_000)

  it('keeps its keys to itself', () => {
    for (const secret of ['tls.key', 'files.key', 'postgres.json'])
      expect(statSync(join(dataDir, secret)).mode & 0o077).toBe(0)
  })

  it('a chunk in its folder says nothing, and cannot be put in another’s place', async () => {
    const key = Buffer.alloc(32, 7)
    const chunks = new ChunkStore(join(dataDir, 'chunks'), key)
    const place = { office: 'office', sha256: 'hash', size: 6, sized: true }
    await chunks.put(place, 0, Buffer.from('سري'))
    expect((await chunks.get(place, 0)).toString()).toBe('سري')
    const { cpSync, readdirSync, readFileSync } = await import('node:fs')
    const names = readdirSync(join(dataDir, 'chunks'), { recursive: true }).map(String)
    const file = join(dataDir, 'chunks', names.find((n) => n.endsWith('/0')) ?? '')
    expect(readFileSync(file).includes(Buffer.from('سري'))).toBe(false)
    cpSync(file, file.replace(/0$/, '1'))
    await expect(chunks.get(place, 1)).rejects.toThrow()
    await expect(chunks.get({ ...place, size: 7 }, 0)).rejects.toThrow()
  })
})
