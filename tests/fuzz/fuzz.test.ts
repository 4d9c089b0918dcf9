import { expect, it } from 'vitest'
import { z } from 'zod'
import fc from 'fast-check'
import { inputsOf } from './arbitrary'
import { fuzzBridge } from './bridge'
import { fuzzServer } from './wire'

/** Short here; `npm run fuzz` is the long run. Another seed every time, printed with what it broke on. */
const seed = Date.now() % 1_000_000
const INPUTS = 1_000

it(`the bridge answers ${INPUTS} inputs as its contract says`, async () => {
  expect(await fuzzBridge(INPUTS, seed), `seed ${seed}`).toBeNull()
}, 240_000)

it(`every route of the server answers ${INPUTS} inputs as its contract says`, async () => {
  expect(await fuzzServer(INPUTS, seed), `seed ${seed}`).toBeNull()
}, 240_000)

it('what is fed is often what the schema allows, and sometimes not', () => {
  const schema = z.object({ id: z.uuid(), text: z.string().max(5), kind: z.enum(['a', 'b']).nullable() })
  const fed = fc.sample(inputsOf(schema, []), { seed: 1, numRuns: 400 })
  const fits = fed.filter((input) => schema.safeParse(input).success).length
  expect(fits).toBeGreaterThan(100)
  expect(fits).toBeLessThan(390)
})
