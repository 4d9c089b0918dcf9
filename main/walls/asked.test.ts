import { expect, it } from 'vitest'
import { isAsked } from './asked'

const card = {
  ...{
    contactId: 'c',
    wallId: 'w',
    ar: 'أمينة بنعلي',
    latin: 'Amina Ben-Ali',
    phone: '+33 6 12 34 56 78',
    civil: null,
  },
  documents: '[{"kind":"passport","number":"QX 2210874"}]',
}
it.each([
  ['amina ben ali', true],
  ['BEN ALI, Amina', true],
  ['امينه بنعلي', true],
  ['+33612345678', true],
  ['qx2210874', true],
  // P4: nobody looks through the walls by a first name, a part or a sound.
  ['Amina', false],
  ['Amina Ben', false],
  ['Amine Ben Ali', false],
  ['2210874', false],
  ['3361', false],
  ['', false],
])('%s opens: %s', (asked, opens) => expect(isAsked(asked, card)).toBe(opens))
