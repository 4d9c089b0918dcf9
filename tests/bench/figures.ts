import { performance } from 'node:perf_hooks'

/** A figure is a ratio to a peer or a limit of the same run; `met` says whether the aim is reached. Timing never fails a test. */
export type Figure = {
  bench: string
  what: string
  value: number
  peer: number | null
  ratio: number | null
  aim: string
  met: boolean | null
}

const round = (n: number): number => Math.round(n * 1000) / 1000

export function figure(
  given: Omit<Figure, 'ratio' | 'met' | 'aim'> & {
    aim?: string
    met?: (value: number, ratio: number | null) => boolean
  },
): void {
  const { value, peer, met, aim = '' } = given
  const ratio = peer === null || peer === 0 ? null : value / peer
  const said: Figure = {
    bench: given.bench,
    what: given.what,
    value: round(value),
    peer: peer === null ? null : round(peer),
    ratio: ratio === null ? null : round(ratio),
    aim,
    met: met ? met(value, ratio) : null,
  }
  if (process.argv.includes('--json')) console.log(JSON.stringify(said))
  else
    console.log(
      `${said.bench}  ${said.what}: ${said.value} (peer ${said.peer ?? '–'}, ratio ${said.ratio ?? '–'}) ${aim} ${met ? (said.met ? 'met' : 'NOT MET') : ''}`,
    )
}

/** The median of several runs, in milliseconds. */
export async function median(work: () => Promise<unknown>, times = 7): Promise<number> {
  const all: number[] = []
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    await work()
    all.push(performance.now() - began)
  }
  return all.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0
}

/** `--entries 200000` */
export function numberAsked(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`)
  const asked = at < 0 ? Number.NaN : Number(process.argv[at + 1])
  return Number.isSafeInteger(asked) && asked > 0 ? asked : otherwise
}
