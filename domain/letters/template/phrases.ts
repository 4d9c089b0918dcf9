import type { AddressForm } from '../../../contract/letter-forms'
import type { Country, Language } from '../../../contract/values'
import { salutation } from '../formulas'

type Phrase = 'inform' | 'inReply' | 'yourLetter' | 'ourLetter' | 'enclosed'

/** What the chanceries of each country write in Arabic, where they differ (domain.md, country policies). */
const arabic: Record<Country, Record<Phrase, string>> = {
  MA: {
    inform: 'يشرفني إخباركم بأن',
    inReply: 'جوابا على رسالتكم',
    yourLetter: 'رسالتكم',
    ourLetter: 'رسالتنا',
    enclosed: 'تجدون طيه',
  },
  EG: {
    inform: 'نتشرف بالإحاطة بأن',
    inReply: 'ردا على خطابكم',
    yourLetter: 'خطابكم',
    ourLetter: 'خطابنا',
    enclosed: 'مرفق طيه',
  },
  LB: {
    inform: 'نفيدكم بأن',
    inReply: 'بالإشارة إلى كتابكم',
    yourLetter: 'كتابكم',
    ourLetter: 'كتابنا',
    enclosed: 'نودعكم ربطًا',
  },
}

const others: Record<Exclude<Language, 'ar'>, Record<Phrase, string>> = {
  fr: {
    inform: 'j’ai l’honneur de vous informer que',
    inReply: 'En réponse à votre lettre',
    yourLetter: 'votre lettre',
    ourLetter: 'notre lettre',
    enclosed: 'Vous trouverez ci-joint',
  },
  en: {
    inform: 'I have the honour to inform you that',
    inReply: 'In reply to your letter',
    yourLetter: 'your letter',
    ourLetter: 'our letter',
    enclosed: 'Please find enclosed',
  },
  es: {
    inform: 'tengo el honor de comunicarle que',
    inReply: 'En respuesta a su carta',
    yourLetter: 'su carta',
    ourLetter: 'nuestra carta',
    enclosed: 'Se adjunta',
  },
}

/** The turns of phrase a template names, in one language and as the country's ministries write them to somebody of this form. */
export const phrasesOf = (
  country: Country,
  language: Language,
  form: AddressForm,
): Record<Phrase | 'opening' | 'closing', string> => ({
  ...(language === 'ar' ? arabic[country] : others[language]),
  ...salutation(form, country, language),
})
