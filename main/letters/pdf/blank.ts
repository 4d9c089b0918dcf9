import type { LetterModel } from './model'

const AR =
  'وبعد، يشرفني أن أحيل عليكم رفقته نسخة من القرار الوزيري، مع الإشارة إلى أن الاعتماد المخصص لهذا الغرض قد صُرف كاملا.'
const FR =
  'J’ai l’honneur de vous transmettre ci-joint copie de la décision ministérielle relative à cette affectation exceptionnelle.'

const both = { ar: '1448', other: '2026' }

/** A letter of nobody to nobody, with a little of everything. */
export function blankLetter(): LetterModel {
  const pair = { ar: [{ text: AR }], other: [{ text: FR }] }
  const lines = { ar: ['الموضوع', AR], other: ['Objet', FR] }
  return {
    createdAt: 0,
    languages: { second: 'fr' },
    header: lines,
    number: { text: both, label: both, pending: both },
    date: lines,
    addressee: lines,
    subject: { label: both, ...pair },
    reference: { label: both, ...pair },
    paragraphs: [pair, pair, pair],
    signature: lines,
    confidentialityMark: null,
    urgencyMark: null,
    enclosures: null,
    copies: null,
    qr: { payload: 'DIWAN', caption: both },
    draftMark: both,
  }
}
