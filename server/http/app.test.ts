import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serverCertificate } from '../certificate'
import { newHttp, type Http } from './app'

let folder: string
let app: Http
const reported: unknown[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'diwan-http-'))
  app = await newHttp({
    ...(await serverCertificate(folder)),
    now: () => 7,
    report: (_id, error) => reported.push(error),
  })
  app.get('/files/:name', async (request) => (request.params as { name: string }).name)
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const said = async (url: string): Promise<[number, string]> => {
  const { statusCode, body } = await app.inject({ method: 'GET', url })
  return [statusCode, body]
}

describe('an address', () => {
  it('may carry a name as long as a SHA-512', async () => {
    const name = 'ab'.repeat(64)
    expect(await said(`/files/${name}`)).toEqual([200, name])
  })

  it('with a longer name, or that cannot be read, is answered in the contract’s words', async () => {
    const refused = JSON.stringify({ error: 'bad-request' })
    expect(await said(`/files/${'a'.repeat(129)}`)).toEqual([414, refused])
    for (const name of ['%', '%zz', '%ff']) expect(await said(`/files/${name}`), name).toEqual([400, refused])
    expect(await said('/nothing')).toEqual([404, JSON.stringify({ error: 'not-found' })])
    expect(reported).toEqual([])
  })
})
