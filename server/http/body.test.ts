import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { packed } from './body'

const long = { text: 'ديوان '.repeat(1_000) }

it.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip, br', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
] as const)('an answer to who accepts “%s” is packed as %s', async (accepts, encoding, unpack) => {
  const answer = await packed(JSON.stringify(long), accepts)
  expect(answer.encoding).toBe(encoding)
  expect(JSON.parse(unpack(answer.bytes).toString())).toEqual(long)
})

it.each([undefined, 'identity', 'abracadabra'])('an answer to who accepts “%s” travels as it is', async (accepts) => {
  expect(await packed(JSON.stringify(long), accepts)).toEqual({
    bytes: Buffer.from(JSON.stringify(long)),
    encoding: null,
  })
})

it('a small one too', async () => {
  expect((await packed('{"ok":true}', 'br')).encoding).toBeNull()
})
