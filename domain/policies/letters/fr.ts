import { same, type LetterWords } from './words'

export const fr: LetterWords = {
  greeting: '{call},',
  closing: {
    high: 'Je vous prie d’agréer, {call}, l’expression de ma très haute considération.',
    plain: 'Veuillez agréer, {call}, l’expression de ma considération distinguée.',
  },
  forms: {
    unknown: { to: same('{name}'), call: same('Madame, Monsieur') },
    person: { to: ['À Monsieur {name}', 'À Madame {name}'], call: ['Monsieur', 'Madame'] },
    several: { to: same('{name}'), call: same('Mesdames, Messieurs') },
    minister: {
      to: ['À Monsieur le Ministre {name}', 'À Madame la Ministre {name}'],
      call: ['Monsieur le Ministre', 'Madame la Ministre'],
    },
    ambassador: {
      to: ['À Son Excellence Monsieur l’Ambassadeur {name}', 'À Son Excellence Madame l’Ambassadrice {name}'],
      call: same('Excellence'),
    },
    consul: {
      to: ['À Monsieur le Consul général {name}', 'À Madame la Consule générale {name}'],
      call: ['Monsieur le Consul général', 'Madame la Consule générale'],
    },
    wali: {
      to: ['À Monsieur le Wali {name}', 'À Madame la Wali {name}'],
      call: ['Monsieur le Wali', 'Madame la Wali'],
    },
    governor: {
      to: ['À Monsieur le Gouverneur {name}', 'À Madame la Gouverneure {name}'],
      call: ['Monsieur le Gouverneur', 'Madame la Gouverneure'],
    },
    mayor: {
      to: ['À Monsieur le Maire {name}', 'À Madame la Maire {name}'],
      call: ['Monsieur le Maire', 'Madame la Maire'],
    },
    president: {
      to: ['À Monsieur le Président {name}', 'À Madame la Présidente {name}'],
      call: ['Monsieur le Président', 'Madame la Présidente'],
    },
    director: {
      to: ['À Monsieur le Directeur {name}', 'À Madame la Directrice {name}'],
      call: ['Monsieur le Directeur', 'Madame la Directrice'],
    },
    deputy: {
      to: ['À Monsieur le Député {name}', 'À Madame la Députée {name}'],
      call: ['Monsieur le Député', 'Madame la Députée'],
    },
  },
  headings: {
    note: 'Note interne',
    noteVerbale: 'Note verbale',
    circular: 'Circulaire',
    summons: 'Convocation',
    attestation: 'Attestation',
    minutes: 'Procès-verbal de réunion',
    slip: 'Bordereau d’envoi',
  },
  texts: {
    letter: ['{greeting}', '', '{closing}'],
    note: [''],
    noteVerbale: [
      '{office} présente ses compliments {to-addressee} et a l’honneur de porter à sa connaissance ce qui suit :',
      '',
      '{office} saisit cette occasion pour renouveler les assurances de sa très haute considération.',
    ],
    circular: [
      '{greeting}',
      '',
      'Je vous saurais gré de veiller à l’application de la présente circulaire et de la diffuser auprès des services concernés.',
      '{closing}',
    ],
    summons: [
      '{greeting}',
      'J’ai l’honneur de vous inviter à vous présenter à la date et au lieu indiqués ci-après :',
      '',
      'Vous voudrez bien vous munir de la présente convocation et d’une pièce d’identité.',
      '{closing}',
    ],
    attestation: [
      'Il est attesté par la présente que :',
      '',
      'La présente attestation est délivrée à la demande de la personne intéressée, pour servir et valoir ce que de droit.',
    ],
    minutes: [
      'Étaient présents :',
      '',
      'Ordre du jour :',
      '',
      'Décisions :',
      '',
      'L’ordre du jour étant épuisé, la séance est levée et le présent procès-verbal est dressé.',
    ],
    slip: [
      'Veuillez trouver ci-joint les documents énumérés dans la liste des pièces jointes.',
      '',
      'Vous voudrez bien nous en accuser réception.',
    ],
  },
  signatures: {
    own: ['{title}'],
    byDelegation: ['Pour le Ministre et par délégation', '{title}'],
    byOrder: ['Pour le Ministre et par ordre', '{title}'],
    acting: ['{title} par intérim'],
  },
  delegated: {
    byDelegation: same('Pour {principal} et par délégation'),
    byOrder: same('Pour {principal} et par ordre'),
    acting: same('{principal} par intérim'),
  },
  copies: 'Copie à',
}
