import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { waysOf } from '../../domain/sync/proxies'
import { addUser, closeDesks, newOffice, PASSWORD, startDesk, type TestDesk } from '../fixtures/office'
import { TestProxy } from '../fixtures/proxy'
import { codeFor, Ministry, Pc } from './stories'

const TIMING = { connectMs: 1_000, idleMs: 2_000 }
const LOGIN = { name: 'hind', password: 'سر الوسيط 42' }
let ministry: Ministry
const proxies: TestProxy[] = []
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(async () => {
  await closeDesks()
  for (const proxy of proxies.splice(0)) await proxy.close()
})

async function proxied(behaviour: TestProxy['behaviour'] = {}): Promise<TestProxy> {
  const proxy = await TestProxy.start(behaviour)
  proxies.push(proxy)
  return proxy
}

/** What the system answers can change while the program runs. */
const system = { answer: 'DIRECT', asked: [] as string[] }
const desk = (): TestDesk =>
  startDesk({
    line: { automatic: false, timing: TIMING, random: () => 0.5 },
    resolve: (url) => {
      system.asked.push(url)
      return Promise.resolve(waysOf(system.answer))
    },
  })
async function office(): Promise<Pc> {
  const made = desk()
  await made.api.session.createOffice(newOffice())
  return new Pc(made, 'Rabat')
}
const enrols = async (pc: Pc): Promise<unknown> =>
  pc.api.sync.enrol({ code: await ministry.server.newCode({}), deviceName: 'الرباط 1' })

function filesHold(folder: string, text: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return filesHold(path, text)
    return readFileSync(path).includes(text) ? [path] : []
  })
}

