import type { ContactHit } from '../../contract/community'
import type { Actor } from '../../contract/permissions'
import { contactHits } from '../../db/community/contacts'
import { lifeOf } from '../../db/community/life'
import { joinedAmong } from '../../db/community/sameness'
import { findDocuments } from '../../db/search/search'
import { ranked } from '../../domain/community/ranking'
import type { Desk } from '../desk'

/** Called less alike is somebody else: what is learned of names says so of nine in ten pairs (docs/performance.md). */
const ALIKE = 0.72
/** Where everything is searched: of so many people called alike their letters are named too, and so many of each. */
const PEOPLE = 4
const LETTERS = 5

type Asked = { text: string; kind: string | null; limit: number }

/**
 * Cards for what is typed, the best first: called so, beginning so or having the words elsewhere, sounding so in either script (P2). What a list
 * shows, a file of it and a run to it are of the same cards. @returns ids, of other kinds too
 */
export async function cardsFound(desk: Desk, actor: Actor, { text, kind, limit }: Asked): Promise<string[]> {
  const { read } = desk.db
  const [written, called] = await Promise.all([
    findDocuments(read, actor, text, 'contact', limit * 3),
    desk.names?.likeliest(actor, text, { kind, most: limit, least: ALIKE }) ?? [],
  ])
  const best = ranked(
    text,
    written.map(({ rowId: id, at }) => ({ id, at })),
    called.map(({ id, score, createdAt: at }) => ({ id, score, at })),
  )
  // Of cards that are one the leading one is chosen, once (P3).
  const { leads } = await joinedAmong(read, actor, best)
  return [...new Set(best.map((id) => leads.get(id) ?? id))]
}

export async function findCards(desk: Desk, actor: Actor, asked: Asked): Promise<ContactHit[]> {
  const { kind, limit } = asked
  const hits = await contactHits(desk.db.read, actor, await cardsFound(desk, actor, asked))
  return hits.filter((hit) => kind === null || hit.kind === kind).slice(0, limit)
}

type Found = { rowId: string; entity: 'entry' | 'contact'; at: number }

/** Who is called so in another spelling than what was found as it is written, and their newest letters; what may be seen only (A2). */
export async function soundingLike(
  desk: Desk,
  actor: Actor,
  text: string,
  written: readonly Found[],
  most: number,
): Promise<Found[]> {
  const room = most - written.length
  if (room <= 0 || !desk.names) return []
  const known = new Set(written.map(({ rowId }) => rowId))
  const called = await desk.names.likeliest(actor, text, { most: room, least: ALIKE })
  const cards = called.filter(({ id }) => !known.has(id))
  const letters = await Promise.all(
    cards
      .slice(0, PEOPLE)
      .map(({ id }) =>
        lifeOf(desk.db.read, { actor, cards: [id], kinds: ['entry'], after: undefined, limit: LETTERS }),
      ),
  )
  const theirs = letters.flat().filter(({ id }) => !known.has(id) && known.add(id))
  return [
    ...cards.map(({ id, createdAt }): Found => ({ rowId: id, entity: 'contact', at: createdAt })),
    ...theirs.map(({ id, at }): Found => ({ rowId: id, entity: 'entry', at })),
  ].slice(0, room)
}
