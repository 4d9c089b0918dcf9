import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cardFactNames, noFacts } from '../../contract/card'
import { Contact } from '../../contract/community'
import type { Fields } from '../../contract/wire'
import { contact } from '../entities/contact'
import { merge } from '../sync/merge'
import { corrections, isExpired, shownFacts, storedFacts } from './card'

const mobile = { kind: 'mobile', number: '+212661234567' }
const work = { kind: 'work', number: '+33144556677' }

it('every fact of a card has a field that an older PC may leave out, and every field of a card is known by the form (P1)', () => {
  const fields = contact.fields as Record<string, { nullable: boolean }>
  expect(cardFactNames.filter((name) => fields[name]?.nullable !== true)).toEqual([])
  const given = ['id', 'entries', 'pending']
  const shown = Object.keys(Contact.shape).filter((name) => !given.includes(name))
  // Of an import it says with which it came, and who took it back.
  const ofImport = ['importId', 'removedById']
  expect(Object.keys(fields).sort()).toEqual([...shown, ...ofImport].sort())
})

describe('a card of this version beside an older one (P1)', () => {
  it('a card an older PC made says none of the facts, and storing it says none either', () => {
    expect(shownFacts({ phone: '', email: '' })).toEqual(noFacts())
    expect(Object.values(storedFacts(noFacts() as unknown as Fields)).every((value) => value === null)).toBe(true)
  })

  it('what an older PC writes of the preferred number stands first, and what it took away is gone', () => {
    const row = { phones: [mobile, work], phone: '+212 6 61 23 45 67', email: '' }
    expect(shownFacts(row).phones).toEqual([mobile, work])
    expect(shownFacts({ ...row, phone: '01 44 55 66 77' }).phones).toEqual([work, mobile])
    expect(shownFacts({ ...row, phone: '0537 76 12 34' }).phones[0]).toEqual({ kind: 'other', number: '0537 76 12 34' })
    expect(shownFacts({ ...row, phone: '' }).phones).toEqual([work])
    expect(shownFacts({ phone: '0537761234', email: 'a@b.ma' }).emails).toEqual([{ kind: 'other', address: 'a@b.ma' }])
  })

  it('is read the same however often it is stored', () => {
    const phone = fc.constantFrom(mobile, work, { kind: 'fax', number: '1414' })
    fc.assert(
      fc.property(fc.uniqueArray(phone, { selector: ({ number }) => number }), (phones) => {
        const row = storedFacts({ phones, phone: phones[0]?.number ?? '', email: '' })
        expect(shownFacts(row).phones).toEqual(phones)
      }),
    )
  })
})

it('two people who correct different parts of a card both keep theirs (P1)', () => {
  const by = { d: 1, device: 'a', seq: 1 }
  const row = { fields: { birthDate: '1974', birthPlace: 'فاس', documents: null, kinAr: null }, versions: { '': by } }
  const first = merge('contact', row, {
    ...{ device: 'b', d: 1, seq: 2 },
    ...{ fields: { documents: [mobile] }, before: { documents: null } },
  })
  const second = merge('contact', first.row, {
    ...{ device: 'c', d: 1, seq: 3 },
    ...{ fields: { birthDate: '1974-03-21' }, before: { birthDate: '1974' } },
  })
  expect([first.result, second.result]).toEqual(['applied', 'applied'])
  expect(second.row.fields).toMatchObject({ birthDate: '1974-03-21', birthPlace: 'فاس', documents: [mobile] })
  const third = merge('contact', second.row, {
    ...{ device: 'd', d: 1, seq: 4 },
    ...{ fields: { birthPlace: 'مكناس' }, before: { birthPlace: 'طنجة' } },
  })
  expect(third.result).toBe('conflict')
})

it('a correction names each field once, and not twice what the preferred number says', () => {
  const stood = { phone: '', phones: null, city: 'Lyon' }
  expect(corrections(stood, { phone: '+33 1', phones: [work], city: 'Lyon' })).toEqual([
    { field: 'phones', was: null, now: [work] },
  ])
})

it('a document is good on its last day and expired the day after; without one it is not', () => {
  expect(
    ['2026-11-29', '2026-11-30', '2026-12-01'].map((today) => isExpired({ expires: '2026-11-30' }, today)),
  ).toEqual([...[false, false, true]])
  expect(isExpired({ expires: '' }, '2026-11-30')).toBe(false)
})
