import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { addUser, closeDesks, logIn } from '../fixtures/office'
import { bothSync, firstPc, Ministry, named, secondPc } from './stories'

/** Kinds of fault people reported of other programs (docs/cases.md): those of the line. */
let ministry: Ministry
beforeAll(async () => {
  ministry = await Ministry.open()
})
afterAll(() => ministry.close())
afterEach(closeDesks)

const COMPOSED = 'Orl\u00e9ans'
const IN_TWO = 'Orle\u0301ans'

it('composed or not: two desks that write the same word write the same, and nobody is asked to decide', async () => {
  const rabat = await firstPc(ministry)
  const lille = await secondPc(ministry, rabat)
  await bothSync(rabat, lille)
  const card = await rabat.writes({ city: 'Lyon' })
  const entry = await rabat.registers({ subject: `Consulat d’${IN_TWO}` })
  await bothSync(rabat, lille)
  const fields = (word: string) => ({ city: word, nameLatin: named(word), address: word, notes: `${word}\n${word}` })
  await rabat.writes({ id: card, ...fields(COMPOSED) })
  await lille.writes({ id: card, ...fields(IN_TWO) })
  await bothSync(rabat, lille)
  expect((await rabat.api.sync.status({})).conflicts).toBe(0)
  expect(await lille.card(card)).toMatchObject(fields(COMPOSED))
  expect((await lille.api.register.get({ id: entry.id })).subject).toBe(`Consulat d’${COMPOSED}`)
  expect(await lille.rows()).toEqual(await rabat.rows())
})

it('composed or not: a login is one login, and the person’s name one name', async () => {
  const rabat = await firstPc(ministry)
  const id = await addUser(rabat.desk, `r${'e\u0301'}gis`, ['clerk'], 'ordinary')
  expect((await rabat.api.users.list({})).find((u) => u.id === id)?.login).toBe('r\u00e9gis')
  await expect(addUser(rabat.desk, 'r\u00e9gis', ['clerk'], 'ordinary')).rejects.toMatchObject({ code: 'login-taken' })
  await logIn(rabat.desk, `r${'e\u0301'}gis`)
})
