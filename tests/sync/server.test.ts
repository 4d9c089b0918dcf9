import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readCode } from '../../domain/sync/code'
import { Store } from '../../server/db/connect'
import { startPostgres } from '../../server/db/embedded'
import { FileShelf } from '../../server/files/shelf'
import { administer, startServer } from '../../server/start'
import { closeDesks, newOffice, startDesk } from '../fixtures/office'

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

  it('keeps its keys to itself', () => {
    for (const secret of ['tls.key', 'files.key', 'postgres.json'])
      expect(statSync(join(dataDir, secret)).mode & 0o077).toBe(0)
  })

  it('a chunk on its shelf says nothing, and cannot be put in another’s place', async () => {
    const key = Buffer.alloc(32, 7)
    const shelf = new FileShelf(join(dataDir, 'shelf'), key)
    await shelf.put('office', 'hash', 0, Buffer.from('سري'))
    expect((await shelf.get('office', 'hash', 0)).toString()).toBe('سري')
    const { cpSync, readdirSync, readFileSync } = await import('node:fs')
    const names = readdirSync(join(dataDir, 'shelf'), { recursive: true }).map(String)
    const file = join(dataDir, 'shelf', names.find((n) => n.endsWith('/0')) ?? '')
    expect(readFileSync(file).includes(Buffer.from('سري'))).toBe(false)
    cpSync(file, file.replace(/0$/, '1'))
    await expect(shelf.get('office', 'hash', 1)).rejects.toThrow()
  })
})
