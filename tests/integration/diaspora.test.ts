import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FigureInput } from '../../contract/diaspora'
import type { FigureMapping } from '../../contract/figure-import'
import { Sheet } from '../../main/sheets/sheet'
import { addUser, closeDesks, logIn, officeDesk, type TestDesk } from '../fixtures/office'

const folder = mkdtempSync(join(tmpdir(), 'diwan-figures-'))
let desk: TestDesk
beforeAll(async () => {
  desk = await officeDesk({}, { chooseSave: async (name) => join(folder, name) })
  await addUser(desk, 'nadia', ['clerk'])
  await addUser(desk, 'hind', ['headOfOffice'])
  await logIn(desk, 'hind')
})
afterAll(async () => {
  await closeDesks()
  rmSync(folder, { recursive: true, force: true })
})

const UN = 'UN DESA, 2019'
const figure = (change: Partial<FigureInput> = {}): FigureInput => ({
  ...{
    measure: 'born',
    source: UN,
    countryCode: 'FR',
    year: 2019,
    total: 1_020_162,
    male: null,
    female: null,
    note: '',
  },
  ...change,
})
const table = { measure: 'born', source: UN, year: 2019 } as const

async function card(countryCode: string, kind: 'person' | 'entity' = 'person', id = desk.app.session.desk.newId()) {
  const name = { full: 'فاطمة العلوي', given: '', father: '', family: '', maiden: '' }
  const facts = { description: '', phone: '', email: '', address: '', city: '', countryCode, notes: '' }
  await desk.api.community.save({ id, kind, nameAr: name, nameLatin: { ...name, full: '' }, ...facts })
  return id
}

