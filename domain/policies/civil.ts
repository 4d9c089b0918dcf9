import type { CardDocument, NamePart } from '../../contract/card'
import type { NationalNumber } from '../community/national-number'

/** How a country writes a person down (P1), as data. */
export type Civil = {
  /** Parts of the name, in civil-status order, the maiden name beside them. */
  nameParts: readonly NamePart[]
  /** The family stands in a civil register under a number, at a place. */
  register: boolean
  /** The kinds of document its people carry, the most usual first. */
  documents: readonly CardDocument['kind'][]
  /** What its national number says of its bearer; null: nothing. */
  nationalNumber: NationalNumber | null
}

const governorates: readonly (readonly [code: string, ar: string, other: string])[] = [
  ['01', 'القاهرة', 'Cairo'],
  ['02', 'الإسكندرية', 'Alexandria'],
  ['03', 'بورسعيد', 'Port Said'],
  ['04', 'السويس', 'Suez'],
  ['11', 'دمياط', 'Damietta'],
  ['12', 'الدقهلية', 'Dakahlia'],
  ['13', 'الشرقية', 'Sharqia'],
  ['14', 'القليوبية', 'Qalyubia'],
  ['15', 'كفر الشيخ', 'Kafr El Sheikh'],
  ['16', 'الغربية', 'Gharbia'],
  ['17', 'المنوفية', 'Monufia'],
  ['18', 'البحيرة', 'Beheira'],
  ['19', 'الإسماعيلية', 'Ismailia'],
  ['21', 'الجيزة', 'Giza'],
  ['22', 'بني سويف', 'Beni Suef'],
  ['23', 'الفيوم', 'Faiyum'],
  ['24', 'المنيا', 'Minya'],
  ['25', 'أسيوط', 'Asyut'],
  ['26', 'سوهاج', 'Sohag'],
  ['27', 'قنا', 'Qena'],
  ['28', 'أسوان', 'Aswan'],
  ['29', 'الأقصر', 'Luxor'],
  ['31', 'البحر الأحمر', 'Red Sea'],
  ['32', 'الوادي الجديد', 'New Valley'],
  ['33', 'مطروح', 'Matrouh'],
  ['34', 'شمال سيناء', 'North Sinai'],
  ['35', 'جنوب سيناء', 'South Sinai'],
  ['88', 'خارج الجمهورية', 'Outside Egypt'],
]

export const civilMA: Civil = {
  nameParts: ['given', 'family', 'maiden'],
  register: false,
  documents: ['nationalId', 'passport', 'residencePermit', 'consularCard', 'familyBook', 'civilExtract'],
  nationalNumber: null,
}
export const civilEG: Civil = {
  nameParts: ['given', 'father', 'grandfather', 'family', 'maiden'],
  register: false,
  documents: ['nationalId', 'passport', 'residencePermit', 'civilExtract', 'consularCard'],
  nationalNumber: {
    digits: 14,
    century: { at: 0, of: { 2: 1900, 3: 2000 } },
    birthAt: 1,
    region: { at: 7, names: Object.fromEntries(governorates.map(([code, ar, other]) => [code, { ar, other }])) },
    sexAt: 12,
  },
}
export const civilLB: Civil = {
  nameParts: ['given', 'father', 'family', 'mother', 'maiden'],
  register: true,
  documents: ['nationalId', 'civilExtract', 'passport', 'residencePermit', 'familyBook', 'consularCard'],
  nationalNumber: null,
}
