import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FilingClass } from '../../contract/filing'
import type { PlanMapping } from '../../contract/plan-import'
import { classWords } from '../../db/search/classes'
import { addUser, closeDesks, entryInput, logIn, officeDesk, type TestDesk } from '../fixtures/office'

/** A filing plan from a spreadsheet (R1, ADR 044), and its classes in the list, the search and what is taken along. */
let desk: TestDesk
let files: string
beforeAll(async () => {
  files = mkdtempSync(join(tmpdir(), 'diwan-plan-'))
  desk = await officeDesk({}, { chooseSave: (name: string) => Promise.resolve(join(files, name)) })
  await addUser(desk, 'said', ['headOfRegistry'], 'secret')
  await addUser(desk, 'nadia', ['clerk'])
  await logIn(desk, 'said')
})
afterAll(async () => {
  await closeDesks()
  rmSync(files, { recursive: true, force: true })
})

const HEADINGS = 'Code;Intitulé;العنوان;DUA (ans);Archives intermédiaires;Sort final;Point de départ;Texte'
const ROWS = [
  '4;Personnel;الموظفون;;;;;',
  '4.1;Dossiers individuels;الملفات الفردية;5 ans;٨٠;Versement aux archives;Dernier document;Décret 2-14-267',
  '4.2;Congés;الرخص;2;3;Élimination;;',
  '4.2.1;Congés de maladie;رخص المرض;2;8;Tri;;',
]
const file = (rows: readonly string[], name = 'plan.csv'): string => {
  const path = join(files, name)
  writeFileSync(path, `\uFEFF${[HEADINGS, ...rows].join('\r\n')}\r\n`)
  return path
}
const plan = (): Promise<FilingClass[]> => desk.api.filing.plan({})
const coded = async (code: string): Promise<FilingClass | undefined> => (await plan()).find((one) => one.code === code)
async function looked(rows: readonly string[], change: Partial<PlanMapping> = {}, name?: string) {
  const opened = await desk.api.planImport.open({ path: file(rows, name) })
  const mapping = { ...opened.mapping, ...change }
  return { opened, mapping, preview: await desk.api.planImport.check({ id: opened.id, mapping }) }
}
async function taken(rows: readonly string[], change: Partial<PlanMapping> = {}) {
  const { opened, mapping, preview } = await looked(rows, change)
  const expected = { added: preview.added, changed: preview.changed }
  return desk.api.planImport.run({ id: opened.id, mapping, sha256: preview.sha256, expected })
}

