import { metaValue, setMeta } from '../core/meta'
import type { Reader, Tx } from '../core/sql'

/** What this PC remembers of conflicts beside their rows; nothing of it is replicated. */
const laterOf = (userId: string): string => `conflicts.later.${userId}`
const undoneOf = (id: string): string => `conflicts.undone.${id}`

/** Conflict → until when this person has put it off, on this PC. */
export const putOff = async (read: Reader, userId: string): Promise<Record<string, number>> =>
  JSON.parse((await metaValue(read, laterOf(userId))) ?? '{}') as Record<string, number>

/** Null takes it back; what is past is forgotten. */
export async function keepPutOff(
  tx: Tx,
  userId: string,
  { id, until, now }: { id: string; until: number | null; now: number },
): Promise<void> {
  const others = Object.entries(await putOff(tx, userId)).filter(([one, at]) => one !== id && at > now)
  const kept = until === null ? others : [...others, [id, until]]
  await setMeta(tx, laterOf(userId), JSON.stringify(Object.fromEntries(kept)))
}

export type Undone = { userId: string; at: number }
/** Who took the decision back here: the edit itself is replicated, this sentence about it is not. */
export async function undoneBy(read: Reader, id: string): Promise<Undone | null> {
  const said = await metaValue(read, undoneOf(id))
  return said ? (JSON.parse(said) as Undone) : null
}
export const keepUndone = (tx: Tx, id: string, by: Undone): Promise<void> =>
  setMeta(tx, undoneOf(id), JSON.stringify(by))