describe('figures of the people abroad (R4)', () => {
  it('stand by source and year, each beside its own table’s year before and beside no other', async () => {
    const { save } = desk.api.diaspora
    await save(figure({ year: 2015, total: 919_000 }))
    const first = await save(figure())
    await save(figure({ countryCode: 'ES', total: 700_000, male: 400_000, female: 300_000 }))
    await save(figure({ source: 'HCP', total: 5 }))
    expect(await desk.api.diaspora.table(table)).toMatchObject({
      before: 2015,
      rows: [
        { countryCode: 'ES', figure: { total: 700_000 }, before: null },
        { countryCode: 'FR', figure: { total: 1_020_162 }, before: 919_000 },
      ],
    })
    const mended = await save(figure({ total: 1_020_163 }))
    expect(mended).toMatchObject({ id: first.id, total: 1_020_163 })
    expect((await desk.api.diaspora.series({})).map(({ source, years }) => [source, years.length])).toEqual([
      ['HCP', 1],
      [UN, 2],
    ])
    for (const [wrong, field] of [
      [{ year: 2100 }, 'year'],
      [{ male: 9e8 }, 'total'],
    ] as const)
      await expect(save(figure(wrong))).rejects.toMatchObject({ code: 'invalid-input', params: { field } })
  })

  it('removed they are in no table and come back as they were, also by being said again', async () => {
    const { id } = await desk.api.diaspora.save(figure({ countryCode: 'BE', total: 12 }))
    const codes = async () => (await desk.api.diaspora.table(table)).rows.map(({ countryCode }) => countryCode)
    await desk.api.diaspora.remove({ id })
    expect(await codes()).not.toContain('BE')
    await desk.api.diaspora.restore({ id })
    expect(await codes()).toContain('BE')
    await desk.api.diaspora.remove({ id })
    await desk.api.diaspora.save(figure({ countryCode: 'BE', total: 12 }))
    expect(await codes()).toContain('BE')
  })

  it('the office’s own cards are counted as they come and move, and are in no figure', async () => {
    await logIn(desk, 'nadia')
    const one = await card('FR')
    await card('FR', 'entity')
    await card('')
    const own = async () =>
      Object.fromEntries((await desk.api.diaspora.own({})).map((o) => [o.countryCode, [o.persons, o.entities]]))
    expect(await own()).toEqual({ FR: [1, 1] })
    await card('SN', 'person', one)
    expect(await own()).toEqual({ FR: [0, 1], SN: [1, 0] })
    expect((await desk.api.diaspora.cards({ countryCode: 'SN', kind: 'person' })).rows.map(({ id }) => id)).toEqual([
      one,
    ])
    expect((await desk.api.diaspora.table(table)).rows.map((row) => row.countryCode)).not.toContain('SN')
    await expect(desk.api.diaspora.save(figure())).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('leave as a sheet in which each figure bears its year and its source, and numbers are numbers', async () => {
    const made = await desk.api.diaspora.export({ ...table, format: 'xlsx' })
    expect(made).toMatchObject({ lines: 4 })
    const sheet = await Sheet.open(join(folder, made?.name ?? ''))
    const rows: unknown[][] = []
    for await (const some of sheet.rows()) rows.push(...some.map(({ cells }) => [...cells]))
    await sheet.close()
    const text = (cell: unknown): string => (typeof cell === 'object' ? (cell as { text: string }).text : String(cell))
    expect(rows[1]?.map(text).slice(1, 5)).toEqual(['1020163', '2019', UN, '919000'])
    expect(typeof rows[1]?.[1]).toBe('object')
    await desk.api.diaspora.export({ ...table, format: 'csv' })
    expect(readFileSync(join(folder, (made?.name ?? '').replace('xlsx', 'csv')), 'utf8')).toContain('1020163')
    expect((await desk.api.diaspora.print(table)).url).toMatch(/^diwan:\/\/print\//)
  })

  it('a picture is the picture it says it is, or nothing is written', async () => {
    const data = Buffer.from('<svg ><script/></svg>').toString('base64')
    await expect(desk.api.diaspora.savePicture({ name: 'x', format: 'svg', data })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]).toString('base64')
    expect(await desk.api.diaspora.savePicture({ name: 'x', format: 'png', data: png })).toEqual({ name: 'x.png' })
  })
})

describe('a table of figures from a spreadsheet (R4)', () => {
  async function opened(text: string, change: Partial<FigureMapping> = {}) {
    const path = join(folder, 'table.csv')
    writeFileSync(path, text)
    const { id, mapping } = await desk.api.figureImport.open({ path })
    const asked = { id, mapping: { ...mapping, source: 'Conseil', ...change } }
    return { asked, preview: await desk.api.figureImport.check(asked) }
  }
  const TABLE = 'pays;année;nombre\nFrance;2020;10\nEspagne;2020;x\nFrance;2020;11\nItalie;2020;1 200\n'

  it('comes in whole with its source, refuses rows with why, and again changes only what it says otherwise', async () => {
    await logIn(desk, 'hind')
    const { asked, preview } = await opened(TABLE)
    expect(preview).toMatchObject({ rows: 4, added: 2, changed: 0, refused: 2, elsewhere: 0 })
    expect(preview.problems.map(({ reason }) => reason).sort()).toEqual(['figure-double', 'people-unreadable'])
    const expected = { added: 2, changed: 0 }
    await expect(desk.api.figureImport.run({ ...asked, sha256: '0'.repeat(64), expected })).rejects.toMatchObject({
      code: 'import-changed',
    })
    const nobody = { ...asked, mapping: { ...asked.mapping, source: '' } }
    await expect(desk.api.figureImport.run({ ...nobody, sha256: preview.sha256, expected })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    await desk.api.figureImport.run({ ...asked, sha256: preview.sha256, expected })
    const rows = async () =>
      (await desk.api.diaspora.table({ measure: 'born', source: 'Conseil', year: 2020 })).rows.map((r) => [
        r.countryCode,
        r.figure?.total,
      ])
    expect(await rows()).toEqual([
      ['FR', 10],
      ['IT', 1200],
    ])
    expect((await desk.api.figureImport.refused(asked)).url).toMatch(/^diwan:/)
    const again = await opened(TABLE.replace('1 200', '1 300').replace('Espagne;2020;x', 'Espagne;2020;5'))
    expect(again.preview).toMatchObject({ added: 1, changed: 1, same: 1 })
    await desk.api.figureImport.run({
      ...again.asked,
      sha256: again.preview.sha256,
      expected: { added: 1, changed: 1 },
    })
    expect(await rows()).toEqual([
      ['ES', 5],
      ['FR', 10],
      ['IT', 1300],
    ])
  })

  const REAL = resolve('../shared/data/diaspora-stock/stock_2019rev.tsv')
  it.skipIf(!existsSync(REAL))(
    'reads the United Nations’ table as it is published: only this country’s people',
    async () => {
      const { id, mapping } = await desk.api.figureImport.open({ path: REAL })
      const preview = await desk.api.figureImport.check({ id, mapping: { ...mapping, source: 'UN DESA' } })
      expect(preview.elsewhere + preview.added + preview.refused).toBe(preview.rows)
      expect(preview.added).toBeGreaterThan(300)
      expect(
        preview.problems
          .map(({ reason }) => reason)
          .filter((reason) => reason !== 'country-unknown' && reason !== 'country-own'),
      ).toEqual([])
    },
  )
})
