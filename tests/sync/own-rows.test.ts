import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { PushReply } from '../../contract/wire'
import { createRows } from '../../db/outbox/changes'
import { sql } from '../../db/core/sql'
import { Transport } from '../../main/sync/transport'
import { addUser, closeDesks, logIn, same } from '../fixtures/office'
import { stampOf } from './forging'
import { bothSync, firstPc, Ministry, named, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(async () => {
  vi.restoreAllMocks()
  await closeDesks()
})

/** What the server answers to pushes, as it was on the line. */
function answers(): PushReply[] {
  const heard: PushReply[] = []
  const real = Transport.prototype.json
  vi.spyOn(Transport.prototype, 'json').mockImplementation(async function (this: Transport, sent) {
    const answer = await real.call(this, sent)
    if (sent.path === '/sync/v1/push') heard.push(PushReply.parse(answer))
    return answer
  })
  return heard
}
const told = (heard: readonly PushReply[], id: string) =>
  heard.flatMap(({ page }) => page.rows).filter((row) => row.id === id)

const units = (pc: Pc, count: number): Promise<void> =>
  pc.db.write((tx) =>
    createRows(
      tx,
      'unit',
      Array.from({ length: count }, (_, i) => ({
        id: pc.desk.app.session.desk.newId(),
        fields: { names: same(`وحدة ${i}`), position: i },
      })),
      stampOf(pc),
    ),
  )

describe('a PC is not told again what it wrote', () => {
  it('its own rows come back as their place alone, and both desks hold the same in every column', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    await bothSync(rabat, lille)
    const heard = answers()
    const card = await rabat.writes({ city: 'فاس' })
    await rabat.syncs()
    expect(told(heard, card)).toMatchObject([{ state: 'own', fields: {} }])
    expect(await rabat.row('contact', card)).toMatchObject({ city: 'فاس', rv: told(heard, card)[0]?.seq })
    // Another field of it, by another PC that had seen the first.
    await lille.syncs()
    await lille.writes({ id: card, phone: '+212600000000' })
    await lille.syncs()
    expect(told(heard, card).at(-1)).toMatchObject({ state: 'own', fields: {} })
    await bothSync(rabat, lille)
    expect(await rabat.rows()).toEqual(await lille.rows())
  })

  it('what another PC changed meanwhile is told in full, also in a row of its own; so is what was contested', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    const card = await rabat.writes({ city: 'فاس' })
    const other = await rabat.writes({ city: 'سلا' })
    await bothSync(rabat, lille)
    await lille.writes({ id: card, phone: '+212600000000' })
    await lille.writes({ id: other, nameAr: named('من ليل') })
    await lille.syncs()
    await rabat.writes({ id: card, email: 'a@example.org' })
    await rabat.writes({ id: other, nameAr: named('من الرباط') })
    const heard = answers()
    await rabat.syncs()
    for (const id of [card, other]) expect(told(heard, id).map(({ state }) => state)).not.toContain('own')
    await bothSync(rabat, lille)
    expect(await rabat.card(card)).toMatchObject({ phone: '+212600000000', email: 'a@example.org' })
    expect((await rabat.api.sync.conflicts({})).length).toBe(1)
    expect(await rabat.rows()).toEqual(await lille.rows())
  })

  it('a registered entry and its act are not told again; rights and a cancellation are: their proof is noted as it arrives', async () => {
    const rabat = await firstPc(ministry)
    await addUser(rabat.desk, 'head', ['headOfRegistry', 'administrator'])
    await rabat.syncs()
    const heard = answers()
    const kinds = (): string[] => {
      const rows = heard.splice(0).flatMap(({ page }) => page.rows)
      return [...new Set(rows.map((r) => `${r.entity} ${r.state}`))].sort()
    }
    const { id } = await rabat.registers()
    await rabat.syncs()
    expect(kinds()).toEqual(['act own', 'entry own'])
    await logIn(rabat.desk, 'head')
    const nadia = await addUser(rabat.desk, 'nadia', ['clerk'])
    await rabat.api.register.cancel({ id, reason: 'سجل مرتين' })
    await rabat.syncs()
    expect(kinds()).toEqual(['act own', 'entry present', 'user present', 'userKey present'])
    const noted = await sql(rabat.db.read).all('SELECT rowId FROM provenAt WHERE rowId IN (?, ?)', [id, nadia])
    expect(noted).toHaveLength(2)
  })

  it('a server that keeps back a row which gives power is asked for it in full', async () => {
    const rabat = await firstPc(ministry)
    await addUser(rabat.desk, 'head', ['headOfRegistry'])
    const { id } = await rabat.registers()
    await logIn(rabat.desk, 'head')
    await rabat.syncs()
    await rabat.api.register.cancel({ id, reason: 'سجل مرتين' })
    const real = Transport.prototype.json
    vi.spyOn(Transport.prototype, 'json').mockImplementation(async function (this: Transport, sent) {
      const answer = await real.call(this, sent)
      if (sent.path !== '/sync/v1/push') return answer
      const reply = PushReply.parse(answer)
      const rows = reply.page.rows.map((row) => ({ ...row, state: 'own' as const, fields: {} }))
      return { ...reply, page: { ...reply.page, rows } }
    })
    await rabat.syncs()
    expect(await sql(rabat.db.read).all('SELECT rowId FROM provenAt WHERE rowId = ?', [id])).toHaveLength(1)
  })

  it('a row that left this PC meanwhile is asked for in full', async () => {
    const rabat = await firstPc(ministry)
    const card = await rabat.writes({ city: 'فاس' })
    await rabat.db.write((tx) => sql(tx).run('DELETE FROM contact WHERE id = ?', [card]))
    await rabat.syncs()
    expect(await rabat.row('contact', card)).toMatchObject({ city: 'فاس' })
  })

  it('many operations go in fewer requests while the line is quick, and the server takes each once', async () => {
    const rabat = await firstPc(ministry)
    await rabat.syncs()
    for (let i = 0; i < 4; i++) await units(rabat, 400)
    const heard = answers()
    await rabat.syncs()
    const sizes = heard.map(({ outcomes }) => outcomes.length)
    expect(sizes.reduce((a, b) => a + b, 0)).toBe(1_600)
    expect(sizes.length).toBeLessThan(4)
    expect((await rabat.outcomes()).every(({ state }) => state === 'sent')).toBe(true)
  })
})
