import type { PlanUse } from '../../../contract/plan-import'
import { normalise } from '../../text/normalise'

/** What the columns of filing plans are called in the four languages, folded; the first that fits, each use once. */
const KNOWN: readonly (readonly [PlanUse, RegExp])[] = [
  [
    'parent',
    /يتبع|الصنف الاعلي|رمز الاصل|(?:classe|code|rubrique) (?:mere|superieure?|parente?)|parent|stands under|depende de|superior/,
  ],
  [
    'code',
    /^(?:ال)?(?:رمز|رقم)(?: (?:ال)?(?:صنف|تصنيف))?$|^code|^cote\b|^(?:n°|no|num|numero)\.?(?: |$)|^(?:class )?(?:code|number)$|^codigo/,
  ],
  ['event', /يحسب|تحسب|بدايه|منطلق|point de depart|a compter|debut|trigger|event|counted|starts|desde|inicio|computo/],
  ['intermediate', /وسيط|intermediaire|intermediate|semi.?active|semi.?actif|intermedi[oa]|second age/],
  [
    'active',
    /جاري|نشيط|نشط|سنوات الحفظ|مده الحفظ|(?:age|archives?) courant|courant|\bdua\b|duree|active|current|retention|years|gestion|plazo|anos/,
  ],
  ['fate', /مال|مصير|sort final|\bsort\b|fate|disposition|disposal|destino|disposicion/],
  [
    'basis',
    /سند|نص|مرجع قانوني|fondement|base legale|reference legale|texte|basis|ordered by|authority|legal|base juridica|norma/,
  ],
  ['nameAr', /عنوان|اسم|تسميه|صنف|بيان|عربي|arabe|arabic/],
  ['nameFr', /intitule|libelle|francais|french|الفرنسي/],
  ['nameEs', /titulo|nombre|denominacion|espanol|spanish|الاسباني/],
  ['nameEn', /title|\bname|english|anglais|الانجليزي|heading|description/],
]

/** What each column seems to be, by its heading. What nobody knows is left out: a plan has no notes to keep it in. */
export function guessPlanColumns(headings: readonly string[]): PlanUse[] {
  const taken = new Set<PlanUse>()
  return headings.map((heading) => {
    const folded = normalise(heading).replace(/\s+/g, ' ').trim()
    const use = folded === '' ? undefined : KNOWN.find(([one, form]) => !taken.has(one) && form.test(folded))?.[0]
    if (use) taken.add(use)
    return use ?? 'none'
  })
}
