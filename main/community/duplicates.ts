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
import { keysOfPerson } from '../../domain/community/blocking'
import {
  compared,
  outcomesOf,
  rememberedLikeness,
  verdictOf,
  type Compared,
  type Comparing,
} from '../../domain/community/duplicates'
import { joined, pairKey } from '../../domain/community/sameness'
import { partOf, type Part } from '../../domain/text/names/parts'
import { skeleton } from '../../domain/text/names/skeleton'
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
/** A key that more cards share says nothing by itself. */
const CROWD = 40
const PIECE = 2_000
const BREATH = 200

export const duplicateHandlers: Pick<Handlers<typeof community, Ctx>, Calls> = {
  alike: ({ desk, actor }, card) => alike(desk, actor, card),
  proposals: ({ desk, actor }) =>
    desk.jobs.run({ kind: 'duplicates', byId: actor.userId }, (work) =>
      desk.db.snapshot((read) => proposals(desk, read, actor, work)),
    ),
}

async function comparing(names: NameSearch, borne: Pick<Comparing, 'borneBy' | 'size'>): Promise<Comparing> {
  const { model } = await names.ready()
  return { model, likeness: rememberedLikeness(model), ...borne }
}

const personOf = ({ names, phones, emails, birthDate, documents, address, city }: Person): Person => ({
  ...{ names, phones, emails, birthDate, documents, address, city },
})

type Person = Pick<CardFacts, 'names' | 'phones' | 'emails' | 'birthDate' | 'documents' | 'address' | 'city'>
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
    personOf({ ...typed, names: called, phones, emails, documents, birthDate: typed.birthDate ?? '' }),
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

type Card = { id: string; kind: string; person: Compared; at: number }
type Output = z.output<(typeof community)['proposals']['output']>

/**
 * Compares every card that this person may see with those it shares a key with (domain/community/blocking.ts). In slices: between two of them
 * whoever waits passes.
 */
async function proposals(desk: Desk, read: Reader, actor: Actor, work: Work): Promise<Output> {
  const { names } = desk
  if (!names) return { rows: [], more: false, cards: 0 }
  const cards: Card[] = []
  const borne = new Map<string, number>()
  const parts = new Map<string, Part>()
  const part = (spelling: string): Part => remembered(parts, spelling, partOf)
  const sounds = new Map<string, string>()
  const soundOf = ({ spelling }: Part): string => remembered(sounds, spelling, skeleton)
  /** By a number that follows from the key: a million cards have some ten million keys. */
  const blocks = new Map<number, number[]>()
  for (let last = ''; ;) {
    const piece = await cardsAfter(read, actor, last, PIECE)
    for (const [i, card] of piece.entries()) {
      if (i % BREATH === 0) await breath(work)
      const person = compared(
        personOf(card),
        card.words.map((name) => name.map(part)),
      )
      const at = cards.push({ id: card.id, kind: card.kind, person, at: cards.length }) - 1
      for (const word of new Set(card.words.flat())) borne.set(word, (borne.get(word) ?? 0) + 1)
      for (const key of keysOfPerson(person, soundOf)) {
        const number = numberOf(`${card.kind} ${key}`)
        const there = blocks.get(number)
        if (!there) blocks.set(number, [at])
        // One more than a crowd is enough to know that it is one.
        else if (there.length <= CROWD) there.push(at)
      }
    }
    work.progress('reading', cards.length)
    last = piece.at(-1)?.id ?? ''
    if (piece.length < PIECE) break
  }
  const by = await comparing(names, { borneBy: ({ spelling }) => borne.get(spelling) ?? 0, size: cards.length })
  const said = await judgedPairs(read)
  const judged = new Set(said.map(({ oneId, otherId }) => pairKey(oneId, otherId)))
  const { leads } = joined(said)
  const met = new Set<number>()
  const found = new Map<number, { one: Card; other: Card; chance: number; reasons: Proposal['reasons'] }>()
  let done = 0
  for (const block of blocks.values()) {
    if (++done % BREATH === 0) await breath(work)
    if (done % 20_000 === 0) work.progress('names', done, blocks.size)
    if (block.length > CROWD) continue
    for (const [i, a] of block.entries())
      for (const b of block.slice(i + 1)) {
        const key = a * cards.length + b
        if (met.has(key)) continue
        // What was met long ago is compared again; room is worth more.
        if (met.size > 4_000_000) met.clear()
        met.add(key)
        const [one, other] = [cards[a], cards[b]]
        if (!one || !other || judged.has(pairKey(one.id, other.id))) continue
        if (leads.has(one.id) && leads.get(one.id) === leads.get(other.id)) continue
        const verdict = verdictOf(outcomesOf(by, one.person, other.person))
        if (verdict.proposed) found.set(key, { one, other, chance: verdict.chance, reasons: verdict.reasons })
      }
  }
  const best = [...found.values()].sort((a, b) => b.chance - a.chance || a.one.at - b.one.at || a.other.at - b.other.at)
  const shown = best.slice(0, MOST)
  const ids = [...new Set(shown.flatMap(({ one, other }) => [one.id, other.id]))]
  const hits = new Map((await contactHits(read, actor, ids)).map((hit) => [hit.id, hit]))
  const rows = shown.flatMap(({ one, other, chance, reasons }) => {
    const [a, b] = [hits.get(one.id), hits.get(other.id)]
    return a && b ? [{ one: a, other: b, chance, reasons }] : []
  })
  return { rows, more: best.length > MOST, cards: cards.length }
}

async function breath(work: Work): Promise<void> {
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

/** 48 bits: of ten million keys some share a number by chance, and are compared in vain. */
const numberOf = (key: string): number => {
  let [high, low] = [0x811c9dc5, 0x1234567]
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i)
    high = Math.imul(high ^ code, 0x01000193) >>> 0
    low = Math.imul(low ^ code, 0x85ebca6b) >>> 0
  }
  return (high & 0xffff) * 0x100000000 + low
}
