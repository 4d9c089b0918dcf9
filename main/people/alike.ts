import type { Actor } from '../../contract/permissions'
import type { ReasonRow } from '../../contract/community'
import type { z } from 'zod'
import {
  compared,
  factsOf,
  isHopeless,
  outcomesOf,
  verdictOf,
  type Compared,
  type Comparing,
} from '../../domain/community/duplicates'
import { pairing } from '../../domain/community/pairing'
import type { PeopleRow } from '../../domain/people/row'
import { sha256 } from '../../domain/hash'
import { allCards, breath, comparing } from '../community/duplicates'
import type { Desk } from '../desk'
import type { Work } from '../jobs/work'

/** From here on somebody may be there already, and it is shown (P3); likelier ones are proposed as one. */
const MAYBE = 0.5
const BREATH = 100

/** Of a row, who it may be: a card, or an earlier row of the same file. */
export type Found = {
  line: number
  cardId: string | null
  otherLine: number | null
  chance: number
  sure: boolean
  reasons: z.infer<typeof ReasonRow>[]
}

const comparedOf = (row: PeopleRow): Compared =>
  compared({
    names: [row.nameAr.full, row.nameLatin.full].filter(Boolean),
    mothers: [row.kinAr?.mother ?? '', row.kinLatin?.mother ?? ''].filter(Boolean),
    ...{ birthDate: row.birthDate ?? '', birthPlace: row.birthPlace ?? '', address: row.address, city: row.city },
    documents: [...(row.documents ?? []).map(({ number }) => number), row.civilNumber ?? ''],
    phones: (row.phones ?? []).map(({ number }) => number),
    emails: (row.emails ?? []).map(({ address }) => address),
  })

/**
 * Holds the rows against every card this person may see (A2) and against each other; of each row the likest is kept, a card before a row.
 * In pieces: whoever waits passes between two.
 */
export async function alikeOf(
  desk: Desk,
  actor: Actor,
  rows: readonly PeopleRow[],
  work: Work,
): Promise<Map<number, Found>> {
  const found = new Map<number, Found>()
  const { names } = desk
  if (!names || rows.length === 0) return found
  return desk.db.snapshot(async (read) => {
    const { cards, kinds, borne } = await allCards(read, actor, work)
    const people = cards.map(({ person }) => person)
    for (const [i, row] of rows.entries()) {
      if (i % BREATH === 0) await breath(work)
      people.push(comparedOf(row))
    }
    const kindsOf = Uint8Array.from([...kinds, ...rows.map(({ kind }) => (kind === 'person' ? 0 : 1))])
    for (const { names: own } of people.slice(cards.length))
      for (const word of new Set(own.flat().map(({ spelling }) => spelling)))
        borne.set(word, (borne.get(word) ?? 0) + 1)
    const by: Comparing = await comparing(names, {
      ...{ borneBy: ({ spelling }) => borne.get(spelling) ?? 0, size: people.length },
    })
    for (const { pairs, done } of pairing(people, kindsOf, cards.length)) {
      await breath(work)
      work.progress('names', Math.floor(done * 1000), 1000)
      for (const [one, other] of pairs) {
        const [a, b] = [people[one], people[other]]
        const row = rows[other - cards.length]
        if (!a || !b || !row) continue
        const facts = factsOf(a, b)
        if (isHopeless(facts)) continue
        const { chance, proposed: sure, reasons } = verdictOf(outcomesOf(by, a, b, facts))
        if (chance < MAYBE) continue
        const card = cards[one]
        const now: Found = {
          ...{
            line: row.line,
            cardId: card?.id ?? null,
            otherLine: card ? null : (rows[one - cards.length]?.line ?? null),
          },
          ...{ chance, sure, reasons },
        }
        const known = found.get(row.line)
        if (!known || isBetter(now, known)) found.set(row.line, now)
      }
    }
    return found
  })
}

const isBetter = (now: Found, known: Found): boolean =>
  (now.cardId !== null) === (known.cardId !== null)
    ? now.chance > known.chance || (now.chance === known.chance && keyOf(now) < keyOf(known))
    : now.cardId !== null && (now.sure || !known.sure)
const keyOf = ({ cardId, otherLine }: Found): string => cardId ?? String(otherLine).padStart(9, '0')

/** What was found of whom, so that nothing else is written than was looked at. */
export const digestOf = (found: ReadonlyMap<number, Found>): string =>
  sha256(
    [...found.values()]
      .sort((a, b) => a.line - b.line)
      .map((one) => `${one.line} ${keyOf(one)} ${one.sure ? 1 : 0}`)
      .join('\n'),
  )
