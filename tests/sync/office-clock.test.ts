import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Fields, RowVersion } from '../../contract/wire'
import { sql } from '../../db/core/sql'
import { rowFields } from '../../db/outbox/rows'
import { setMeta } from '../../db/core/meta'
import { applyRows } from '../../db/sync/apply'
import { trustOf } from '../../db/sync/trust'
import { canonical } from '../../domain/sync/canonical'
import { seal, unproven } from '../../domain/trust/proof'
import { authorityOf } from '../../db/outbox/proving'
import { receiverOf } from '../../main/sync/receive'
import { replayDeferred } from '../../main/sync/replay'
import { addUser, closeDesks, logIn } from '../fixtures/office'
import { says, stampOf } from './forging'
import { bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const at = (text: string): number => Date.parse(text)
/** The tables of these days say UTC+1 for Rabat; by decree it is an hour more. */
const decree = [{ from: at('2026-11-15T01:00:00Z'), until: at('2026-12-15T00:00:00Z'), offsetMinutes: 120 }]
const officeOf = (pc: Pc): string => pc.desk.app.session.desk.office.id
const periodsAt = async (pc: Pc) => (await pc.api.office.get({})).clockPeriods

describe('an administrator’s offset with dates', () => {
  it('gives what is registered at 23:30 by the tables the next day’s date, on this PC and on the others (N5)', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    const before = await rabat.registers({ arrivalAt: at('2026-11-20T08:00:00Z') })
    await rabat.api.office.setClock({ periods: decree, basedOn: [] })
    await bothSync(rabat, lille)
    expect(await periodsAt(lille)).toEqual(decree)
    for (const pc of [rabat, lille]) {
      pc.desk.clock.at = at('2026-11-20T22:30:00Z')
      const preview = await pc.api.register.preview({ registerId: before.registerId })
      expect(preview.businessDate).toBe('2026-11-21')
      const entry = await pc.registers({ arrivalAt: at('2026-11-20T22:00:00Z') })
      expect(entry.businessDate).toBe('2026-11-21')
    }
    await bothSync(rabat, lille)
    // What was registered keeps its day, also when the period is taken away again.
    await rabat.api.office.setClock({ periods: [], basedOn: decree })
    await bothSync(rabat, lille)
    expect(await periodsAt(lille)).toEqual([])
    for (const pc of [rabat, lille]) {
      const dates = await sql(pc.db.read).all<{ d: string }>(
        'SELECT businessDate AS d FROM entry ORDER BY registeredAt',
      )
      expect(dates.map(({ d }) => d)).toEqual(['2026-11-20', '2026-11-21', '2026-11-21'])
      expect(await pc.api.register.verify({ registerId: before.registerId, year: 2026 })).toMatchObject([
        { result: 'whole' },
        { result: 'whole' },
      ])
    }
  })

  it('opens the new year’s book when the office’s own clock does', async () => {
    const rabat = await firstPc(ministry)
    await rabat.api.office.setClock({
      periods: [{ from: at('2026-12-01T00:00:00Z'), until: at('2027-02-01T00:00:00Z'), offsetMinutes: 120 }],
      basedOn: [],
    })
    const stood = ministry.clock.at
    for (const moment of ['2026-12-18T10:00:00Z', '2026-12-31T22:30:00Z']) {
      rabat.desk.clock.at = ministry.clock.at = at(moment)
      await rabat.syncs()
      if (moment.startsWith('2026-12-18')) await rabat.registers()
    }
    const entry = await rabat.registers({ arrivalAt: at('2026-12-31T22:00:00Z') })
    expect(entry).toMatchObject({ businessDate: '2027-01-01', numberText: expect.stringContaining('2027') })
    ministry.clock.at = stood
  })

  it('is recorded in the security log, and only what stood when it was looked at is replaced', async () => {
    const rabat = await firstPc(ministry)
    await rabat.api.office.setClock({ periods: decree, basedOn: [] })
    await expect(rabat.api.office.setClock({ periods: [], basedOn: [] })).rejects.toMatchObject({ code: 'stale' })
    const filter = { personId: null, group: 'rights', from: null, to: null, before: null, limit: 10 } as const
    const { lines } = await rabat.api.security.lines(filter)
    expect(lines.filter((line) => line.kind === 'clockSet')).toHaveLength(1)
    const [one] = decree
    for (const wrong of [[{ ...one, until: 1 }], [...decree, ...decree], [{ ...one, offsetMinutes: 900 }]])
      await expect(
        rabat.api.office.setClock({ periods: wrong as typeof decree, basedOn: decree }),
      ).rejects.toMatchObject({ code: 'invalid-input' })
  })
})

