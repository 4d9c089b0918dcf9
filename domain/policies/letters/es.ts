import { same, type LetterWords } from './words'

export const es: LetterWords = {
  greeting: '{call}:',
  closing: {
    high: 'Le ruego acepte, {call}, las seguridades de mi más alta consideración.',
    plain: 'Reciba, {call}, el testimonio de mi más distinguida consideración.',
  },
  forms: {
    unknown: { to: same('{name}'), call: same('Señora, señor') },
    person: { to: ['Al señor {name}', 'A la señora {name}'], call: ['Señor', 'Señora'] },
    several: { to: same('{name}'), call: same('Señoras y señores') },
    minister: {
      to: ['Al señor Ministro {name}', 'A la señora Ministra {name}'],
      call: ['Señor Ministro', 'Señora Ministra'],
    },
    ambassador: {
      to: ['Al Excelentísimo Señor Embajador {name}', 'A la Excelentísima Señora Embajadora {name}'],
      call: same('Excelencia'),
    },
    consul: {
      to: ['Al señor Cónsul General {name}', 'A la señora Cónsul General {name}'],
      call: ['Señor Cónsul General', 'Señora Cónsul General'],
    },
    wali: { to: ['Al señor Wali {name}', 'A la señora Wali {name}'], call: ['Señor Wali', 'Señora Wali'] },
    governor: {
      to: ['Al señor Gobernador {name}', 'A la señora Gobernadora {name}'],
      call: ['Señor Gobernador', 'Señora Gobernadora'],
    },
    mayor: {
      to: ['Al señor Alcalde {name}', 'A la señora Alcaldesa {name}'],
      call: ['Señor Alcalde', 'Señora Alcaldesa'],
    },
    president: {
      to: ['Al señor Presidente {name}', 'A la señora Presidenta {name}'],
      call: ['Señor Presidente', 'Señora Presidenta'],
    },
    director: {
      to: ['Al señor Director {name}', 'A la señora Directora {name}'],
      call: ['Señor Director', 'Señora Directora'],
    },
    deputy: {
      to: ['Al señor Diputado {name}', 'A la señora Diputada {name}'],
      call: ['Señor Diputado', 'Señora Diputada'],
    },
  },
  headings: {
    note: 'Nota interna',
    noteVerbale: 'Nota verbal',
    circular: 'Circular',
    summons: 'Citación',
    attestation: 'Certificado',
    minutes: 'Acta de reunión',
    slip: 'Hoja de remisión',
  },
  texts: {
    letter: ['{greeting}', '', '{closing}'],
    note: [''],
    noteVerbale: [
      '{office} saluda atentamente {to-addressee} y tiene el honor de comunicarle lo siguiente:',
      '',
      '{office} aprovecha la ocasión para reiterar las seguridades de su más alta consideración.',
    ],
    circular: [
      '{greeting}',
      '',
      'Se ruega velar por la aplicación de la presente circular y darla a conocer a los servicios interesados.',
      '{closing}',
    ],
    summons: [
      '{greeting}',
      'Tengo el honor de citarle en la fecha y el lugar que se indican a continuación:',
      '',
      'Se ruega presentar esta citación junto con un documento de identidad.',
      '{closing}',
    ],
    attestation: [
      'Quien suscribe certifica que:',
      '',
      'El presente certificado se expide a petición de la persona interesada, a los efectos oportunos.',
    ],
    minutes: [
      'Asistentes:',
      '',
      'Orden del día:',
      '',
      'Acuerdos:',
      '',
      'No habiendo más asuntos que tratar, se levanta la sesión y se extiende la presente acta.',
    ],
    slip: [
      'Adjunto se remiten los documentos que figuran en la lista de anexos.',
      '',
      'Se ruega acusar recibo de los mismos.',
    ],
  },
  signatures: {
    own: ['{title}'],
    byDelegation: ['Por el Ministro y por delegación', '{title}'],
    byOrder: ['Por el Ministro y por orden', '{title}'],
    acting: ['{title} en funciones'],
  },
  delegated: {
    byDelegation: same('Por {principal} y por delegación'),
    byOrder: same('Por {principal} y por orden'),
    acting: same('{principal} en funciones'),
  },
  copies: 'Copia a',
}
