/** A person's word of two cards, as the row has it. */
export type Said = {
  id: string
  oneId: string
  otherId: string
  verdict: string
  keptId: string | null
  removedAt: number | null
}

/** The smaller id stands first: the same two cards are the same pair, whoever says it and from which of them. */
export const pairOf = (a: string, b: string): [one: string, other: string] => (a < b ? [a, b] : [b, a])

/** What a word is known by: it follows from what is said, by whom and where, so that said again it is the same (P3). */
export const samenessText = (said: {
  keptId: string
  otherId: string
  verdict: string
  byId: string
  deviceId: string
}): string => {
  const kept = said.verdict === 'same' ? said.keptId : ''
  return `diwan sameness ${said.verdict} ${pairOf(said.keptId, said.otherId).join(' ')} ${kept} ${said.byId} ${said.deviceId}`
}

export type Joined = {
  /** Of each card that is one with another, which leads. */
  leads: ReadonlyMap<string, string>
  /** Pairs of which one person says that they are one, and another that they are not. */
  disputed: ReadonlySet<string>
}
export const pairKey = (a: string, b: string): string => pairOf(a, b).join(' ')

/**
 * Which cards are one, by all that was said and not taken back: a pure function of the set of words, in whatever order they came, so that every
 * desk that has the same words has the same answer. Two cards are one where somebody says so and nobody says that they are not; what is one
 * with one of them is one with all. Among those the card leads that nobody leads away from; of several, or where the words go in a circle, the
 * smallest id, which is the oldest card.
 */
export function joined(words: readonly Said[]): Joined {
  const standing = words.filter(({ removedAt }) => removedAt === null)
  const denied = new Set(
    standing.filter(({ verdict }) => verdict === 'different').map(({ oneId, otherId }) => pairKey(oneId, otherId)),
  )
  const affirmed = standing.filter(({ verdict }) => verdict === 'same')
  const disputed = new Set(
    affirmed.map(({ oneId, otherId }) => pairKey(oneId, otherId)).filter((key) => denied.has(key)),
  )
  const counted = affirmed.filter(({ oneId, otherId }) => !denied.has(pairKey(oneId, otherId)))
  const above = new Map<string, string>()
  const root = (id: string): string => {
    let at = id
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next
    return at
  }
  for (const { oneId, otherId } of counted) {
    const [a, b] = [root(oneId), root(otherId)]
    if (a !== b) above.set(a < b ? b : a, a < b ? a : b)
  }
  const left = new Set(counted.map(({ oneId, otherId, keptId }) => (keptId === oneId ? otherId : oneId)))
  const groups = new Map<string, string[]>()
  for (const id of new Set(counted.flatMap(({ oneId, otherId }) => [oneId, otherId])))
    groups.set(root(id), [...(groups.get(root(id)) ?? []), id])
  const leads = new Map<string, string>()
  for (const group of groups.values()) {
    const kept = group.filter((id) => !left.has(id))
    const [lead = ''] = (kept.length > 0 ? kept : group).sort()
    for (const id of group) leads.set(id, lead)
  }
  return { leads, disputed }
}

/** All that are one with a card, itself among them, the leading one first. */
export function oneWith(id: string, { leads }: Joined): string[] {
  const lead = leads.get(id)
  if (lead === undefined) return [id]
  return [
    lead,
    ...[...leads]
      .filter(([card, of]) => of === lead && card !== lead)
      .map(([card]) => card)
      .sort(),
  ]
}
