import fc from 'fast-check'
import { contract } from '../../contract'
import { entityNames } from '../../domain/entities'
import { sql } from '../../db/core/sql'
import { addUser, closeDesks, entryInput, logIn, officeDesk, pdfFile, type TestDesk } from '../fixtures/office'
import { inputsOf } from './arbitrary'

/** Guesses are counted, across restarts, and end in waiting: these get a few inputs, at the end. */
const GUESSES = [
  'session.logIn',
  'session.recover',
  'session.changePassword',
  'session.createOffice',
  'session.joinOffice',
]
const LOGIN = 'fuzz'

export type Found = { where: string; input: unknown; said: unknown }

/**
 * Every call of the contract, from its own schema: no answer but one of the contract's, nothing unexpected in the log, nobody
 * thrown out. @returns the first input that broke something
 */
export async function fuzzBridge(inputs: number, seed: number): Promise<Found | null> {
  const desk = await officeDesk({ ownApprovalAllowed: true })
  const me = await addUser(
    desk,
    LOGIN,
    ['clerk', 'officer', 'headOfOffice', 'headOfRegistry', 'administrator'],
    'secret',
  )
  await logIn(desk, LOGIN)
  await prepare(desk)
  const calls = Object.entries(contract).flatMap(([feature, all]) =>
    Object.entries(all).flatMap(([name, call]) =>
      call.kind === 'event' ? [] : [{ feature, name, input: call.input }],
    ),
  )
  const usual = calls.filter((c) => !GUESSES.includes(`${c.feature}.${c.name}`))
  const each = Math.ceil(inputs / usual.length)
  try {
    for (const { feature, name, input } of usual) {
      const ids = await idsHere(desk, me)
      const found = await feed(desk, feature, name, fc.sample(inputsOf(input, ids), { seed, numRuns: each }))
      if (found) return found
      await atTheDesk(desk)
    }
    for (const { feature, name, input } of calls.filter((c) => GUESSES.includes(`${c.feature}.${c.name}`))) {
      const found = await feed(desk, feature, name, fc.sample(inputsOf(input, []), { seed, numRuns: 4 }))
      if (found) return found
    }
    return null
  } finally {
    await closeDesks()
  }
}

async function prepare(desk: TestDesk): Promise<void> {
  const { id: scan } = await desk.api.documents.stage({ path: pdfFile(desk.folder) })
  const entry = await desk.api.register.register(await entryInput(desk, { fileIds: [scan] }))
  await desk.api.letters.reply({ id: desk.app.session.desk.newId(), entryId: entry.id, secondLanguage: 'fr' })
}

async function feed(desk: TestDesk, feature: string, name: string, inputs: readonly unknown[]): Promise<Found | null> {
  for (const input of inputs) {
    const before = desk.reports.length
    const said = await desk.app.dispatch({ feature, name, input })
    if (desk.reports.length > before || (!said.ok && said.error.code === 'unexpected'))
      return { where: `${feature}.${name}`, input, said: String(desk.reports.at(-1)) }
  }
  return null
}

/** Whoever logged out, or locked, comes back. */
async function atTheDesk(desk: TestDesk): Promise<void> {
  const { phase, me } = await desk.api.session.state({})
  if (phase !== 'open' || me?.login !== LOGIN) await logIn(desk, LOGIN)
}

/** Ids of everything that is there, but of whoever is at the desk: they are not to send themselves away. */
async function idsHere(desk: TestDesk, me: string): Promise<string[]> {
  const { read } = desk.app.session.desk.db
  const lists = await Promise.all(
    entityNames.map((name) => sql(read).all<{ id: string }>(`SELECT id FROM "${name}" ORDER BY id LIMIT 5`)),
  )
  return lists
    .flat()
    .map((r) => r.id)
    .filter((id) => id !== me)
}
