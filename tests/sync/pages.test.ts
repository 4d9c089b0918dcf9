import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Entry } from '../../contract/register'
import { addUser, closeDesks, logIn, type Roles } from '../fixtures/office'
import { pages, pdf } from '../fixtures/scans'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
let rabat: Pc
let lille: Pc
let nadia: string
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
beforeEach(async () => {
  rabat = await firstPc(ministry)
  lille = await secondPc(ministry, rabat)
  nadia = await addUser(rabat.desk, 'nadia', ['clerk'])
  await bothSync(rabat, lille)
  await logIn(rabat.desk, 'nadia')
})
afterEach(closeDesks)

async function rights(roles: Roles): Promise<void> {
  const person = (await lille.api.users.list({})).find((u) => u.id === nadia) ?? expect.fail('nadia is known')
  const { names, clearance, active, unitId } = person
  const basedOn = { names, roles: person.roles, clearance, active, unitId }
  await lille.api.users.update({ id: nadia, ...basedOn, roles, basedOn })
}
let files = 0
async function scan(count: number): Promise<string> {
  const path = join(rabat.desk.folder, `scan-${++files}.pdf`)
  writeFileSync(path, pdf([...pages(count), `(${files})`]))
  return (await rabat.api.documents.stage({ path })).id
}
const page = (fileId: string, n: number) => ({ fileId, page: n, turn: 0 as const })

/** Two scans become one, and a page of them a scan of another entry: three rows take a place, two acts, one change. */
async function arranged(meanwhile?: () => Promise<void>): Promise<{ of: Entry; other: Entry }> {
  const [first, second] = [await scan(2), await scan(1)]
  const of = await rabat.registers({ fileIds: [first, second] })
  const other = await rabat.registers({})
  await bothSync(rabat, lille)
  await meanwhile?.()
  return {
    of: await rabat.api.register.arrange({
      ...{ id: of.id, fileId: first, name: 'مرتب', absorbs: [second], reason: 'ترتيب' },
      pages: [page(second, 0), page(first, 1)],
      splitOff: { entryId: other.id, name: 'منفصل', pages: [page(first, 0)] },
    }),
    other,
  }
}
const states = (entry: Entry) =>
  entry.files.map(({ name, version, replacedById }) => [name, version, replacedById]).sort()

describe('pages that were arranged', () => {
  it('come to the other PC as new versions, and both prove whole (I3, I5)', async () => {
    const { of, other } = await arranged()
    await bothSync(rabat, lille)
    expect((await rabat.outcomes()).filter(({ state }) => state === 'parked')).toEqual([])
    const there = await lille.api.register.get({ id: of.id })
    expect(there.files.filter(({ replacedById }) => replacedById === null)).toMatchObject([
      { name: 'مرتب.pdf', version: 2 },
    ])
    expect(states(there)).toEqual(states(of))
    expect((await lille.api.register.get({ id: other.id })).files).toMatchObject([{ name: 'منفصل.pdf' }])
    for (const pc of [rabat, lille])
      expect(await pc.api.register.verify({ registerId: of.registerId, year: 2026 })).toMatchObject([
        { result: 'whole' },
        { result: 'whole' },
      ])
  })

  it('that the server did not take are said again whole: both scans, each with its act', async () => {
    // Taken from her on another PC, and not heard of here yet.
    const { of, other } = await arranged(async () => {
      await rights(['officer'])
      await lille.syncs()
    })
    expect(await rabat.syncs()).toMatchObject({ parked: 1 })
    const [parked] = await rabat.api.sync.parked({})
    await rights(['clerk'])
    await lille.syncs()
    await rabat.syncs()
    await rabat.api.sync.again({ id: parked?.id ?? '' })
    expect(await rabat.syncs()).toMatchObject({ parked: 0, waiting: 0 })
    await lille.syncs()
    const there = await lille.api.register.get({ id: of.id })
    expect(there.files.filter(({ replacedById }) => replacedById === null)).toMatchObject([{ name: 'مرتب.pdf' }])
    expect(there.files).toHaveLength(3)
    expect(there.acts.at(-1)).toMatchObject({ kind: 'rescan', detail: { reason: 'ترتيب', arranged: true } })
    expect((await lille.api.register.get({ id: other.id })).files).toMatchObject([{ name: 'منفصل.pdf' }])
    for (const pc of [rabat, lille])
      expect(await pc.api.register.verify({ registerId: of.registerId, year: 2026 })).toMatchObject([
        { result: 'whole' },
        { result: 'whole' },
      ])
  })
})

it('whose word of a signer is taken, an administrator says for every PC of the office', async () => {
  const certificate = readFileSync(resolve('tests/fixtures/signed/root.pem')).toString('base64')
  await lille.api.issuers.trust({ certificate })
  await bothSync(rabat, lille)
  const { id } = await rabat.api.documents.stage({ path: resolve('tests/fixtures/signed/rsa.pdf') })
  expect(await rabat.api.documents.signatures({ id })).toMatchObject([{ state: 'intact', issuer: 'trusted' }])
})
