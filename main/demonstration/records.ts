import type { CardFacts } from '../../contract/card'
import type { ConsentFacts } from '../../contract/consents'

/** What two cards of the invented office say beyond a name. */
export const records: Record<string, Partial<CardFacts>> = {
  belhaj: {
    ...{ sex: 'male', birthDate: '1974-03-21', birthPlace: 'Berkane', nationalities: ['MA', 'BE'] },
    documents: [
      { kind: 'nationalId', number: 'FA 104 552', country: 'MA', issued: '2021-06-02', expires: '2031-06-02' },
      { kind: 'passport', number: 'QX 2210874', country: 'MA', issued: '2015-09-14', expires: '2020-09-14' },
    ],
    phones: [
      { kind: 'mobile', number: '0470 12 34 56' },
      { kind: 'home', number: '+212 536 61 23 45' },
    ],
    emails: [{ kind: 'work', address: 'y.belhaj@exemple.be' }],
    ...{ homeAddress: '14, rue de la Marche verte', homeCity: 'Berkane', homeCountry: 'MA' },
    ...{ spokenLanguages: ['ar', 'zgh', 'fr', 'nl'], occupation: 'importateur' },
  },
  lyon: {
    ...{ entityType: 'association', legalNumber: 'W691 054 321', legalAuthority: 'Préfecture du Rhône' },
    ...{ legalCountry: 'FR', legalDate: '1994-05-11', website: 'https://marocains-lyon.exemple' },
    phones: [{ kind: 'work', number: '04 72 00 12 34' }],
    emails: [{ kind: 'work', address: 'bureau@marocains-lyon.exemple' }],
  },
}

/** Given some months before the office began. */
export const consents: Record<string, Omit<ConsentFacts, 'givenOn'>[]> = {
  belhaj: [
    { purpose: 'contact', sharedWith: '', document: 'استمارة موقعة' },
    {
      purpose: 'competences',
      sharedWith: 'الوكالة الوطنية لإنعاش التشغيل',
      document: 'استمارة موقعة',
    },
  ],
}
