import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import { createRow } from '../../db/outbox/changes'
import { sql } from '../../db/core/sql'
import { nextToSend, sendAgainFrom } from '../../db/outbox/sending'
import { setMeta } from '../../db/core/meta'
import { canonical } from '../../domain/sync/canonical'
import { sayWhatIsKnownNow } from '../../main/sync/known'
import { addUser, closeDesks, logIn, type Roles } from '../fixtures/office'
import { says, stampOf } from './forging'
import { blankCard, bothSync, firstPc, Ministry, secondPc, type Pc } from './stories'

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
  await addUser(rabat.desk, 'omar', ['clerk'])
  await addUser(rabat.desk, 'sami', ['administrator'])
  await bothSync(rabat, lille)
  await logIn(rabat.desk, 'nadia')
})
afterEach(closeDesks)

/** The administrator of the other desk gives and takes rights, as on the users page. */
async function rights(roles: Roles): Promise<void> {
  const person = (await lille.api.users.list({})).find((u) => u.id === nadia)
  if (!person) expect.fail('nadia is known on both desks')
  const { names, clearance, active, unitId } = person
  const basedOn = { names, roles: person.roles, clearance, active, unitId }
  await lille.api.users.update({ id: nadia, ...basedOn, roles, basedOn })
}

/** Nadia writes without a line; meanwhile her rights are taken; what she wrote is not taken in. */
async function parksACard(): Promise<{ card: string; change: string }> {
  const card = await rabat.writes({ city: 'ليون' })
  await bothSync(rabat, lille)
  await rabat.writes({ id: card, city: 'باريس', phone: '0537761234' })
  await rights(['headOfOffice'])
  await lille.syncs()
  expect(await rabat.syncs()).toMatchObject({ waiting: 0, parked: 1 })
  const [parked] = await rabat.api.sync.parked({})
  return { card, change: parked?.id ?? '' }
}

