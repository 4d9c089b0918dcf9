import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parseArgs } from 'node:util'
import { fuzzBridge, type Found } from './bridge'
import { fuzzServer } from './wire'

/**
 * The bridge and every route of the server, from their own schemas: no crash, nothing unexpected, no growth of memory.
 * `--inputs N --seed S [--only bridge|server] [--json]`: N for the bridge and N for the server; exits 1 with the input that broke it.
 */
const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const inputs = Number(values.inputs)
const seed = Number(values.seed)
/** Half as much again as after the first tenth, and what caches and the engine itself may hold. */
const ALLOWED = { factor: 1.5, bytes: 64 * 1024 * 1024 }

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
function heap(): number {
  collect()
  return process.memoryUsage().heapUsed
}

async function part(what: string, fuzz: (n: number, seed: number) => Promise<Found | null>): Promise<number> {
  const first = await fuzz(Math.ceil(inputs / 10), seed)
  const before = heap()
  const found = first ?? (await fuzz(inputs, seed + 1))
  const after = heap()
  const grown = after > before * ALLOWED.factor + ALLOWED.bytes
  if (values.json) console.log(JSON.stringify({ fuzz: what, seed, inputs, found, heap: { before, after } }))
  else
    console.log(`${what}: ${inputs} inputs, heap ${Math.round(before / 2 ** 20)} → ${Math.round(after / 2 ** 20)} MiB`)
  if (found) console.error(`seed ${seed}: ${found.where} broke on\n${show(found.input)}\n${String(found.said)}`)
  if (grown) console.error(`seed ${seed}: ${what} keeps memory`)
  return found || grown ? 1 : 0
}

const show = (input: unknown): string =>
  JSON.stringify(input, (_k, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v))?.slice(0, 4000) ?? String(input)

async function run(): Promise<number> {
  const parts = { bridge: () => part('the bridge', fuzzBridge), server: () => part('the server', fuzzServer) }
  if (values.only !== undefined && !Object.hasOwn(parts, values.only)) throw new Error('--only bridge or server')
  let worst = 0
  for (const [name, fuzz] of Object.entries(parts))
    if ((values.only ?? name) === name) worst = Math.max(worst, await fuzz())
  return worst
}

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(`seed ${seed}`, error)
    process.exit(2)
  },
)
