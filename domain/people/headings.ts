import { manyOf, peopleUses, type PeopleUse } from '../../contract/people-import'
import { normalise } from '../text/normalise'

/** What headings of lists of people and entities are called in the four languages, folded; the first that fits. */
const KNOWN: readonly (readonly [PeopleUse, RegExp])[] = [
  ['mother', /(?:^|\s)(?:ال)?(?:ام|والده)(?:$|\s)|اسم (?:ال)?(?:ام|والده)|mere|mother|madre/],
  ['father', /(?:^|\s)(?:ال)?(?:اب|والد)(?:$|\s)|اسم (?:ال)?(?:اب|والد)|(?:pre)?nom du pere|^pere$|father|padre/],
  [
    'birthDate',
    /تاريخ (?:ال)?(?:ميلاد|ازدياد|ولاده)|(?:date de )?naiss?ance(?! ?lieu)$|ne\(?e?\)? le|birth ?(?:date|day)|date of birth|\bdob\b|^born$|fecha de nac/,
  ],
  [
    'birthPlace',
    /(?:مكان|محل) (?:ال)?(?:ميلاد|ازدياد|ولاده)|lieu de naissance|(?:birth ?place|place of birth)|lugar de nac/,
  ],
  ['homeAddress', /عنوان.*(?:وطن|اصلي)|adresse (?:au pays|d.origine)|home address|direccion (?:en el pais|de origen)/],
  ['homeCity', /(?:مدينه|بلده).*(?:وطن|اصل)|ville d.origine|home (?:town|city)|ciudad de origen/],
  ['homeCountry', /بلد (?:ال)?(?:اصل|منشا)|pays d.origine|home country|country of origin|pais de origen/],
  ['nationality', /جنسي|nationalit|nacionalidad|citizenship/],
  ['passport', /جواز|passe?port|pasaporte/],
  [
    'civilPlace',
    /(?:محل|مكان) (?:ال)?(?:قيد|سجل)|lieu (?:du registre|d.etat civil)|place of (?:the )?(?:civil )?register|lugar de registro/,
  ],
  [
    'civilNumber',
    /رقم (?:ال)?(?:قيد|سجل)|سجل مدني|n° (?:de |du )?(?:registre|etat civil)|civil (?:register|registry|number)|numero de registro civil/,
  ],
  [
    'nationalId',
    /(?:رقم|بطاقه) (?:ال)?(?:بطاقه|هويه|تعريف|وطني|قومي)|\bcin\b|\bcni[e]?\b|carte (?:nationale|d.identite)|national (?:id|number|identity)|identity (?:card|number)|\bid (?:no|number)\b|\bdni\b|\bnie\b|documento nacional/,
  ],
  [
    'legalNumber',
    /سجل تجاري|رقم (?:ال)?(?:تسجيل|ترخيص)|registre (?:du )?commerce|\brc\b|\bsiren\b|\bsiret\b|registration (?:no|number)|numero de inscripcion|\bcif\b/,
  ],
  ['document', /وثيقه|مستند|document|n° de piece/],
  ['email', /بريد (?:ال)?(?:كتروني|الكتروني)|ايميل|e-?mail|courriel|correo|^mail$/],
  [
    'phone',
    /هاتف|تليفون|جوال|موبايل|محمول|نقال|خليوي|tel(?:ephone|efono)?\b|phone|mobile|portable|gsm|movil|whats ?app|^fax$/,
  ],
  ['website', /موقع|site (?:web|internet)|web ?site|\burl\b|sitio web|pagina web/],
  ['sex', /جنس|نوع|sexe?\b|gender|genre|genero|civilite/],
  ['country', /بلد|دوله|pays|country|pais/],
  ['city', /مدينه|ville|city|town|ciudad|commune|localidad/],
  ['address', /عنوان|سكن|اقامه|adresse|address|domicile|direccion|domicilio/],
  ['kind', /^(?:ال)?صنف$|شخص.*هيئه|^type$|^kind$|^tipo$|categorie|category/],
  ['occupation', /مهنه|وظيفه|عمل|profession|metier|emploi|occupation|\bjob\b|profesion|ocupacion/],
  ['nameAr', /(?:اسم|لقب).*(?:عربي)|nom.*(?:arabe|\bar\b)|name.*(?:arabic|\bar\b)|nombre.*(?:arabe)/],
  [
    'nameLatin',
    /(?:اسم|لقب).*(?:لاتيني|فرنسي|اجنبي)|nom.*(?:latin|francais|\bfr\b)|name.*(?:latin|english|french)|nombre.*(?:latin)/,
  ],
  [
    'family',
    /(?:ال)?(?:اسم )?(?:ال)?(?:عا.لي|عا.له|نسب|لقب|كنيه|شهره)|nom de famille|family ?name|last ?name|surname|apellidos?/,
  ],
  ['given', /(?:ال)?اسم (?:ال)?(?:شخصي|اول)|prenoms?|given ?names?|first ?name|forename|nombre de pila/],
  ['name', /اسم|جمعيه|هيئه|شركه|nom|name|nombre|association|raison sociale|denominacion|company/],
  ['description', /صفه|بيان|منصب|qualite|fonction|titre|\brole\b|title|position|cargo|descri/],
  ['notes', /ملاحظ|observation|remarque|notes?|remarks?|comment|observaciones|notas/],
]
const FAMILY_ALONE = /^nom$/
const GIVEN_ALONE = /^(?:nombres?|name|nom|(?:ال)?اسم)$/

/** What each column seems to be, by its heading. What nobody knows is kept in the notes; a column without a heading is left out. */
export function guessPeopleColumns(headings: readonly string[]): PeopleUse[] {
  const folded = headings.map((heading) =>
    normalise(heading)
      .replace(/[\s_]+/g, ' ')
      .trim(),
  )
  const taken = new Set<PeopleUse>()
  const isFree = (use: PeopleUse): boolean => (manyOf as readonly string[]).includes(use) || !taken.has(use)
  const uses = headings.map((heading, at): PeopleUse => {
    const text = folded[at] ?? ''
    if (text === '') return 'none'
    // What we wrote ourselves, and what a vCard is read into.
    const own = heading.trim().replace(/ \d+$/, '')
    const use =
      peopleUses.find((one) => one === own && isFree(one)) ??
      KNOWN.find(([one, form]) => isFree(one) && form.test(text))?.[0] ??
      'note'
    taken.add(use)
    return use
  })
  // « Nom » beside « Prénom » is the family's; alone it is all of it.
  const at = uses.indexOf('name')
  if (at >= 0 && uses.includes('given') && !uses.includes('family') && FAMILY_ALONE.test(folded[at] ?? ''))
    uses[at] = 'family'
  // « Nombre » beside « Apellidos » is the person's own.
  if (at >= 0 && uses.includes('family') && !uses.includes('given') && GIVEN_ALONE.test(folded[at] ?? ''))
    uses[at] = 'given'
  return uses
}
