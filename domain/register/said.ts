import { normalise } from '../text/normalise'

/** What stands on paper, or is typed, for a sender nobody knows (C2); folded as for search. */
const NOBODY =
  /^(?:مجهول(?:ه)?(?: المصدر| المرسل| الهويه)?|(?:مرسل|شخص) مجهول|بدون اسم|بلا اسم|anonyme?|anonymous|anonimo|anonima|(?:expediteur )?inconnu|unknown(?: sender)?|(?:remitente )?desconocido|x)$/
const UNREFERENCED =
  /^(?:بدون مرجع|بلا مرجع|دون مرجع|بدون رقم|بلا رقم|لا مرجع|sans (?:reference|ref|numero)|s\/r|without reference|no reference|unreferenced|none|sin referencia|s\/ref)$/

const folded = (typed: string): string =>
  normalise(typed)
    .replace(/[.«»"()]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** «Anonymous» is a value, not a name somebody has (C2). */
export const saysAnonymous = (typed: string): boolean => NOBODY.test(folded(typed))
/** «Unreferenced» is a value, not a reference (C2). */
export const saysUnreferenced = (typed: string): boolean => UNREFERENCED.test(folded(typed))

/** Words an institution's name begins with; a person's never does. */
const ENTITY =
  /^(?:ال)?(?:وزاره|مديريه|مندوبيه|اداره|جمعيه|موسسه|شركه|سفاره|قنصليه|جماعه|عماله|ولايه|بلديه|اتحاد|رابطه|نادي|نقابه|مكتب|بنك|مصرف|جامعه|كليه|مدرسه|مستشفي|محكمه|نيابه|وكاله|هيءه|هيه|هييه|مجلس|لجنه|صندوق|تعاونيه|فدراليه|منظمه|مركز|معهد|غرفه|ديوان|قسم|مصلحه|محافظه|دار)(?:\s|$)|^(?:l[’'])?(?:ministere|direction|delegation|association|federation|fondation|societe|ambassade|consulat|commune|prefecture|wilaya|province|municipalite|union|club|syndicat|office|banque|universite|faculte|ecole|lycee|hopital|tribunal|agence|conseil|comite|caisse|cooperative|organisation|centre|institut|chambre|cabinet|entreprise|mairie|ministry|directorate|department|foundation|company|embassy|consulate|municipality|bank|university|school|hospital|court|agency|council|committee|organization|center|chamber|ministerio|direccion|asociacion|federacion|fundacion|sociedad|embajada|consulado|ayuntamiento|municipio|universidad|escuela|tribunal|agencia|consejo|comite|cooperativa|organizacion|centro|instituto|camara|empresa)(?:\s|$)/

/** A new correspondent called «وزارة…», «Association…» is proposed as an entity; whoever types may say otherwise. */
export const looksLikeEntity = (typed: string): boolean => ENTITY.test(folded(typed))
