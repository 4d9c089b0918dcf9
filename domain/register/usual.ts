import type { RegisterKind } from '../../contract/books'
import type { Names } from '../../contract/values'
import type { Policy } from '../policies/policy'

type Usual = { what: keyof Policy['otherRegisters']; kind: RegisterKind; code: string; names: Names }

const WORDS: { [W in Usual['what']]: { kind: RegisterKind } & Omit<Names, 'ar'> } = {
  confidential: {
    kind: 'incoming',
    fr: 'Registre d’arrivée confidentiel',
    en: 'Confidential incoming register',
    es: 'Registro de entrada confidencial',
  },
  complaints: {
    kind: 'incoming',
    fr: 'Registre des réclamations',
    en: 'Complaints register',
    es: 'Registro de quejas',
  },
  circulars: {
    kind: 'outgoing',
    fr: 'Registre des circulaires',
    en: 'Register of circulars',
    es: 'Registro de circulares',
  },
}

/** N6: registers many offices keep beside the first three, filled in when one is opened; whatever else an office needs it names itself. */
export const usualRegisters = ({ otherRegisters }: Policy): Usual[] =>
  (Object.keys(WORDS) as Usual['what'][]).map((what) => {
    const { kind, ...others } = WORDS[what]
    return { what, kind, code: otherRegisters[what].code, names: { ar: otherRegisters[what].name, ...others } }
  })
