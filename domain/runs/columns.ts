import { runColumnUses, type RunColumnUse } from '../../contract/runs'
import { normalise } from '../text/normalise'
import { columnFields } from './line'

/** What headings of lists of addressees are called in the four languages, folded; the first that fits. */
const KNOWN: readonly (readonly [RunColumnUse, RegExp])[] = [
  ['nameLatin', /latin|لاتين|francais|french|بالفرنسي|بالانجليزي|en frances/],
  ['nameAr', /arab|عرب/],
  ['address', /عنوان|address|adresse|direccion|domicil|شارع|street|rue\b|calle/],
  ['city', /مدين|city|ville|ciudad|localit|بلده|town|commune/],
  ['countryCode', /بلد|دول|country|pays|pais/],
  ['nameAr', /^(?:ال)?(?:اسم|مرسل اليه|جهه)/],
  ['nameLatin', /\b(?:name|nom|nombre|addressee|destinataire|destinatario|raison sociale)\b/],
]

/** What each column seems to be, by its heading: the address first, then six fields of the text in their order; the rest is left out. */
export function guessRunColumns(headings: readonly string[]): RunColumnUse[] {
  const taken = new Set<RunColumnUse>()
  const take = (use: RunColumnUse | undefined): RunColumnUse | null => {
    if (use === undefined) return null
    taken.add(use)
    return use
  }
  const named = headings.map((heading) => {
    const text = normalise(heading).replace(/\s+/g, ' ').trim()
    return text === '' ? 'none' : take(KNOWN.find(([use, form]) => !taken.has(use) && form.test(text))?.[0])
  })
  return named.map((use) => use ?? take(columnFields.find((field) => !taken.has(field))) ?? 'none')
}

/** As it was remembered, for a file as wide as this one. */
export const fittedColumns = (columns: readonly string[], width: number): RunColumnUse[] =>
  Array.from({ length: width }, (_, at) => runColumnUses.find((use) => use === columns[at]) ?? 'none')