describe('whoever is no administrator', () => {
  it('does not set it: refused at the desk, parked at the server, whoever signs it', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat, 'nadia', 'RB2', ['clerk'])
    await bothSync(rabat, lille)
    await expect(lille.api.office.setClock({ periods: decree, basedOn: [] })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const id = officeOf(lille)
    const stamp = stampOf(lille)
    const unsigned = { periods: decree, proof: null } as unknown as Fields
    const by = { by: String(stamp.userId), key: stamp.signer.publicKey, sign: stamp.signer.sign }
    const as = await authorityOf(lille.db.read, String(stamp.userId))
    const own = seal(id, 'office', 'clock', id, { periods: decree }, { ...by, as }, stamp.at)
    const raised = { ...as, roles: ['administrator'] }
    const lifted = seal(id, 'office', 'clock', id, { periods: decree }, { ...by, as: raised }, stamp.at)
    for (const clock of [{ periods: decree }, unsigned, own, lifted])
      await says(lille, [{ entity: 'office', id, kind: 'patch', fields: { clock }, before: { clock: null } }])
    await lille.syncs()
    expect((await lille.outcomes()).slice(-4).map((o) => o.state)).toEqual(['parked', 'parked', 'parked', 'parked'])
    await rabat.syncs()
    expect(await periodsAt(rabat)).toEqual([])
  })

  it('sets it with an administrator’s old word neither: what stood before is not brought back, and nothing takes it away', async () => {
    const rabat = await firstPc(ministry)
    const id = officeOf(rabat)
    await rabat.api.office.setClock({ periods: decree, basedOn: [] })
    const old = (await rowFields(rabat.db.read, 'office', id))?.['clock'] ?? null
    await rabat.api.office.setClock({ periods: [], basedOn: decree })
    const now = (await rowFields(rabat.db.read, 'office', id))?.['clock'] ?? null
    await rabat.syncs()
    for (const clock of [old, null])
      await says(rabat, [{ entity: 'office', id, kind: 'patch', fields: { clock }, before: { clock: now } }])
    await rabat.syncs()
    expect((await rabat.outcomes()).slice(-2).map((o) => o.state)).toEqual(['parked', 'parked'])
  })

  it('a server that says otherwise is not followed: its row is kept aside', async () => {
    const rabat = await firstPc(ministry)
    await rabat.api.office.setClock({ periods: decree, basedOn: [] })
    await rabat.syncs()
    const id = officeOf(rabat)
    const fields = (await rowFields(rabat.db.read, 'office', id)) ?? {}
    const { proof } = fields['clock'] as Fields
    const later = [{ from: 0, until: at('2030-01-01T00:00:00Z'), offsetMinutes: 600 }]
    for (const clock of [{ periods: later, proof: proof ?? null }, null]) {
      const row: RowVersion = {
        entity: 'office',
        id,
        seq: 999,
        state: 'present',
        fields: { ...fields, clock },
        versions: {},
      }
      await rabat.db.write((tx) => applyRows(tx, [row], receiverOf(rabat.desk.app.session.desk)))
      expect(await periodsAt(rabat)).toEqual(decree)
      expect(await sql(rabat.db.read).all('SELECT rowId FROM asideRow')).toEqual([{ rowId: id }])
    }
  })
})

describe('PCs of an older version', () => {
  it('find the office’s proof as they know it, whatever is said of the clock', async () => {
    const rabat = await firstPc(ministry)
    await rabat.api.office.setClock({ periods: decree, basedOn: [] })
    const id = officeOf(rabat)
    const { clock: _unknown, ...older } = (await rowFields(rabat.db.read, 'office', id)) ?? {}
    expect(unproven(await trustOf(rabat.db.read, id), 'office', id, older)).toBeNull()
  })

  it('follow it after their update, when it was kept as it came and is proven', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    await rabat.api.office.setClock({ periods: decree, basedOn: [] })
    await bothSync(rabat, lille)
    const id = officeOf(lille)
    const { clock = null } = (await rowFields(lille.db.read, 'office', id)) ?? {}
    const waits = (value: unknown) =>
      lille.db.write(async (tx) => {
        await sql(tx).run('UPDATE office SET clock = NULL, extra = ?', [canonical({ clock: value as Fields })])
        await setMeta(tx, 'line.schema', '5')
      })
    const { desk } = lille.desk.app.session
    await waits({ ...(clock as Fields), periods: [] })
    desk.office = { ...desk.office, clockPeriods: [] }
    await replayDeferred(desk)
    expect(desk.office.clockPeriods).toEqual([])
    expect((await rowFields(lille.db.read, 'office', id))?.['clock']).toBeNull()
    await waits(clock)
    await replayDeferred(desk)
    expect(desk.office.clockPeriods).toEqual(decree)
  })

  it('an office whose administrators said two things at once has a conflict, and whoever decides signs', async () => {
    const rabat = await firstPc(ministry)
    const lille = await secondPc(ministry, rabat)
    await bothSync(rabat, lille)
    await rabat.api.office.setClock({ periods: decree, basedOn: [] })
    lille.desk.clock.tick(1000)
    const other = decree.map((period) => ({ ...period, offsetMinutes: 0 }))
    await lille.api.office.setClock({ periods: other, basedOn: [] })
    await bothSync(rabat, lille)
    const [conflict] = await lille.api.sync.conflicts({})
    expect(conflict).toMatchObject({ entity: 'office', group: 'clock' })
    await lille.api.sync.decide({ id: conflict?.id ?? '', keep: 'other' })
    await bothSync(rabat, lille)
    expect([await periodsAt(rabat), await periodsAt(lille)]).toEqual([other, other])
  })
})

describe('a letter', () => {
  it('bears the day the office’s clock shows, and keeps it', async () => {
    const rabat = await firstPc(ministry)
    await addUser(rabat.desk, 'nadia', ['officer'], 'secret')
    await rabat.api.office.setClock({ periods: decree, basedOn: [] })
    await logIn(rabat.desk, 'nadia')
    rabat.desk.clock.at = at('2026-11-20T22:30:00Z')
    const { desk, actor } = rabat.desk.app.session
    const { valuesNow } = await import('../../main/letters/page-values')
    const letter = { replyToId: null, content: { secondLanguage: 'fr' } } as Parameters<typeof valuesNow>[2]
    const facts = await valuesNow(desk, actor, letter, desk.db.read)
    expect(facts).toMatchObject({ date: '2026-11-21', office: { clockPeriods: decree } })
  })
})