describe('a change the server did not take', () => {
  it('is shown to its author in plain words: what it was, mine beside what stands, and why', async () => {
    const { card } = await parksACard()
    expect(await rabat.api.sync.parked({})).toMatchObject([
      {
        entity: 'contact',
        rowId: card,
        kind: 'patch',
        title: 'جمعية المغاربة بليون',
        reason: 'forbidden',
        own: true,
        names: { ar: 'nadia' },
        whole: false,
        refused: null,
        mend: { form: 'contact', id: card },
        fields: [
          { name: 'city', mine: 'باريس', stands: 'ليون' },
          { name: 'phone', mine: '0537761234', stands: '' },
        ],
      },
    ])
  })

  it('tried again without the right it is refused here; with it, it is applied once, on both desks', async () => {
    const { card, change } = await parksACard()
    await expect(rabat.api.sync.again({ id: change })).rejects.toMatchObject({ code: 'forbidden' })
    await rights(['clerk'])
    await lille.syncs()
    await rabat.syncs()
    // Pressed twice.
    const [first, second] = await Promise.all([
      rabat.api.sync.again({ id: change }),
      rabat.api.sync.again({ id: change }),
    ])
    expect([first, second]).toEqual([[], []])
    expect(await rabat.syncs()).toMatchObject({ waiting: 0, parked: 0 })
    await lille.syncs()
    for (const pc of [rabat, lille]) expect(await pc.card(card)).toMatchObject({ city: 'باريس', phone: '0537761234' })
    const said = (await rabat.operations()).filter((o) => o.operation.includes(`"id":"${card}"`))
    expect(said.length).toBe(3)
    // What was not taken is kept, the card and who corrected it, with what answered it.
    expect((await rabat.outcomes()).filter((o) => o.state === 'parked')).toHaveLength(2)
    const answers = await sql(rabat.db.read).all<{ change: string; again: string; userId: string }>(
      'SELECT * FROM parkedAnswer',
    )
    expect(answers).toMatchObject([{ change, how: 'again', userId: nadia }])
    expect(said.at(-1)?.operation).toContain(answers[0]?.again)
  })

  it('cut between its writing and its sending it is sent after the start, and not asked about again', async () => {
    const { card, change } = await parksACard()
    await rights(['clerk'])
    await lille.syncs()
    await rabat.syncs()
    await rabat.api.sync.again({ id: change })
    const again = await rabat.desk.restart()
    await logIn(again, 'nadia')
    expect(await again.api.sync.parked({})).toEqual([])
    await expect(again.api.sync.again({ id: change })).resolves.toEqual([])
    await again.api.sync.tryNow({})
    await lille.syncs()
    expect((await lille.card(card)).city).toBe('باريس')
  })

  it('another clerk neither sees it nor tries it nor puts it away; an administrator sees it and may put it away', async () => {
    const { change } = await parksACard()
    await logIn(rabat.desk, 'omar')
    expect(await rabat.api.sync.parked({})).toEqual([])
    expect((await rabat.api.sync.status({})).parked).toBe(0)
    await expect(rabat.api.sync.again({ id: change })).rejects.toMatchObject({ code: 'not-found' })
    await expect(rabat.api.sync.putAway({ id: change, mended: false })).rejects.toMatchObject({ code: 'not-found' })
    await logIn(rabat.desk, 'sami')
    expect(await rabat.api.sync.parked({})).toMatchObject([{ id: change, own: false, names: { ar: 'nadia' } }])
    // An administrator may not write cards: the same rules as everywhere.
    await expect(rabat.api.sync.again({ id: change })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await rabat.api.sync.putAway({ id: change, mended: false })).toEqual([])
    expect((await rabat.api.sync.status({})).parked).toBe(0)
    expect((await rabat.outcomes()).filter((o) => o.state === 'parked')).toHaveLength(2)
    const [answer] = await sql(rabat.db.read).all('SELECT how, userId FROM parkedAnswer')
    expect(answer).toEqual({ how: 'putAway', userId: rabat.desk.app.session.actor.userId })
  })

  it('mended in its form it is answered; a form that said nothing has mended nothing', async () => {
    const { card, change } = await parksACard()
    await rights(['clerk'])
    await lille.syncs()
    await rabat.syncs()
    expect(await rabat.api.sync.putAway({ id: change, mended: true })).toHaveLength(1)
    await rabat.writes({ id: card, city: 'مرسيليا' })
    expect(await rabat.api.sync.putAway({ id: change, mended: true })).toEqual([])
  })

  it('put away, it is not done by surprise on a server that was restored and has forgotten it', async () => {
    const { card, change } = await parksACard()
    await rabat.api.sync.putAway({ id: change, mended: false })
    await rights(['clerk'])
    await lille.syncs()
    await rabat.syncs()
    // What a restored server lacks waits again: everything from this change on.
    const [from] = await sql(rabat.db.read).all<{ d: number }>('SELECT d FROM outbox WHERE change = ?', [change])
    await rabat.db.write((tx) => sendAgainFrom(tx, from?.d ?? 0))
    const batch = await nextToSend(rabat.db.read, { operations: 500, characters: 500_000 })
    expect(batch.operations.map((o) => o.change)).toContain(change)
    expect([...batch.withheld]).toEqual([change])
    expect(await rabat.syncs()).toMatchObject({ waiting: 0, parked: 0 })
    expect((await rabat.card(card)).city).toBe('ليون')
  })

  it('a correction becomes a new act on today’s row, in the book’s chain (I2)', async () => {
    const entry = await rabat.registers()
    await bothSync(rabat, lille)
    await rabat.api.register.correct({ id: entry.id, field: 'notes', value: 'ورد ناقصا', reason: 'سهو' })
    await rights(['headOfOffice'])
    await lille.syncs()
    await rabat.syncs()
    const [parked] = await rabat.api.sync.parked({})
    expect(parked).toMatchObject({
      entity: 'entry',
      title: entry.numberText,
      mend: { form: 'correction', id: entry.id },
      fields: [{ name: 'notes', mine: 'ورد ناقصا', stands: '' }],
    })
    await expect(rabat.api.sync.again({ id: parked?.id ?? '' })).rejects.toMatchObject({ code: 'forbidden' })
    await rights(['clerk'])
    await lille.syncs()
    await rabat.syncs()
    await rabat.api.sync.again({ id: parked?.id ?? '' })
    await bothSync(rabat, lille)
    for (const pc of [rabat, lille]) {
      await logIn(pc.desk, pc === rabat ? 'nadia' : 'karim')
      const card = await pc.api.register.get({ id: entry.id })
      expect(card.notes).toBe('ورد ناقصا')
      const acts = await sql(pc.db.read).all<{ kind: string; body: string | null }>(
        'SELECT kind, body FROM act WHERE entryId = ? ORDER BY position',
        [entry.id],
      )
      expect(acts.map((a) => [a.kind, a.body !== null])).toEqual([
        ['registration', true],
        ['correction', false],
        ['correction', true],
      ])
    }
  })

  it('a registration keeps its number: said again under the same one, never a second (N3), and by who gave it', async () => {
    const book = await sql(rabat.db.read).one<{ id: string }>(
      `SELECT id FROM book WHERE desk IS NULL AND registerId = (SELECT id FROM register WHERE kind = 'incoming')`,
    )
    // The server lost the book's row for a while.
    const away = (from: string, to: string): Promise<void> =>
      ministry.looks(({ pool }) =>
        pool.run('UPDATE office_row SET entity = $2 WHERE entity = $1 AND id = $3', [from, to, book?.id]),
      )
    await away('book', 'lost')
    const entry = await rabat.registers()
    await rabat.syncs()
    const [parked] = await rabat.api.sync.parked({})
    expect(parked).toMatchObject({ reason: 'missing-row', title: entry.numberText, whole: true, mend: null })
    const change = parked?.id ?? ''
    await away('lost', 'book')
    await logIn(rabat.desk, 'admin')
    expect(await rabat.api.sync.parked({})).toMatchObject([{ id: change, refused: 'own-only' }])
    await expect(rabat.api.sync.again({ id: change })).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(rabat.desk, 'nadia')
    await rabat.api.sync.again({ id: change })
    const next = await rabat.registers()
    expect(await rabat.syncs()).toMatchObject({ waiting: 0, parked: 0 })
    await lille.syncs()
    const numbers = await sql(lille.db.read).all<{ id: string; seq: number }>(
      'SELECT id, seq FROM entry WHERE bookId = ? ORDER BY seq',
      [book?.id ?? ''],
    )
    expect(numbers).toEqual([
      { id: entry.id, seq: 1 },
      { id: next.id, seq: 2 },
    ])
  })

  it('rights are never given by trying again: they are given on the users page', async () => {
    await says(rabat, [{ entity: 'user', id: nadia, kind: 'patch', fields: { roles: ['administrator'] } }])
    await rabat.syncs()
    await logIn(rabat.desk, 'admin')
    const [parked] = await rabat.api.sync.parked({})
    expect(parked).toMatchObject({ entity: 'user', refused: 'elsewhere' })
    await expect(rabat.api.sync.again({ id: parked?.id ?? '' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('what an older server did not know is tried again by itself, when its author is there and the server knows it', async () => {
    await rabat.syncs()
    const id = v7()
    await rabat.db.write((tx) =>
      createRow(tx, 'contact', id, { ...blankCard, createdAt: rabat.desk.clock.now() }, stampOf(rabat)),
    )
    await rabat.syncs()
    // As an older server would have answered, and gone on not knowing it.
    const older = async (known: string[], reason: string): Promise<void> =>
      rabat.db.write(async (tx) => {
        await sql(tx).run(`UPDATE outbox SET state = 'parked', result = 'parked', reason = ? WHERE rowId = ?`, [
          reason,
          id,
        ])
        await setMeta(tx, 'line.knows', canonical(known))
      })
    await older(['unit', 'create'], 'unknown-entity')
    const { desk } = rabat.desk.app.session
    expect(await sayWhatIsKnownNow(desk)).toBe(0)
    await logIn(rabat.desk, 'omar')
    await rabat.syncs()
    expect(await sayWhatIsKnownNow(rabat.desk.app.session.desk)).toBe(0)
    await logIn(rabat.desk, 'nadia')
    await rabat.syncs()
    expect(await rabat.api.sync.parked({})).toEqual([])
    expect(await rabat.syncs()).toMatchObject({ waiting: 0, parked: 0 })
    const answers = await sql(rabat.db.read).all('SELECT how, userId FROM parkedAnswer')
    expect(answers).toEqual([{ how: 'again', userId: nadia }])
  })
})