describe('a plan that is brought in (R1)', () => {
  it('its columns are told by their headings; each row is a class, under what its code or a column says', async () => {
    const { mapping, preview } = await looked(ROWS)
    expect(mapping.columns).toEqual(['code', 'nameFr', 'nameAr', 'active', 'intermediate', 'fate', 'event', 'basis'])
    expect(preview).toMatchObject({ rows: 4, added: 4, changed: 0, same: 0, refused: 0 })
    expect(preview.lines.map(({ code, under }) => [code, under])).toEqual([
      ...[
        ['4', null],
        ['4.1', '4'],
        ['4.2', '4'],
        ['4.2.1', '4.2'],
      ],
    ])
    // Nothing is written yet.
    expect(await plan()).toEqual([])
    expect(await taken(ROWS)).toEqual({ added: 4, changed: 0, same: 0, refused: 0 })
    expect(await coded('4')).toMatchObject({ fate: 'keep', parentId: null, names: { ar: 'الموظفون', fr: 'Personnel' } })
    expect(await coded('4.1')).toMatchObject({
      ...{ active: 5, intermediate: 80, fate: 'transfer', event: 'matter', basis: 'Décret 2-14-267' },
      parentId: (await coded('4'))?.id,
    })
    expect(await coded('4.2.1')).toMatchObject({ fate: 'sample', parentId: (await coded('4.2'))?.id })
  })

  it('again, it changes nothing; the columns are chosen as before; more years are taken, fewer are refused', async () => {
    const again = await looked(ROWS)
    expect(again.opened.remembered).toBe(true)
    expect(again.preview).toMatchObject({ added: 0, changed: 0, same: 4, refused: 0 })
    const before = await plan()
    const rows = ['4.2;Congés;الرخص;1;3;Élimination;;', '4.2.1;Congés de maladie;رخص المرض;2;10;Tri;;']
    const { preview } = await looked(rows)
    expect(preview).toMatchObject({ changed: 1, refused: 1, refusals: [{ line: 2, reason: 'retention-shortened' }] })
    expect(await taken(rows)).toEqual({ added: 0, changed: 1, same: 0, refused: 1 })
    expect(await coded('4.2')).toEqual(before.find(({ code }) => code === '4.2'))
    expect(await coded('4.2.1')).toMatchObject({ intermediate: 10 })
  })

  it('what cannot be read is refused with every reason, and comes back as a file; the others come in', async () => {
    const rows = [
      ';Sans code;بلا رمز;1;1;Élimination;;',
      '6;;;1;1;Élimination;;',
      '7;Mois;أشهر;18 mois;;Élimination;;',
      '7.1;Sous;تحت;1;1;Élimination;;',
      '8;Sort;مآل;1;1;Brûler un jour;;',
      '8;Double;مكرر;1;1;Élimination;;',
      '9;Sans durée;بلا مدة;;;Élimination;;',
      '10;Bon;جيد;1;1;Destruction;;',
      '10;Deux;اثنان;1;1;Destruction;;',
    ]
    const { opened, mapping, preview } = await looked(rows)
    expect(preview.refusals.map(({ line, reason }) => [line, reason])).toEqual([
      ...[
        [2, 'code-missing'],
        [3, 'name-missing'],
        [4, 'years-unreadable'],
        [6, 'fate-unknown'],
        [8, 'years-missing'],
      ],
      [10, 'code-double'],
    ])
    expect(preview).toMatchObject({ added: 3, refused: 6 })
    const { url } = await desk.api.planImport.refused({ id: opened.id, mapping })
    const report = desk.app.session.desk.print.get(url.split('/').at(-1) ?? '', desk.app.session.actor.userId)
    const text = String(report?.bytes)
    expect(text).toContain('"18 mois"')
    expect(text).toContain('Brûler un jour')
    expect(text).not.toContain('"Bon"')
  })

  it('a parent said by a column is looked for in the file and in the plan; a circle and an unknown one are refused', async () => {
    const columns: PlanMapping['columns'] = [
      'code',
      'nameFr',
      'nameAr',
      'active',
      'intermediate',
      'fate',
      'none',
      'parent',
    ]
    const { preview } = await looked(
      [
        ...['A;A;أ;1;1;Élimination;;4.1', 'B;B;ب;1;1;Élimination;;A', 'C;C;ج;1;1;Élimination;;D'],
        ...['D;D;د;1;1;Élimination;;C', 'E;E;ه;1;1;Élimination;;ZZ', '4;Personnel;الموظفون;;;;;B'],
      ],
      { columns },
    )
    expect(preview.lines.map(({ code, under }) => [code, under])).toEqual(
      [
        ['A', '4.1'],
        ['B', 'A'],
      ].slice(0, preview.lines.length),
    )
    expect(new Set(preview.refusals.map(({ reason }) => reason))).toEqual(new Set(['parent-circle', 'parent-unknown']))
  })

  it('another file, or a plan that changed since, is not what was looked at; a clerk brings none in', async () => {
    const { opened, mapping, preview } = await looked(['20;Neuf;جديد;1;1;Élimination;;'])
    const expected = { added: preview.added, changed: preview.changed }
    const run = () => desk.api.planImport.run({ id: opened.id, mapping, sha256: preview.sha256, expected })
    file(['20;Autre;آخر;1;1;Élimination;;'])
    await expect(run()).rejects.toMatchObject({ code: 'import-changed' })
    expect(await coded('20')).toBeUndefined()
    file(['20;Neuf;جديد;1;1;Élimination;;'])
    await logIn(desk, 'nadia')
    await expect(run()).rejects.toMatchObject({ code: 'forbidden' })
    await logIn(desk, 'said')
    expect(await run()).toMatchObject({ added: 1 })
    await expect(run()).rejects.toMatchObject({ code: 'import-changed' })
  })

  it('a whole plan of a thousand classes is one transaction', async () => {
    const rows = Array.from({ length: 1_000 }, (_, i) => `Z.${i};Classe ${i};صنف ${i};1;1;Conservation;;`)
    expect(await taken(rows)).toMatchObject({ added: 1_000 })
  })
})

