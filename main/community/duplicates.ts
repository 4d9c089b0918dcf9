import { setImmediate as pause } from 'node:timers/promises'
import type { z } from 'zod'
import type { Alike, community, Proposal } from '../../contract/community'
import type { Handlers } from '../../contract/define'
import type { Actor } from '../../contract/permissions'
import { contactHits } from '../../db/community/contacts'
import { cardsAfter, cardsByIds, type CardFacts } from '../../db/community/facts'
import { judgedPairs } from '../../db/community/sameness'
import type { Reader } from '../../db/core/sql'
import { findDocuments } from '../../db/search/search'
import {
  compared,
  factsOf,
  isHopeless,
  outcomesOf,
  rememberedLikeness,
  verdictOf,
  type Compared,
  type Comparing,
} from '../../domain/community/duplicates'
import { pairing } from '../../domain/community/pairing'
import { joined, pairKey } from '../../domain/community/sameness'
import { partOf, type Part } from '../../domain/text/names/parts'
import type { Ctx, Desk } from '../desk'
import type { Work } from '../jobs/work'
import type { NameSearch } from './name-search'

type Calls = 'alike' | 'proposals'

/** While one types, fewer proofs are there: what is likelier than not is shown. */
const TYPED = 0.5
const NEAREST = 20
const SHOWN = 5
/** Telephones, addresses and documents of the card that is typed, of which so many are looked up. */
const MOST_ASKED = 8
/** Pairs that are shown at once; the next come when these are decided. */
const MOST = 300
const MOST_KEPT = 20_000
const PIECE = 2_000
const BREATH = 200

export const duplicateHandlers: Pick<Handlers<typeof community, Ctx>, Calls> = {
  alike: ({ desk, actor }, card) => alike(desk, actor, card),
  proposals: ({ desk, actor }) =>
    desk.jobs.run({ kind: 'duplicates', byId: actor.userId }, (work) =>
      desk.db.snapshot((read) => proposals(desk, read, actor, work)),
    ),
}

/** What names are compared by, with who bears which word. */
export async function comparing(names: NameSearch, borne: Pick<Comparing, 'borneBy' | 'size'>): Promise<Comparing> {
  const { model } = await names.ready()
  return { model, likeness: rememberedLikeness(model), ...borne }
}

type Person = Omit<CardFacts, 'id' | 'kind' | 'createdAt'>
const personOf = (card: Person): Person => {
  const { names, phones, emails, mothers, documents, birthDate, birthPlace, address, city } = card
  return { names, phones, emails, mothers, documents, birthDate, birthPlace, address, city }
}
type Typed = z.output<(typeof community)['alike']['input']>

/** Cards that may be the one being typed: called somewhat so, or with its telephone or address of e-mail (P3). */
async function alike(desk: Desk, actor: Actor, typed: Typed): Promise<Alike[]> {
  const { read } = desk.db
  const { names } = desk
  const phones = [typed.phone, ...(typed.phones ?? []).map(({ number }) => number)]
  const emails = [typed.email, ...(typed.emails ?? []).map((one) => one.address)]
  const documents = [...(typed.documents ?? []).map(({ number }) => number), typed.civilNumber ?? '']
  const called = [typed.nameAr.full, typed.nameLatin.full].filter((name) => name.length > 2)
  if (!names || called.length === 0) return []
  const near = await Promise.all([
    ...called.map(async (name) =>
      (await names.likeliest(actor, name, { kind: typed.kind, most: NEAREST, least: 0.6 })).map(({ id }) => id),
    ),
    ...[...phones, ...emails, ...documents]
      .slice(0, MOST_ASKED)
      .filter((text) => text.length > 5)
      .map(async (text) => (await findDocuments(read, actor, text, 'contact', NEAREST)).map(({ rowId }) => rowId)),
  ])
  const facts = (await cardsByIds(read, actor, [...new Set(near.flat())])).filter(
    ({ id, kind }) => id !== typed.id && kind === typed.kind,
  )
  const by = await comparing(names, await names.borne([...called, ...facts.flatMap((card) => card.names)]))
  const own = compared(
    personOf({
      ...{ ...typed, names: called, phones, emails, documents },
      ...{ birthDate: typed.birthDate ?? '', birthPlace: typed.birthPlace ?? '' },
      mothers: [typed.kinAr?.mother ?? '', typed.kinLatin?.mother ?? ''].filter(Boolean),
    }),
  )
  const verdicts = facts
    .map((card) => ({ id: card.id, ...verdictOf(outcomesOf(by, own, compared(personOf(card)))) }))
    .filter(({ chance }) => chance >= TYPED)
    .sort((a, b) => b.chance - a.chance || (a.id < b.id ? -1 : 1))
    .slice(0, SHOWN)
  const hits = new Map(
    (
      await contactHits(
        read,
        actor,
        verdicts.map(({ id }) => id),
      )
    ).map((hit) => [hit.id, hit]),
  )
  return verdicts.flatMap(({ id, chance, reasons }) => {
    const hit = hits.get(id)
    return hit ? [{ hit, chance, reasons }] : []
  })
}

