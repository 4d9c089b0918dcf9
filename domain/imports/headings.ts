import type { ColumnUse } from '../../contract/imports'
import { normalise } from '../text/normalise'

/** What headings of paper registers are called in the four languages, folded; the first that fits, each use once. */
const KNOWN: readonly (readonly [ColumnUse, RegExp])[] = [
  [
    'letterDate',
    /(?:تاريخ (?:ال)?(?:رساله|مراسله|كتاب|خطاب|وثيقه|مستند)|date (?:du courrier|de la lettre|du document)|letter date|date of (?:the )?letter|fecha del? (?:documento|carta|oficio))/,
  ],
  [
    'arrivalDate',
    /(?:تاريخ (?:ال)?(?:ورود|وصول|توصل|استلام)|date (?:d.)?(?:arrivee|reception)|(?:arrival|received) date|date received|fecha de (?:recepcion|llegada))/,
  ],
  [
    'date',
    /^(?:ال)?تاريخ(?: (?:ال)?(?:قيد|تسجيل))?$|date d.enregistrement|registration date|fecha de registro|^(?:le )?date$|^fecha$|^jour$|^(?:ال)?يوم$/,
  ],
  [
    'number',
    /(?:رقم|عدد) (?:ال)?(?:قيد|ترتيب|ترتيبي|تسلسل|تسلسلي|صادر|وارد)|^(?:ال)?رقم$|^(?:م|ت)$|n° ?(?:d.)?(?:ordre|enregistrement)|numero (?:d.ordre|d.enregistrement|de registro|de orden)|register(?:ed)? (?:number|no)|^(?:n°?|no|num|numero|nr|number|seq|#)\.?$/,
  ],
  [
    'reference',
    /مرجع|اشاره|رقم (?:ال)?(?:رساله|كتاب|خطاب|مراسله)|ref(?:erence|erencia)?\b|n° (?:du courrier|de la lettre)/,
  ],
  [
    'correspondent',
    /مرسل|جهه|مصدر|expediteur|destinataire|emetteur|correspondant|sender|addressee|correspondent|remitente|destinatario|provenance|origine/,
  ],
  ['subject', /موضوع|بيان|خلاصه|ملخص|objet|subject|asunto|analyse|matter/],
  ['unit', /وحده|مصلحه|قسم|ادار[هة]|محال|unite|service|unit|department|unidad|division|affectation/],
  ['channel', /طريق[هة]|وسيل[هة]|mode|channel|via|medio|canal/],
  ['urgency', /استعجال|اولوي|urgen|priorit|prioridad/],
  ['level', /سري[هة]|confidential|confidenti|confidencial|classification/],
  ['enclosures', /مرفق|pieces jointes|p\.? ?j|enclosure|anexo|attachment/],
  ['page', /صفحه|دفتر|page|folio|pagina|volume/],
  ['notes', /ملاحظ|observation|remarque|notes?|remarks?|observaciones|notas/],
]

/** What each column seems to be, by its heading; what nobody knows is kept in the notes, and a column without one is left out. */
export function guessColumns(headings: readonly string[]): ColumnUse[] {
  const taken = new Set<ColumnUse>()
  return headings.map((heading) => {
    const folded = normalise(heading).replace(/\s+/g, ' ').trim()
    if (folded === '') return 'none'
    const use = KNOWN.find(([one, form]) => !taken.has(one) && form.test(folded))?.[0] ?? 'note'
    if (use !== 'note') taken.add(use)
    return use
  })
}

/** The headings of our own report of refused rows; they are no part of the register. */
export const REPORT_COLUMNS = 3

/** By which a mapping is remembered: what is written there, however it is spaced. */
export const headingsKey = (headings: readonly string[]): string =>
  headings.map((heading) => normalise(heading).replace(/\s+/g, ' ').trim()).join('|')
