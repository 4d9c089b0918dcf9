import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Party } from '../../contract/parties'
import { isVoid, type Entry } from '../../contract/register'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

let desk: TestDesk
let karim: string
let unit: string
let lyon: string
let milan: string
let out: string
let folder: string
beforeAll(async () => {
  desk = await officeDesk({}, { chooseSave: async (name) => (folder = join(desk.folder, name)) })
  await addUser(desk, 'nadia', ['clerk'], 'secret')
  await addUser(desk, 'karim', ['officer'])
  await addUser(desk, 'salma', ['officer'])
  await logIn(desk, 'karim')
  karim = (await desk.api.session.state({})).me?.userId ?? ''
  await logIn(desk, 'nadia')
  unit = (await desk.api.office.get({})).units[1]?.id ?? ''
  lyon = await card('جمعية الشباب بليون', 'Jeunesse de Lyon')
  milan = await card('جالية ميلانو', 'Comunità di Milano')
  out = (await desk.api.register.registers({})).find(({ kind }) => kind === 'outgoing')?.id ?? ''
})
afterAll(closeDesks)

async function card(ar: string, latin: string): Promise<string> {
  const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
  const rest = { description: '', phone: '', email: '', address: '', city: '', countryCode: '', notes: '' }
  const id = desk.app.session.desk.newId()
  await desk.api.community.save({ id, kind: 'entity', nameAr: name(ar), nameLatin: name(latin), ...rest })
  return id
}
const some = (): Party[] => [
  { role: 'addressee', kind: 'contact', id: lyon },
  { role: 'copy', kind: 'contact', id: milan },
  { role: 'copy', kind: 'unit', id: unit },
]
const send = async (change: object = {}): Promise<Entry> =>
  desk.api.register.register({
    ...(await entryInput(desk, { subject: 'دعوة إلى الملتقى' })),
    registerId: out,
    ...{ parties: some(), languages: ['ar', 'fr'] as const },
    ...change,
  } as Parameters<typeof desk.api.register.register>[0])
const found = async (text: string): Promise<string[]> => {
  const filter = { registerId: out, year: 2026, tab: 'all' as const, text }
  return (await desk.api.register.rows({ ...filter, offset: 0, limit: 50 })).map(({ numberText }) => numberText)
}

describe('several addressees and copies for information', () => {
  let entry: Entry
  it('stand on the entry in their order, with their names, and in the language it is written in', async () => {
    entry = await send()
    expect(entry).toMatchObject({ parties: some(), languages: ['ar', 'fr'] })
    expect(entry.named.map(({ names }) => names.fr)).toEqual([
      'Jeunesse de Lyon',
      'Comunità di Milano',
      'العمل الثقافي',
    ])
  })

  it('all of them find it, in either script, and after a card got another name', async () => {
    for (const text of ['ليون', 'jeunesse', 'milano', 'الثقافي']) expect(await found(text)).toEqual([entry.numberText])
    const { entries: _, createdAt: __, pending: ___, ...milano } = await desk.api.community.get({ id: milan })
    await desk.api.community.save({ ...milano, nameAr: { ...milano.nameAr, full: 'جالية تورينو' } })
    expect(await found('تورينو')).toEqual([entry.numberText])
    expect(await found('ميلانو')).toEqual([])
  })

  it('it stands among the letters of each card it names', async () => {
    for (const id of [lyon, milan]) {
      const { items } = await desk.api.community.timeline({ id, kinds: ['entry'], limit: 9 })
      expect(items.map((one) => one.id)).toEqual([entry.id])
    }
  })

  it('whoever takes the list along takes them along', async () => {
    const [line] = await desk.api.register.rows({
      ...{ registerId: out, year: 2026, tab: 'all', text: '', offset: 0, limit: 5 },
    })
    if (!line || isVoid(line) || line.hidden) throw new Error('no line')
    expect(line.parties.map(({ role }) => role)).toEqual(['addressee', 'copy', 'copy'])
    await desk.api.lists.export({
      ...{ which: { ids: [entry.id] }, columns: ['number', 'correspondent'], format: 'csv' },
      ...{ registerId: out, year: 2026, saidFilter: '' },
    })
    const text = readFileSync(folder, 'utf8')
    for (const name of ['جمعية الشباب بليون', 'نسخة للإخبار: جالية تورينو']) expect(text).toContain(name)
  })

  it('a correction keeps the old list, its author and its reason (I2); an empty one says nothing', async () => {
    const value = some().slice(0, 1)
    const corrected = await desk.api.register.correct({ id: entry.id, field: 'parties', value, reason: 'سهو' })
    expect(corrected.parties).toEqual(value)
    expect(corrected.acts.at(-1)?.detail).toMatchObject({ field: 'parties', before: some(), after: value })
    expect(await found('تورينو')).toEqual([])
    const none = await desk.api.register.correct({ id: entry.id, field: 'parties', value: [], reason: 'سهو' })
    expect(none.parties).toBeNull()
    expect(await desk.api.register.verify({ registerId: out, year: 2026 })).toMatchObject([{ result: 'whole' }])
  })

  it('names nobody the office does not know, and writes nothing then', async () => {
    const before = (await found('')).length
    const id = desk.app.session.desk.newId()
    for (const kind of ['contact', 'unit', 'person'] as const)
      await expect(send({ parties: [{ role: 'copy', kind, id }] })).rejects.toMatchObject({ code: 'not-found' })
    expect((await found('')).length).toBe(before)
  })
})

describe('whom a letter names may read it (A2)', () => {
  it('beyond their clearance too; nobody else does, in no list, search or count', async () => {
    const secret = await send({
      ...{ level: 'secret', subject: 'ملف خاص بكريم' },
      parties: [{ role: 'copy', kind: 'person', id: karim }],
    })
    await logIn(desk, 'karim')
    expect((await desk.api.register.get({ id: secret.id })).subject).toBe('ملف خاص بكريم')
    expect(await found('خاص')).toEqual([secret.numberText])
    await logIn(desk, 'salma')
    await expect(desk.api.register.get({ id: secret.id })).rejects.toMatchObject({ code: 'not-found' })
    expect(await found('خاص')).toEqual([])
    await logIn(desk, 'nadia')
    await desk.api.register.correct({ id: secret.id, field: 'parties', value: [], reason: 'سهو' })
    await logIn(desk, 'karim')
    await expect(desk.api.register.get({ id: secret.id })).rejects.toMatchObject({ code: 'not-found' })
    await logIn(desk, 'nadia')
  })
})
