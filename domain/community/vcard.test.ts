import fc from 'fast-check'
import { expect, it } from 'vitest'
import { vcardOf } from './vcard'

const name = (full: string) => ({ full, given: '', father: '', family: '', maiden: '' })
const card = {
  ...{
    kind: 'person',
    nameAr: name('فاطمة العلوي'),
    nameLatin: { ...name('Fatima Alaoui'), given: 'Fatima', family: 'Alaoui' },
  },
  ...{
    description: 'présidente; trésorière, par intérim',
    address: '12, rue\nDubois',
    city: 'Lyon',
    countryCode: 'FR',
  },
  phones: [{ kind: 'mobile' as const, number: '+33612345678' }],
  ...{ emails: [{ kind: 'personal' as const, address: 'f@exemple.fr' }], website: '' },
}

it('a card goes out as a vCard with both scripts, and with nothing but how to reach them', () => {
  const text = vcardOf(card)
  expect(text).toContain('FN:Fatima Alaoui\r\nNICKNAME:فاطمة العلوي\r\nN:Alaoui;Fatima;;;\r\n')
  expect(text).toContain('TEL;TYPE=CELL,PREF:+33612345678')
  expect(text).toContain('TITLE:présidente\\; trésorière\\, par intérim')
  expect(text).toContain('ADR:;;12\\, rue\\nDubois;Lyon;;;FR')
})

it('what somebody typed begins no line of its own, and lines are at most 75 octets', () => {
  const typed = fc.string({ unit: fc.constantFrom(...'aé,;:\\\nم', 'END:VCARD', '\r\n') })
  fc.assert(
    fc.property(typed, (description) => {
      const lines = vcardOf({ ...card, description }).split('\r\n')
      expect(lines.filter((line) => line === 'END:VCARD')).toHaveLength(1)
      expect(lines.every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true)
      expect(lines.slice(0, -1).every((line) => /^( |[A-Z]+[;:])/.test(line) && !/[\r\n]/.test(line))).toBe(true)
    }),
  )
})
