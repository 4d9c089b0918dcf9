import { same, type LetterWords } from './words'

export const en: LetterWords = {
  greeting: 'Dear {call},',
  closing: {
    high: 'Please accept, {call}, the assurances of my highest consideration.',
    plain: 'Please accept, {call}, the assurances of my distinguished consideration.',
  },
  forms: {
    unknown: { to: same('{name}'), call: same('Sir or Madam') },
    person: { to: ['To Mr {name}', 'To Ms {name}'], call: ['Sir', 'Madam'] },
    several: { to: same('{name}'), call: same('Ladies and Gentlemen'), greeting: same('Ladies and Gentlemen,') },
    minister: {
      to: ['To the Minister, Mr {name}', 'To the Minister, Ms {name}'],
      call: same('Minister'),
    },
    ambassador: {
      to: ['To His Excellency Ambassador {name}', 'To Her Excellency Ambassador {name}'],
      call: same('Excellency'),
      greeting: same('Excellency,'),
    },
    consul: {
      to: ['To the Consul General, Mr {name}', 'To the Consul General, Ms {name}'],
      call: same('Consul General'),
    },
    wali: { to: ['To the Wali, Mr {name}', 'To the Wali, Ms {name}'], call: same('Wali') },
    governor: { to: ['To the Governor, Mr {name}', 'To the Governor, Ms {name}'], call: same('Governor') },
    mayor: { to: ['To the Mayor, Mr {name}', 'To the Mayor, Ms {name}'], call: same('Mayor') },
    president: { to: ['To the President, Mr {name}', 'To the President, Ms {name}'], call: same('President') },
    director: { to: ['To the Director, Mr {name}', 'To the Director, Ms {name}'], call: same('Director') },
    deputy: {
      to: ['To Mr {name}, Member of Parliament', 'To Ms {name}, Member of Parliament'],
      call: same('Honourable Member'),
      greeting: same('Honourable Member,'),
    },
  },
  headings: {
    note: 'Internal note',
    noteVerbale: 'Note verbale',
    circular: 'Circular',
    summons: 'Summons',
    attestation: 'Certificate',
    minutes: 'Minutes of meeting',
    slip: 'Transmission slip',
  },
  texts: {
    letter: ['{greeting}', '', '{closing}'],
    note: [''],
    noteVerbale: [
      '{office} presents its compliments {to-addressee} and has the honour to communicate the following:',
      '',
      '{office} avails itself of this opportunity to renew the assurances of its highest consideration.',
    ],
    circular: [
      '{greeting}',
      '',
      'You are kindly requested to ensure that this circular is applied and made known to the services concerned.',
      '{closing}',
    ],
    summons: [
      '{greeting}',
      'I have the honour to invite you to attend on the date and at the place stated below:',
      '',
      'Please bring this summons with you, together with a proof of identity.',
      '{closing}',
    ],
    attestation: [
      'The undersigned certifies that:',
      '',
      'This certificate is issued at the request of the person concerned, to be produced wherever it may be required.',
    ],
    minutes: [
      'Present:',
      '',
      'Agenda:',
      '',
      'Decisions:',
      '',
      'There being no further business, the meeting was closed and these minutes were drawn up.',
    ],
    slip: [
      'Please find enclosed the documents stated in the list of enclosures.',
      '',
      'Please acknowledge receipt of them.',
    ],
  },
  signatures: {
    own: ['{title}'],
    byDelegation: ['For the Minister and by delegation', '{title}'],
    byOrder: ['For the Minister and by order', '{title}'],
    acting: ['Acting {title}'],
  },
  delegated: {
    byDelegation: same('For {principal} and by delegation'),
    byOrder: same('For {principal} and by order'),
    acting: same('Acting {principal}'),
  },
  copies: 'Copy to',
}