describe('the class of an entry (R1)', () => {
  it('is in the list, in what is taken along, and its code or name finds the entries a reader sees (A2)', async () => {
    const one = await coded('4.2.1')
    const make = async (change: object) => desk.api.register.register(await entryInput(desk, change))
    const open = await make({ classId: one?.id ?? null, subject: 'طلب إجازة' })
    const secret = await make({ classId: one?.id ?? null, level: 'secret', subject: 'طلب محجوب' })
    const other = await make({ subject: 'دعوة' })
    const filter = { registerId: open.registerId, year: open.number.year, tab: 'all' as const }
    const found = async (text: string) => {
      const rows = await desk.api.register.rows({ ...filter, text, offset: 0, limit: 20 })
      return rows.flatMap((row) => ('hidden' in row && !row.hidden ? [row.id] : []))
    }
    // What was made of a plan of a thousand classes is kept while it stands: a key costs nothing that is felt.
    const { read } = desk.app.session.desk.db
    expect(await classWords(read)).toBe(await classWords(read))
    for (const text of ['maladie', 'المرض', '4.2.1', 'congés de mal'])
      expect(await found(text)).toEqual([secret.id, open.id])
    expect(await found('maladie دعوة')).toEqual([])
    expect(await found('maladie إجازة')).toEqual([open.id])
    const everywhere = await desk.api.search.everywhere({ text: 'maladie', limit: 20 })
    expect(JSON.stringify(everywhere)).toContain(open.id)
    const [row] = await desk.api.register.rows({ ...filter, text: 'محجوب', offset: 0, limit: 1 })
    expect(row).toMatchObject({ classId: one?.id })
    const sheet = { ...filter, which: { filter: { ...filter, text: '' } }, saidFilter: '' }
    const done = await desk.api.lists.export({ ...sheet, columns: ['number', 'class'], format: 'csv' })
    expect(readFileSync(join(files, done?.name ?? ''), 'utf8')).toContain('4.2.1 · رخص المرض')
    await logIn(desk, 'nadia')
    expect(await found('maladie')).toEqual([open.id])
    const hidden = (await desk.api.register.rows({ ...filter, text: '', offset: 0, limit: 20 })).find(
      ({ id }) => id === secret.id,
    )
    expect(hidden).not.toHaveProperty('classId')
    await logIn(desk, 'said')
    // A class that is named anew is found by its new name at once, and no longer by the old one.
    const { id, since: _since, until: _until, ...basedOn } = (await coded('4.2.1')) as FilingClass
    const names = { ...basedOn.names, fr: 'Arrêts de travail' }
    await desk.api.filing.change({
      ...basedOn,
      event: 'matter',
      fate: 'sample',
      names,
      id,
      basedOn: { ...basedOn, event: 'matter', fate: 'sample' },
    })
    expect(await found('arrêts')).toEqual([secret.id, open.id])
    expect(await found('maladie')).toEqual([])
    await desk.api.register.correct({
      id: open.id,
      field: 'classId',
      value: (await coded('4.1'))?.id ?? '',
      reason: 'تصنيف',
    })
    expect(await found('arrêts')).toEqual([secret.id])
    expect(await found('individuels')).toEqual([open.id])
    expect(await found('دعوة')).toEqual([other.id])
  })
})
