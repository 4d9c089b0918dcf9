import type { Person } from '../../domain/community/duplicates'
import { namings, pick, seeded, written, type Naming, type Random } from './people'

/** A card as an office has it, and who it truly is. */
export type Labelled = Person & { id: number; who: number }

const CITIES = [
  'Lyon',
  'Paris',
  'Marseille',
  'Bruxelles',
  'Madrid',
  'Barcelona',
  'Milano',
  'Montréal',
  'Rabat',
  'Beyrouth',
  'القاهرة',
  'الدار البيضاء',
]
const STREETS = [
  'rue de la République',
  'avenue Mohammed V',
  'calle Mayor',
  'via Roma',
  'شارع الحمراء',
  'bd Anfa',
  'rue Saint-Denis',
  'شارع النيل',
]
const figures = (random: Random, n: number): string =>
  Array.from({ length: n }, () => Math.floor(random() * 10)).join('')
const two = (n: number): string => String(n).padStart(2, '0')
const day = (random: Random, from = 1940, to = 2008): string =>
  `${from + Math.floor(random() * (to - from))}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`

/** All there is to know of somebody; what a card has of it is what the clerk was told. */
type Life = {
  who: number
  naming: Naming
  birth: string
  document: string
  phone: string
  email: string
  address: string
  city: string
  kin: string[]
  mother: Naming
  birthPlace: string
}

const NOBODY = {
  mother: {
    given: { ar: '', latin: [''], times: 0 },
    father: null,
    particle: null,
    family: { ar: '', latin: [''], times: 0 },
  },
  birthPlace: '',
}

const slipped = (random: Random, text: string): string => {
  const at = Math.floor(random() * (text.length - 1))
  const kind = random()
  if (kind < 0.35) return text.slice(0, at) + text.slice(at + 1)
  if (kind < 0.7) return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2)
  return text.slice(0, at) + (text[at] ?? '') + text.slice(at)
}
const slippedFigure = (random: Random, text: string): string => {
  const places = [...text].flatMap((char, at) => (/\d/.test(char) ? [at] : []))
  const at = pick(random, places)
  return text.slice(0, at) + String((Number(text[at]) + 1 + Math.floor(random() * 8)) % 10) + text.slice(at + 1)
}

function cardOf(random: Random, life: Life, id: number): Labelled {
  const { naming } = life
  const said: Naming = {
    ...naming,
    father: random() < 0.35 ? null : naming.father,
    particle: random() < 0.15 ? null : naming.particle,
  }
  const name = (script: 'ar' | 'latin'): string => {
    let text = written(random, said, script)
    if (random() < 0.08) text = slipped(random, text)
    if (random() < 0.1) text = text.split(' ').reverse().join(' ')
    if (random() < 0.04) text = text.replace(/^\S+/, (given) => `${given[0] ?? ''}.`)
    return text
  }
  const scripts = random()
  const names = scripts < 0.4 ? [name('ar')] : scripts < 0.8 ? [name('latin')] : [name('ar'), name('latin')]
  const [year = '', month = '', dayOf = ''] = life.birth.split('-')
  const date = random()
  const birthDate =
    date < 0.2
      ? ''
      : date < 0.25
        ? `${year}-01-01`
        : date < 0.27 && Number(dayOf) <= 12
          ? `${year}-${dayOf}-${month}`
          : date < 0.29
            ? slippedFigure(random, life.birth)
            : life.birth
  const old = random() < 0.15
  const phone =
    random() < 0.35
      ? ''
      : old
        ? `+336${figures(random, 8)}`
        : random() < 0.5
          ? life.phone
          : life.phone.replace(/^\+33/, random() < 0.5 ? '0033 ' : '0').replace(/(\d\d)(?=\d)/g, '$1 ')
  return {
    ...{ id, who: life.who, names, birthDate },
    documents: random() < 0.5 ? [] : [random() < 0.04 ? slippedFigure(random, life.document) : life.document],
    phones: phone ? [phone] : [],
    emails: random() < 0.7 ? [] : [random() < 0.1 ? `${figures(random, 6)}@mail.org` : life.email],
    address: random() < 0.5 ? '' : life.address,
    city: random() < 0.2 ? '' : random() < 0.12 ? pick(random, CITIES) : life.city,
    kin: random() < 0.15 ? life.kin : [],
  }
}

/** What a form asks for today and a plain list does not have: the mother's name and the place of birth, known of some, by other hands. */
function today(random: Random, { mother, birthPlace }: Life): Pick<Person, 'mothers' | 'birthPlace'> {
  const said = random() < 0.4 ? written(random, mother, 'ar').split(' ')[0] : null
  const name = said ?? written(random, { ...mother, father: null }, random() < 0.5 ? 'ar' : 'latin')
  const slip = random() < 0.08 ? slipped(random, name) : name
  const place = random() < 0.1 ? pick(random, CITIES) : birthPlace
  return { mothers: random() < 0.45 ? [slip] : [], birthPlace: random() < 0.5 ? place : '' }
}

/**
 * So many cards of people of whom some came twice or more: by other hands, in the other script, with what was known that day. Among them are
 * those who look like one and are two: sisters and brothers of one address and telephone, a son named after his grandfather, namesakes beside those whom chance makes.
 * @param asked `today`: with what today's form asks for too; everything else is as without
 */
export function labelled(count: number, seed: number, asked: 'before' | 'today' = 'before'): Labelled[] {
  const [random, naming] = [seeded(seed), namings()]
  // Of its own, so that the rest of the set is the same with it and without.
  const more = seeded(seed + 1_000_003)
  const cards: Labelled[] = []
  let who = 0
  const life = (from: Partial<Life> = {}): Life => {
    const city = pick(random, CITIES)
    return {
      ...{
        who: who++,
        naming: naming(random),
        birth: day(random),
        document: `${pick(random, ['A', 'BE', 'K', 'RL', ''])}${figures(random, 7)}`,
      },
      ...{ phone: `+336${figures(random, 8)}`, email: `${figures(random, 3)}x${figures(random, 5)}@mail.org`, city },
      ...{ address: `${Math.floor(random() * 200)} ${pick(random, STREETS)}`, kin: [`k${Math.floor(random() * 1e9)}`] },
      ...(asked === 'today' ? { mother: naming(more), birthPlace: pick(more, CITIES) } : NOBODY),
      ...from,
    }
  }
  while (cards.length < count) {
    const one = life()
    const others: Life[] = []
    const kind = random()
    const house = { address: one.address, city: one.city, phone: one.phone, kin: one.kin }
    const parents = { mother: one.mother, ...(more() < 0.6 && { birthPlace: one.birthPlace }) }
    if (kind < 0.12)
      others.push(
        life({
          ...{ ...house, ...parents },
          naming: {
            ...naming(random),
            family: one.naming.family,
            father: one.naming.father,
            particle: one.naming.particle,
          },
        }),
      )
    else if (kind < 0.15)
      others.push(
        life({
          ...{ ...house, ...parents },
          birth: one.birth,
          naming: {
            ...naming(random),
            family: one.naming.family,
            father: one.naming.father,
            particle: one.naming.particle,
          },
        }),
      )
    else if (kind < 0.16) others.push(life({ ...house, naming: one.naming }))
    else if (kind < 0.17) others.push(life({ naming: one.naming }))
    for (const each of [one, ...others]) {
      const times = random() < 0.72 ? 1 : random() < 0.8 ? 2 : 3
      for (let i = 0; i < times && cards.length < count; i++) {
        const card = cardOf(random, each, cards.length)
        cards.push(asked === 'today' ? { ...card, ...today(more, each) } : card)
      }
    }
  }
  return cards
}
