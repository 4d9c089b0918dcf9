import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CHANGE_LIMIT } from '../../contract/wire'
import { addUser, closeDesks, logIn } from '../fixtures/office'
import { says } from './forging'
import { firstPc, Ministry } from './stories'

let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

describe('one item too large for the line', () => {
  it('the largest letter the form takes goes, and so does what comes after it', async () => {
    const rabat = await firstPc(ministry)
    await addUser(rabat.desk, 'karim', ['clerk', 'officer'])
    await logIn(rabat.desk, 'karim')
    const { api } = rabat
    const entry = await rabat.registers()
    const id = rabat.desk.app.session.desk.newId()
    const letter = await api.letters.reply({ id, entryId: entry.id, secondLanguage: 'fr' })
    const [first] = letter.paragraphs
    if (!first) expect.fail('a reply has a paragraph')
    const paragraphs = Array.from({ length: 60 }, () => ({ ...first, ar: 'ا'.repeat(6000), other: 'é'.repeat(6000) }))
    await api.letters.save({ id, content: { ...letter, paragraphs }, basedOn: letter.updatedAt })
    await rabat.registers()
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0, parked: 0, reason: null })
  })

  it('what no request can carry waits here with its reason; the entry after it goes', async () => {
    const rabat = await firstPc(ministry)
    await rabat.syncs()
    const id = v7()
    await says(rabat, [
      { entity: 'unit', id, kind: 'create', fields: { names: 'x'.repeat(CHANGE_LIMIT + 1), position: 1 } },
    ])
    const entry = await rabat.registers()
    expect(await rabat.syncs()).toMatchObject({ phase: 'idle', waiting: 0, parked: 1, reason: null })
    expect(await rabat.api.sync.parked({})).toMatchObject([
      { entity: 'unit', reason: 'too-large', refused: 'same-again' },
    ])
    const there = await ministry.looks(({ pool }) =>
      pool.all<{ id: string }>('SELECT id FROM office_row WHERE id = ANY($1::uuid[])', [[id, entry.id]]),
    )
    expect(there).toEqual([{ id: entry.id }])
  })
})
