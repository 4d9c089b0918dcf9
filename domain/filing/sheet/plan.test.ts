import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fates, retentionEvents, type FilingClass } from '../../../contract/filing'
import type { PlanMapping } from '../../../contract/plan-import'
import { shortens } from '../rule'
import { guessPlanColumns } from './headings'
import { decidePlan } from './plan'
import { readPlanRow, type PlanRow } from './row'

const columns: PlanMapping['columns'] = ['code', 'nameAr', 'active', 'intermediate', 'fate', 'event']
const mapping: PlanMapping = { headerRows: 1, columns, event: 'matter', fate: 'keep' }
const read = (...cells: string[]) => readPlanRow({ line: 2, cells }, mapping)

describe('a row of a filing plan (R1)', () => {
  it.each([
    ['5', 5],
    ['٥ سنوات', 5],
    ['10 ans', 10],
    ['2.0', 2],
    ['1 year', 1],
    ['3 años', 3],
    ['18 mois', null],
    ['5-10', null],
    ['دائم', null],
    ['201', null],
    ['-1', null],
  ])('%s is so many years, and nothing is bent', (typed, years) => {
    const one = read('1', 'صنف', typed, '', 'Élimination', '')
    expect('shape' in one ? one.shape.active : null).toBe(years)
  })

  it.each([
    ['Élimination', 'destroy'],
    ['إتلاف', 'destroy'],
    ['Destruction', 'destroy'],
    ['Versement aux archives', 'transfer'],
    ['إحالة على الأرشيف', 'transfer'],
    ['A sample kept, the rest destroyed', 'sample'],
    ['حفظ عينة وإتلاف الباقي', 'sample'],
    ['Conservation définitive', 'keep'],
    ['حفظ دائم', 'keep'],
    ['Kept for ever', 'keep'],
    ['?', null],
    ['see the director', null],
  ])('%s is that fate, or refused', (typed, fate) => {
    const one = read('1', 'صنف', '1', '', typed, '')
    expect('shape' in one ? one.shape.fate : null).toBe(fate)
  })

  it('one that says neither years nor a fate is a heading, and what is in it is kept', () => {
    expect(read('1', 'صنف', '', '', '', '')).toMatchObject({ shape: { fate: 'keep', active: 0, event: 'matter' } })
    expect(read('1', 'صنف', '', '', 'Destruction', '')).toMatchObject({ refusals: [{ reason: 'years-missing' }] })
    expect(read('', '', 'x', '', '?', '?')).toMatchObject({
      refusals: [
        { reason: 'code-missing' },
        { reason: 'name-missing' },
        { reason: 'fate-unknown' },
        { reason: 'years-unreadable' },
        { reason: 'event-unknown' },
      ],
    })
  })

  it('columns are told by their headings in four languages', () => {
    expect(
      guessPlanColumns(['الرمز', 'اسم الصنف', 'سنوات الحفظ الجاري', 'سنوات الحفظ الوسيط', 'المآل النهائي', 'السند']),
    ).toEqual([...['code', 'nameAr', 'active', 'intermediate', 'fate', 'basis']])
    expect(
      guessPlanColumns(['Code', 'Title', 'Stands under', 'Current years', 'Intermediate', 'Final fate', 'Remarks']),
    ).toEqual([...['code', 'nameEn', 'parent', 'active', 'intermediate', 'fate', 'none']])
    expect(guessPlanColumns(['Código', 'Nombre', 'Depende de', 'Años', 'Destino final'])).toEqual([
      ...['code', 'nameEs', 'parent', 'active', 'fate'],
    ])
  })
})

const code = fc.constantFrom('1', '1.1', '1.1.1', '2', '2.1', '3')
const rule = {
  ...{ active: fc.integer({ min: 0, max: 3 }), intermediate: fc.integer({ min: 0, max: 3 }) },
  ...{ event: fc.constantFrom(...retentionEvents), fate: fc.constantFrom(...fates) },
}
const names = { ar: 'ص', fr: '', en: '', es: '' }
const row: fc.Arbitrary<Omit<PlanRow, 'line'>> = fc.record({
  shape: fc.record({ code, ...rule, names: fc.constant(names), basis: fc.constant('') }),
  parentCode: fc.oneof(fc.constant(undefined), fc.constant(null), code),
})
const stands: fc.Arbitrary<FilingClass[]> = fc
  .uniqueArray(fc.record({ code, ...rule }), { selector: (one) => one.code, maxLength: 6 })
  .map((some) =>
    some.map((one, at) => ({
      ...{ ...one, id: `id-${one.code}`, names, basis: '', since: null, until: null },
      // A tree: each stands under an earlier one, or at the top.
      parentId: at === 0 || at % 3 === 0 ? null : `id-${some[at - 1]?.code ?? ''}`,
    })),
  )

describe('rows held against the plan that stands (R1)', () => {
  it('nothing shortens, each code is taken once, every line has an answer, and nothing stands under itself', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 9 }), stands, (rows, plan) => {
        const all = rows.map((one, at) => ({ ...one, line: at + 2 }))
        const decided = decidePlan(all, plan, '2026-11-20', (shape) => `id-${shape.code}`)
        expect(decided.map(({ line }) => line)).toEqual(all.map(({ line }) => line))
        const after = new Map(plan.map((one) => [one.id, { ...one, parentId: one.parentId }]))
        const met = new Set<string>()
        for (const one of decided) {
          if (one.does === 'refused') continue
          expect(met.has(one.shape.code)).toBe(false)
          met.add(one.shape.code)
          const now = plan.find(({ id }) => id === one.id)
          expect(now === undefined).toBe(one.does === 'added')
          if (now) expect(shortens(now, one.shape)).toBe(false)
          after.set(one.id, { ...one.shape, id: one.id, since: null, until: null })
        }
        for (const { id } of after.values()) {
          const seen = new Set<string>()
          for (let at: string | null = id; at !== null; at = after.get(at)?.parentId ?? null) {
            expect(seen.has(at)).toBe(false)
            expect(after.has(at)).toBe(true)
            seen.add(at)
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})
