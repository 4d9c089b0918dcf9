import { readFileSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Rollout, SignedRelease } from '../../contract/updates'
import { headOf } from '../db/streams'
import { managingOffice, setManagingOffice } from '../db/release-orders'
import { addRelease, type ReleaseParts as Desk } from './add'
import { orderHere } from './orders'
import { overviewHere } from './overview'
import { listOf } from './list'

type Values = ReturnType<typeof read>['values']

export const RELEASE_USAGE = `  release add FILE.release.json         takes a signed release and its packages (beside it, or in --packages FOLDER) whole; it goes to
                                        nobody yet. With release-keys.json in the data folder its signature is checked here as well
  releases                              the releases here, to whom they go, which PCs have them, fetch them, failed and why
  release set VERSION                   --state running|paused|withdrawn  --percent 0…100  --first OFFICE,…  --last OFFICE,…
                                        --starts-at 2026-12-01T06:00+01:00  --forced | --not-forced
  release managers                      whose administrators may do this from their window: --office ID, or --office none`

/** Whether these words were about releases; what they say is done then. @throws Error in words for who typed them */
export async function releaseCommand(
  args: string[],
  at: (work: (desk: Desk) => Promise<void>) => Promise<void>,
): Promise<boolean> {
  if (args[0] !== 'release' && args[0] !== 'releases') return false
  const { values, positionals } = read(args)
  const [first, second, about] = positionals
  if (first === 'releases' && !second) await at(list)
  else if (second === 'add' && about) await at((desk) => add(desk, about, values))
  else if (second === 'set' && about) await at((desk) => set(desk, about, values))
  else if (second === 'managers' && !about) await at((desk) => managers(desk, values))
  else throw new Error(RELEASE_USAGE)
  return true
}

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const read = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...{ packages: text, office: text, state: text, percent: text, first: text, last: text },
      ...{ 'starts-at': text, forced: flag, 'not-forced': flag },
    },
  })

async function add(desk: Desk, file: string, { packages }: Values): Promise<void> {
  if (statSync(file).size > 1_000_000) throw new Error(`${file} is no release.`)
  const signed = SignedRelease.safeParse(parsed(readFileSync(file, 'utf8')))
  if (!signed.success) throw new Error(`${file} is no release.`)
  const { version, again } = await addRelease(desk, signed.data, packages ?? dirname(resolve(file)), whoTypes())
  console.log(
    again
      ? `${version} was here already; its packages are in their place.`
      : `${version} is here and goes to nobody yet: release set ${version} --state running --percent 10`,
  )
  if (desk.keys() === null)
    console.log('There is no release-keys.json here: its signature was not checked. Every desk checks it for itself.')
}

async function list(desk: Desk): Promise<void> {
  for (const line of listOf(await overviewHere(desk))) console.log(line)
}

async function set(desk: Desk, version: string, values: Values): Promise<void> {
  const { state, percent, forced, first, last } = values
  const startsAt = values['starts-at']
  if (forced && values['not-forced']) throw new Error('Forced or not: one of them.')
  const change = {
    ...(state !== undefined && { state }),
    ...(percent !== undefined && { percent: /^\d{1,3}$/.test(percent) ? Number(percent) : NaN }),
    ...(first !== undefined && { first: await offices(desk, first) }),
    ...(last !== undefined && { last: await offices(desk, last) }),
    ...(startsAt !== undefined && { startsAt: instantOf(startsAt) }),
    ...((forced ?? values['not-forced']) && { forced: forced === true }),
  }
  if (Object.keys(change).length === 0) throw new Error(RELEASE_USAGE)
  await orderHere(desk, version, whoTypes(), (rollout) => {
    const next = Rollout.safeParse({ ...rollout, ...change })
    if (next.success) return next.data
    throw new Error(`Not possible: ${next.error.issues.map(({ path }) => path.join('.')).join(', ')}`)
  })
  await list(desk)
}

async function managers(desk: Desk, { office }: Values): Promise<void> {
  if (office !== undefined) {
    const [id, ...more] = office === 'none' ? [null] : await offices(desk, office)
    if (id === undefined || more.length > 0) throw new Error('One office manages releases, or none.')
    await desk.store.write((sql) => setManagingOffice(sql, id))
  }
  console.log((await managingOffice(desk.store.pool)) ?? 'none: releases are managed here, at the server')
}

/** Of offices that are here: a slip of the pen would keep a release from somebody unseen. */
async function offices({ store }: Desk, listed: string): Promise<string[]> {
  const ids = listed.split(',').filter((id) => id !== '')
  for (const id of ids)
    if (!/^[0-9a-f-]{36}$/.test(id) || !(await headOf(store.pool, id))) throw new Error(`No office ${id} is here.`)
  return ids
}

function instantOf(typed: string): number {
  const iso = z.iso
    .datetime({ offset: true, local: true, precision: -1 })
    .or(z.iso.datetime({ offset: true, local: true }))
  if (!iso.safeParse(typed).success) throw new Error('An hour is written 2026-12-01T06:00+01:00.')
  return Date.parse(typed)
}

function parsed(said: string): unknown {
  try {
    return JSON.parse(said)
  } catch {
    return null // no release; the caller says so
  }
}

function whoTypes(): string {
  try {
    return userInfo().username
  } catch {
    return 'server' // an account without a name, as in a container
  }
}