type Card = { id: string; person: Compared }
type Output = z.output<(typeof community)['proposals']['output']>
type Found = { one: number; other: number; chance: number; reasons: Proposal['reasons'] }

/** Every card that this person may see, taken apart, and how many bear each word. */
export async function allCards(read: Reader, actor: Actor, work: Work) {
  const cards: Card[] = []
  const kinds: number[] = []
  const borne = new Map<string, number>()
  const parts = new Map<string, Part>()
  const part = (spelling: string): Part => remembered(parts, spelling, partOf)
  for (let last = ''; ;) {
    const piece = await cardsAfter(read, actor, last, PIECE)
    for (const [i, card] of piece.entries()) {
      if (i % BREATH === 0) await breath(work)
      const names = card.words.map((name) => name.map(part))
      cards.push({ id: card.id, person: compared(personOf(card), names) })
      kinds.push(card.kind === 'person' ? 0 : 1)
      for (const word of new Set(card.words.flat())) borne.set(word, (borne.get(word) ?? 0) + 1)
    }
    work.progress('reading', cards.length)
    last = piece.at(-1)?.id ?? ''
    if (piece.length < PIECE) return { cards, kinds: Uint8Array.from(kinds), borne }
  }
}

/**
 * Compares every card that this person may see with those it shares a key with (domain/community/blocking.ts). In slices: between two of them
 * whoever waits passes.
 */
async function proposals(desk: Desk, read: Reader, actor: Actor, work: Work): Promise<Output> {
  const { names } = desk
  if (!names) return { rows: [], more: false, cards: 0 }
  const { cards, kinds, borne } = await allCards(read, actor, work)
  const by = await comparing(names, { borneBy: ({ spelling }) => borne.get(spelling) ?? 0, size: cards.length })
  const said = await judgedPairs(read)
  const judged = new Set(said.map(({ oneId, otherId }) => pairKey(oneId, otherId)))
  const { leads } = joined(said)
  const found = new Map<number, Found>()
  const people = cards.map(({ person }) => person)
  for (const { pairs, done } of pairing(people, kinds)) {
    await breath(work)
    work.progress('names', Math.floor(done * 1000), 1000)
    for (const [one, other] of pairs) {
      const [a, b] = [cards[one], cards[other]]
      if (!a || !b) continue
      const facts = factsOf(a.person, b.person)
      if (isHopeless(facts)) continue
      const { proposed, chance, reasons } = verdictOf(outcomesOf(by, a.person, b.person, facts))
      if (!proposed || judged.has(pairKey(a.id, b.id))) continue
      if (leads.has(a.id) && leads.get(a.id) === leads.get(b.id)) continue
      found.set(one * cards.length + other, { one, other, chance, reasons })
    }
    if (found.size > MOST_KEPT) keepBest(found)
  }
  const best = [...found.values()].sort(likestFirst)
  const shown = best.slice(0, MOST)
  const idOf = (at: number): string => cards[at]?.id ?? ''
  const ids = [...new Set(shown.flatMap(({ one, other }) => [idOf(one), idOf(other)]))]
  const hits = new Map((await contactHits(read, actor, ids)).map((hit) => [hit.id, hit]))
  const rows = shown.flatMap(({ one, other, chance, reasons }) => {
    const [a, b] = [hits.get(idOf(one)), hits.get(idOf(other))]
    return a && b ? [{ one: a, other: b, chance, reasons }] : []
  })
  return { rows, more: best.length > MOST, cards: cards.length }
}

/** Whoever waits passes. @throws what the job was stopped with */
export async function breath(work: Work): Promise<void> {
  work.signal.throwIfAborted()
  await pause()
}

function remembered<T>(known: Map<string, T>, key: string, make: (key: string) => T): T {
  const there = known.get(key)
  if (there !== undefined) return there
  const made = make(key)
  known.set(key, made)
  return made
}

const likestFirst = (a: Found, b: Found): number => b.chance - a.chance || a.one - b.one || a.other - b.other
/** What is shown is the best of it: the rest need not wait in memory. */
function keepBest(found: Map<number, Found>): void {
  const rest = [...found].sort(([, a], [, b]) => likestFirst(a, b)).slice(MOST + 1)
  for (const [key] of rest) found.delete(key)
}
