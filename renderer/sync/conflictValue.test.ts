import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Conflict } from '../../contract/sync'
import type { Plain } from '../../contract/wire'
import { contact } from '../../domain/entities/contact'
import * as data from '../../tests/fixtures/fake-bridge-data'
import { installFakeBridge } from '../../tests/fixtures/fake-bridge'
import { useSession } from '../session/session'
import { useConflictValue } from './conflictValue'

const conflict = (name: string, server: Plain, more: Conflict['fields'] = []): Conflict => ({
  ...(data.conflicts[0] as Conflict),
  group: name,
  fields: [{ name, server, other: null }, ...more],
})

describe('a contested value is shown as a person reads it', () => {
  beforeEach(async () => {
    installFakeBridge({ phase: 'open', language: 'ar' })
    setActivePinia(createPinia())
    await useSession().load()
  })

  it.each<[string, Plain, string, string]>([
    ['letterDate', '2026-12-03', '3 دجنبر 2026', '23 جمادى الآخرة 1448'],
    ['urgency', 'mostUrgent', 'عاجل جدا', ''],
    ['unitId', data.id(2), 'العمل الاجتماعي', ''],
    ['names', { ar: 'نادية', fr: 'Nadia', en: '', es: '' }, 'نادية', 'Nadia'],
    ['nameAr', { full: 'خديجة العمراني', given: '', father: '', family: '', maiden: '' }, 'خديجة العمراني', ''],
    ['roles', ['clerk', 'officer'], 'موظف القيد · موظف مكلف', ''],
    ['active', false, 'لا', ''],
    ['phone', '', 'بلا قيمة', ''],
    ['sex', 'female', 'أنثى', ''],
    ['nationalities', ['MA', 'FR'], 'المغرب · فرنسا', ''],
    [
      'documents',
      [{ kind: 'passport', number: 'QX 2210874', country: 'MA', issued: '', expires: '2020-09-14' }],
      'جواز السفر · QX 2210874 · المغرب · 14 شتنبر 2020',
      '',
    ],
  ])('%s', (name, value, main, sub) => {
    expect(useConflictValue().show(conflict(name, value), 'server')).toEqual({ main, sub })
  })

  it('every field of a card, and every group of them, has a word (P1)', () => {
    const { label } = useConflictValue()
    const other = label('somethingNewer')
    const named = Object.entries(contact.fields).flatMap(([name, { group }]) => [name, group])
    expect([...new Set(named)].filter((name) => name !== 'createdAt' && label(name) === other)).toEqual([])
  })

  it('an id is shown by the name behind it, in the values of both sides', async () => {
    const values = useConflictValue()
    const contested = conflict('correspondentId', data.id(500))
    await values.prepare(contested)
    expect(values.show(contested, 'server').main).toBe('القنصلية العامة للمملكة بمدريد')
    expect(values.show(contested, 'other').main).toBe('بلا قيمة')
  })

  it('the other fields of the group stand under the first, named', () => {
    const dates = conflict('letterDate', '2026-12-03', [{ name: 'postmarkDate', server: '2026-12-01', other: null }])
    expect(useConflictValue().show(dates, 'server').sub).toContain('تاريخ ختم البريد: 1 دجنبر 2026')
  })
})