describe('the line through the system’s proxy', () => {
  it('certificate, enrolment and rounds all go through it, and the system is asked for the server’s address', async () => {
    const proxy = await proxied()
    Object.assign(system, { answer: proxy.pac, asked: [] })
    const pc = await office()
    await enrols(pc)
    expect(proxy.connects).toBeGreaterThanOrEqual(2)
    await pc.registers()
    expect(await pc.syncs()).toMatchObject({ phase: 'idle', waiting: 0, reason: null, proxy: null })
    expect(system.asked.every((url) => url === `https://127.0.0.1:${ministry.line.port}/`)).toBe(true)
    // Kept open: not a tunnel a request.
    const before = proxy.connects
    await pc.syncs()
    expect(proxy.connects).toBe(before)
  })

  it('a first proxy that is not there is followed by the next one, and asked last from then on', async () => {
    const gone = await proxied()
    const there = await proxied()
    const answer = `${gone.pac}; ${there.pac}`
    await gone.close()
    system.answer = answer
    const pc = await office()
    await enrols(pc)
    expect(await pc.syncs()).toMatchObject({ phase: 'idle', waiting: 0 })
    expect(there.connects).toBeGreaterThan(0)
    system.answer = gone.pac
    there.cut()
    expect(await pc.syncs()).toMatchObject({ phase: 'offline', reason: 'proxy-unreachable' })
    system.answer = `${gone.pac}; DIRECT`
    expect(await pc.syncs()).toMatchObject({ phase: 'idle', reason: null })
  })

  it('a log-in is asked for once, given to the proxy alone, and kept in no file, report or answer', async () => {
    const proxy = await proxied({ login: LOGIN })
    system.answer = proxy.pac
    const pc = await office()
    await expect(enrols(pc)).rejects.toMatchObject({ code: 'proxy-login' })
    await pc.api.sync.proxyLogin({ ...LOGIN, password: 'خطأ' })
    await expect(enrols(pc)).rejects.toMatchObject({ code: 'proxy-login' })
    await pc.api.sync.proxyLogin(LOGIN)
    await enrols(pc)
    await pc.registers()
    const status = await pc.syncs()
    expect(status).toMatchObject({ phase: 'idle', waiting: 0, proxy: null })
    // Asked once: what comes later brings it along.
    const refused = proxy.refused
    proxy.cut()
    expect(await pc.syncs()).toMatchObject({ phase: 'idle' })
    expect(proxy.refused).toBe(refused)
    const secret = Buffer.from(`${LOGIN.name}:${LOGIN.password}`).toString('base64')
    expect(JSON.stringify([status, pc.desk.reports, pc.desk.events])).not.toContain(LOGIN.password)
    for (const text of [LOGIN.password, secret]) expect(filesHold(pc.desk.folder, text)).toEqual([])
    // Changed at the proxy: asked again, said by its address.
    proxy.behaviour = { login: { ...LOGIN, password: 'جديدة' } }
    proxy.cut()
    expect(await pc.syncs()).toMatchObject({
      phase: 'offline',
      reason: 'proxy-login',
      proxy: `127.0.0.1:${proxy.port}`,
    })
  })

  it('a second PC joins through a proxy that asks, before any office is here', async () => {
    system.answer = 'DIRECT'
    const pc = await office()
    await enrols(pc)
    const userId = await addUser(pc.desk, 'karim', ['clerk', 'administrator'])
    await pc.syncs()
    const code = await codeFor(pc, userId)
    const proxy = await proxied({ login: LOGIN })
    system.answer = proxy.pac
    const second = desk()
    const join = { code, password: PASSWORD, deskCode: 'RB2', deviceName: 'Lille', language: 'fr' as const }
    await expect(second.api.session.joinOffice(join)).rejects.toMatchObject({ code: 'proxy-login' })
    await second.api.sync.proxyLogin(LOGIN)
    await second.api.session.joinOffice(join)
    expect((await second.api.session.state({})).phase).toBe('open')
    expect(proxy.connects).toBeGreaterThan(0)
  })

  it.each([
    ['Windows log-ins only', ['NTLM', 'Negotiate'], 'proxy-windows-login'],
    ['something else only', ['Digest realm="x"'], 'proxy-refused'],
  ])('%s: said in words, and nothing is given to it', async (_kind, offers, code) => {
    const proxy = await proxied({ login: LOGIN, offers })
    system.answer = proxy.pac
    const pc = await office()
    await expect(enrols(pc)).rejects.toMatchObject({ code })
    expect(proxy.seen.every((header) => header === '')).toBe(true)
    expect((await pc.api.sync.status({})).proxy).toBeNull()
  })

  it.each([
    ['a page instead of a way', 'HTTP/1.1 200 OK\r\n\r\n<html><body>Please log in</body></html>', 'proxy-no-tunnel'],
    ['a refusal', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n', 'proxy-refused'],
    ['no way to the server', 'HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\n\r\n', 'proxy-unreachable'],
    ['nonsense', 'go away\r\n\r\n', 'proxy-unreachable'],
  ])('%s: said in words, at enrolment and in a round, and work goes on', async (_kind, instead, code) => {
    const proxy = await proxied()
    system.answer = proxy.pac
    const pc = await office()
    await enrols(pc)
    proxy.behaviour = { instead }
    proxy.cut()
    await pc.registers()
    expect(await pc.syncs()).toMatchObject({ phase: 'offline', reason: code })
    const another = await office()
    await expect(enrols(another)).rejects.toMatchObject({ code })
    expect(pc.desk.reports).toEqual([])
    proxy.behaviour = {}
    expect(await pc.syncs()).toMatchObject({ phase: 'idle', waiting: 0 })
  })

  it('a proxy that opens what goes through it is refused: the pin holds inside the tunnel', async () => {
    const proxy = await proxied()
    system.answer = proxy.pac
    const pc = await office()
    await enrols(pc)
    const { generate } = await import('selfsigned')
    const theirs = await generate([{ name: 'commonName', value: 'proxy' }], { keySize: 2048 })
    await ministry.somebodyElseAnswers(
      200,
      '{}',
      async () => {
        proxy.cut()
        expect((await pc.syncs()).reason).toBe('certificate-mismatch')
        await expect(enrols(await office())).rejects.toMatchObject({ code: 'certificate-mismatch' })
      },
      { key: theirs.private, cert: theirs.cert },
    )
  })

  it('cut in the middle of a sentence it is sent again, once; a proxy that says nothing does not hold the line', async () => {
    const proxy = await proxied()
    system.answer = proxy.pac
    const pc = await office()
    await enrols(pc)
    const entry = await pc.registers()
    ministry.line.break({ kind: 'cut', afterBytes: 200, of: 'answers' })
    proxy.cut()
    expect((await pc.syncs()).phase).toBe('offline')
    ministry.line.mend()
    expect(await pc.syncs()).toMatchObject({ phase: 'idle', waiting: 0, parked: 0 })
    const rows = await ministry.looks(({ pool }) => pool.all('SELECT id FROM office_row WHERE id = $1', [entry.id]))
    expect(rows).toHaveLength(1)
    const { createServer } = await import('node:net')
    const silent = createServer(() => undefined)
    await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready))
    const address = silent.address()
    system.answer = `PROXY 127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
    proxy.cut()
    expect(await pc.syncs()).toMatchObject({ phase: 'offline', reason: 'proxy-unreachable' })
    silent.close()
  })

  it('only SOCKS: said in words, and nothing goes around it', async () => {
    system.answer = 'SOCKS5 127.0.0.1:1080'
    await expect(enrols(await office())).rejects.toMatchObject({ code: 'proxy-unsupported' })
  })
})
