import type { Country, Names } from '../../contract/values'

const common = {
  study: {
    fr: 'Pour étude et projet de réponse',
    en: 'For study and a draft answer',
    es: 'Para estudio y proyecto de respuesta',
  },
  remit: { fr: 'Pour attribution', en: 'For action within your remit', es: 'Por competencia' },
  opinion: { fr: 'Pour avis', en: 'For your opinion', es: 'Para informe' },
  information: { fr: 'Pour information', en: 'For information', es: 'Para conocimiento' },
  carryOut: { fr: 'Pour exécution', en: 'To be carried out', es: 'Para ejecución' },
  followUp: { fr: 'Pour suivi', en: 'For follow-up', es: 'Para seguimiento' },
  elements: { fr: 'Pour éléments de réponse', en: 'For elements of an answer', es: 'Para elementos de respuesta' },
  attend: { fr: 'Pour participation', en: 'To attend', es: 'Para asistir' },
  urgent: { fr: 'Urgent : sous 48 heures', en: 'Urgent: within 48 hours', es: 'Urgente: en 48 horas' },
  file: { fr: 'À classer', en: 'To be filed', es: 'Para archivo' },
} satisfies Record<string, Omit<Names, 'ar'>>
type Usual = keyof typeof common

/** What a country's ministries write on a letter (تعليمات, تأشيرة, حاشية), until the office keeps a list of its own. */
const written: Record<Country, Record<Usual, string>> = {
  MA: {
    study: 'للدراسة واقتراح جواب',
    remit: 'للاختصاص',
    opinion: 'لإبداء الرأي',
    information: 'للإخبار',
    carryOut: 'للتنفيذ',
    followUp: 'للتتبع',
    elements: 'لتهييء عناصر الجواب',
    attend: 'للحضور',
    urgent: 'مستعجل: خلال 48 ساعة',
    file: 'للحفظ',
  },
  EG: {
    study: 'للدراسة وإعداد مشروع الرد',
    remit: 'للاختصاص',
    opinion: 'لإبداء الرأي',
    information: 'للعلم',
    carryOut: 'لاتخاذ اللازم',
    followUp: 'للمتابعة',
    elements: 'للإفادة بعناصر الرد',
    attend: 'للحضور',
    urgent: 'عاجل: خلال 48 ساعة',
    file: 'للحفظ',
  },
  LB: {
    study: 'للدرس واقتراح الجواب',
    remit: 'لإجراء المقتضى حسب الاختصاص',
    opinion: 'لإبداء الرأي',
    information: 'للاطلاع',
    carryOut: 'للتنفيذ',
    followUp: 'للمتابعة',
    elements: 'لإفادتنا بعناصر الجواب',
    attend: 'للحضور',
    urgent: 'عاجل: خلال 48 ساعة',
    file: 'للحفظ',
  },
}

export const usualInstructions = (country: Country): Names[] =>
  (Object.keys(common) as Usual[]).map((name) => ({ ar: written[country][name], ...common[name] }))
