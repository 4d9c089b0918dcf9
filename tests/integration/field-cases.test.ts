import { afterEach, describe, expect, it, vi } from 'vitest'
import { sql } from '../../db/core/sql'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

/** Kinds of fault people reported of other programs (docs/cases.md), through the real services. */
afterEach(closeDesks)

const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
async function contact(desk: TestDesk, phone = ''): Promise<string> {
  const id = desk.app.session.desk.newId()
  const rest = { description: '', email: '', address: '', city: '', countryCode: '', notes: '' }
  await desk.api.community.save({
    id,
    kind: 'person',
    nameAr: name('عبد الله بنعلي'),
    nameLatin: name('ʿAbd Allāh'),
    phone,
    ...rest,
  })
  return id
}

describe('a second copy of a letter (C3)', () => {
  const first = '١٤٣/م.ق/2026'
  it.each([
    [first, '143/م.ق/2026'],
    [first, '143 / م.ق / 2026'],
    [first, '143\u00a0/م.ق/2026'],
    [first, '\u200f143/م.ق/2026\u200f'],
    ['aml/57', 'AML/57'],
    ['AML-57', '۵۷/aml'.split('/').reverse().join('/')],
  ])('%s and %s: the warning each time', async (one, two) => {
    const desk = await officeDesk()
    const correspondentId = await contact(desk)
    const known = await desk.api.register.register(await entryInput(desk, { reference: one, correspondentId }))
    const { id } = await entryInput(desk)
    const { duplicates } = await desk.api.register.check({
      id,
      reference: two,
      correspondentId,
      letterDate: '2026-11-12',
    })
    expect(duplicates.map((d) => d.entry.id)).toEqual([known.id])
  })
  it('undated first, dated second, and the other way round; two different days are two letters', async () => {
    const desk = await officeDesk()
    const correspondentId = await contact(desk)
    const copy = async (letterDate: string | null, reference: string) => {
      const { id } = await entryInput(desk)
      return (await desk.api.register.check({ id, reference, correspondentId, letterDate })).duplicates.length
    }
    await desk.api.register.register(await entryInput(desk, { reference: 'AML/57', correspondentId, letterDate: null }))
    expect(await copy('2026-11-12', 'aml 57')).toBe(1)
    await desk.api.register.register(await entryInput(desk, { reference: 'AML/58', correspondentId }))
    expect(await copy(null, 'aml/58')).toBe(1)
    expect(await copy('2026-11-13', 'aml/58')).toBe(0)
  })
  it('follows a corrected reference, and betrays nothing to who may not see the first (A2)', async () => {
    const desk = await officeDesk()
    const correspondentId = await contact(desk)
    const change = { reference: 'AML/1', correspondentId, level: 'secret' as const }
    const known = await desk.api.register.register(await entryInput(desk, change))
    await desk.api.register.correct({ id: known.id, field: 'reference', value: 'AML/2', reason: 'سهو' })
    const { id } = await entryInput(desk)
    const check = async (reference: string) =>
      (await desk.api.register.check({ id, reference, correspondentId, letterDate: null })).duplicates.length
    expect([await check('aml 1'), await check('aml 2')]).toEqual([0, 1])
    await addUser(desk, 'karim', ['clerk'], 'ordinary')
    await logIn(desk, 'karim')
    expect(await check('aml 2')).toBe(0)
  })
})

it('an index of 0.1.0 is made anew once, in the background, after the product was renewed', async () => {
  const desk = await officeDesk()
  const correspondentId = await contact(desk, '+212 5 37 76 12 34')
  const ids: string[] = []
  for (let i = 0; i < 3; i++) {
    const input = await entryInput(desk, { subject: `السيد مسؤول ${i}`, reference: `AML/${i}`, correspondentId })
    ids.push((await desk.api.register.register(input)).id)
  }
  await desk.app.session.desk.db.write(async (tx) => {
    const docs = await sql(tx).all<{ docId: number }>('SELECT docId FROM searchDoc')
    for (const { docId } of docs) {
      await sql(tx).run('DELETE FROM search WHERE rowid = ?', [docId])
      await sql(tx).run('INSERT INTO search (rowid, words) VALUES (?, ?)', [docId, 'السيد مسوول'])
    }
    await sql(tx).run('UPDATE searchDoc SET referenceKey = NULL')
    await sql(tx).run(`DELETE FROM meta WHERE key LIKE 'search.%'`)
  })
  expect((await desk.api.search.everywhere({ text: 'مسئول', limit: 9 })).hits).toEqual([])
  const again = await desk.restart()
  await logIn(again, 'admin')
  await vi.waitFor(async () => {
    const { hits } = await again.api.search.everywhere({ text: 'مسئول', limit: 9 })
    expect(hits.map((h) => h.id).sort()).toEqual([...ids].sort())
  })
  expect((await again.api.community.find({ text: '0537 761234', kind: null, limit: 9 })).map((h) => h.id)).toEqual([
    correspondentId,
  ])
  const { id } = await entryInput(again)
  const check = await again.api.register.check({ id, reference: 'aml 2', correspondentId, letterDate: null })
  expect(check.duplicates.map((d) => d.entry.id)).toEqual([ids[2]])
})

it('a Hijri date is kept as what the letter said, beside the day it is; a corrected day is said by nobody', async () => {
  const desk = await officeDesk()
  const hijri = { letterDate: '2026-03-17', letterDateSaid: '28/09/1447' }
  const entry = await desk.api.register.register(await entryInput(desk, hijri))
  expect(entry).toMatchObject(hijri)
  expect(await desk.api.register.get({ id: entry.id })).toMatchObject(hijri)
  const wrong = { ...hijri, letterDate: '2026-03-18' }
  await expect(desk.api.register.register(await entryInput(desk, wrong))).rejects.toMatchObject({
    code: 'invalid-input',
  })
  const corrected = await desk.api.register.correct({
    id: entry.id,
    field: 'letterDate',
    value: '2026-03-18',
    reason: 'سهو',
  })
  expect(corrected.letterDateSaid).toBeNull()
  const verdicts = await desk.api.register.verify({ registerId: entry.registerId, year: 2026 })
  expect(verdicts.map((v) => v.result)).toEqual(['whole'])
})

it('words kept beside a colleague’s text are their writer’s alone, over a restart, and hidden with their letter (A2)', async () => {
  const desk = await officeDesk()
  await addUser(desk, 'karim', ['officer'], 'secret')
  await addUser(desk, 'low', ['officer'], 'ordinary')
  const entry = await desk.api.register.register(await entryInput(desk, { level: 'secret' }))
  await logIn(desk, 'karim')
  const id = desk.app.session.desk.newId()
  const letter = await desk.api.letters.reply({ id, entryId: entry.id, secondLanguage: 'fr' })
  const content = { ...letter, paragraphs: [{ role: 'free' as const, ar: 'كلامي', other: '' }] }
  await desk.api.letters.keepOwn({ id, content })
  const again = await desk.restart()
  await logIn(again, 'karim')
  expect((await again.api.letters.own({ id })).words?.content.paragraphs[0]?.ar).toBe('كلامي')
  expect((await again.api.letters.get({ id })).paragraphs[0]?.ar).not.toBe('كلامي')
  await logIn(again, 'low')
  await expect(again.api.letters.own({ id })).rejects.toMatchObject({ code: 'not-found' })
  await expect(again.api.letters.keepOwn({ id, content })).rejects.toMatchObject({ code: 'not-found' })
  await logIn(again, 'karim')
  await again.api.letters.dropOwn({ id })
  expect(await again.api.letters.own({ id })).toEqual({ words: null, typed: null })
})
