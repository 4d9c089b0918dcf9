import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { cursorOf } from '../../db/sync/cursor'
import { receive } from '../../main/sync/receive'
import { pull } from '../../server/sync/pull'
import { asRead } from './kept'
import { addUser, closeDesks, logIn } from '../fixtures/office'
import { asAdmin, backUp, restore } from '../fixtures/backups'
import { bothSync, codeFor, joins, Ministry, ownPc, type Own, type Pc } from './stories'

let ministry: Ministry
let rabat: Own
let lille: Pc
let karim: string
beforeAll(async () => {
  ministry = await Ministry.open()
  rabat = await ownPc(ministry)
  karim = await addUser(rabat.desk, 'karim', ROLES)
  await addUser(rabat.desk, 'salma', ['headOfRegistry', 'clerk'])
  await rabat.syncs()
  lille = await joins(await codeFor(rabat, karim))
  await bothSync(rabat, lille)
})
afterAll(async () => {
  await closeDesks()
  await ministry.close()
})

const ROLES = ['clerk', 'headOfRegistry'] as const satisfies string[]

type Step =
  | { does: 'registers' | 'corrects' | 'cancels' | 'writes' | 'syncs'; at: 'rabat' | 'lille'; which: number }
  | { does: 'hears'; at: 'rabat' | 'lille'; rows: number }
  | { does: 'demotes' | 'promotes' | 'backsUp' | 'restores' }

const desk = fc.constantFrom('rabat', 'lille')
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constantFrom('registers', 'corrects', 'cancels', 'writes', 'syncs'),
      at: desk,
      which: fc.nat(50),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('hears'), at: desk, rows: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('demotes', 'promotes') }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('backsUp', 'restores') }) },
)

let backup: string | null = null
const at = (name: 'rabat' | 'lille'): Pc => (name === 'rabat' ? rabat : lille)
/** What people are refused in an honest story is no fault: a demoted clerk, an entry of another desk, a void number. */
const REFUSED = ['no-book', 'already-cancelled', 'own-entry-cancel', 'not-allowed', 'forbidden', 'not-found', 'stale']
const allowed = async (work: Promise<unknown>): Promise<void> => {
  await work.catch((error: { code?: string }) => {
    if (!REFUSED.includes(String(error.code))) throw error
  })
}

async function take(s: Step): Promise<void> {
  switch (s.does) {
    case 'demotes':
    case 'promotes': {
      const person = (await rabat.api.users.list({})).find((u) => u.id === karim)
      const roles = s.does === 'demotes' ? (['socialWorker'] as const) : ROLES
      if (person) await rabat.api.users.update({ ...person, roles: [...roles] })
      return
    }
    case 'backsUp':
      backup = (await backUp(rabat.desk)).folder
      return
    case 'restores':
      if (backup) await restores(backup)
      return
    case 'hears':
      await at(s.at === 'rabat' ? 'lille' : 'rabat').syncs()
      await hears(at(s.at), s.rows)
      return
    case 'syncs':
      await at(s.at).syncs()
      return
    case 'registers':
      return allowed(at(s.at).registers({ subject: `شأن ${s.which}` }))
    case 'writes':
      return allowed(at(s.at).writes({ phone: `0537 ${s.which}` }))
    default:
      return changes(at(s.at), s.does, s.which)
  }
}

/** With everything a person is asked then: which PC goes on, and the last number of each book (R3, ADR 020). */
async function restores(folder: string): Promise<void> {
  await restore(rabat.desk, folder, asAdmin)
  if ((await rabat.syncs()).reason !== null)
    await rabat.api.sync.renew({ goesOn: true, deskCode: null, deviceName: null })
  for (const register of await rabat.api.register.registers({}))
    for (const { id, lastSeq, heldHere, state } of register.books)
      if (heldHere && state === 'suspended') await rabat.api.register.resume({ bookId: id, lastSeq })
}

/** One short page, as a bad line brings it. @returns whether there is more */
async function hears(pc: Pc, rows: number): Promise<boolean> {
  const { desk } = pc.desk.app.session
  const cursor = await cursorOf(pc.db.read, desk.office.id)
  if (!cursor) return false
  return ministry.looks(
    async (store) => (await receive(desk, asRead(await pull(store, cursor.stream, cursor, rows)), null)).more,
  )
}

async function changes(pc: Pc, does: 'corrects' | 'cancels', which: number): Promise<void> {
  const entries = await sql(pc.db.read).all<{ id: string }>('SELECT id FROM entry ORDER BY id')
  const id = entries[which % Math.max(1, entries.length)]?.id
  if (!id) return
  if (does === 'corrects')
    return allowed(pc.api.register.correct({ id, field: 'notes', value: `صفحة ${which}`, reason: 'سهو' }))
  if (pc === lille) return
  // A4: somebody else cancels it.
  await logIn(rabat.desk, 'salma')
  await allowed(pc.api.register.cancel({ id, reason: 'سجل مرتين' }))
  await logIn(rabat.desk, 'admin')
}

async function verdicts(pc: Pc): Promise<string[]> {
  const registers = await pc.api.register.registers({})
  const all = await Promise.all(registers.map((r) => pc.api.register.verify({ registerId: r.id, year: 2026 })))
  return all.flat().map((v) => (v.result === 'whole' || v.result === 'incomplete' ? v.result : JSON.stringify(v)))
}

describe('no honest history is ever called altered (I5)', () => {
  it('two desks, demotions, refused corrections, restores, pages that come in pieces and in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
        for (const s of steps) {
          await take(s)
          for (const pc of [rabat, lille])
            for (const verdict of await verdicts(pc)) expect(['whole', 'incomplete'], verdict).toContain(verdict)
        }
        await take({ does: 'promotes' })
        await bothSync(rabat, lille)
        await bothSync(rabat, lille)
        for (const pc of [rabat, lille]) expect(new Set(await verdicts(pc))).toEqual(new Set(['whole']))
      }),
      { numRuns: 8, endOnFailure: true, includeErrorInReport: true },
    )
  }, 180_000)

  it('a PC that joins and hears the newest first: incomplete row after row, then whole', async () => {
    await take({ does: 'registers', at: 'rabat', which: 1 })
    await take({ does: 'corrects', at: 'rabat', which: 0 })
    await bothSync(rabat, lille)
    const hind = await addUser(rabat.desk, 'hind', ['clerk'])
    await rabat.syncs()
    const fes = await joins(await codeFor(rabat, hind), 'RB3')
    const seen: string[] = []
    for (let more = true; more;) {
      more = await hears(fes, 3)
      seen.push(...(await verdicts(fes)))
    }
    expect(new Set(seen)).toEqual(new Set(['incomplete', 'whole']))
    expect(new Set(await verdicts(fes))).toEqual(new Set(['whole']))
  })
})
