import type { Actor } from '../../contract/permissions'
import type { Desk } from '../desk'

type Opened = { userId: string; until: number }
type Here = Pick<Desk, 'clock' | 'signer'>

/**
 * Walls that stand open to whoever broke their glass (P4): in memory, by the key of the one who came in. Whoever logs out, or whose window is
 * locked, breaks it again; so does a program that was started anew.
 */
const open = new WeakMap<object, Map<string, Opened>>()

export function openFor({ signer }: Here, userId: string, contactIds: readonly string[], until: number): void {
  if (!signer) return
  const here = open.get(signer) ?? new Map<string, Opened>()
  open.set(signer, here)
  for (const id of contactIds) here.set(id, { userId, until: Math.max(until, here.get(id)?.until ?? 0) })
}

export function closeAll({ signer }: Here): void {
  if (signer) open.delete(signer)
}

/** Cards that are open to this person now, with until when. */
export function openHere({ signer, clock }: Here, userId: string): { contactId: string; until: number }[] {
  const here = signer ? open.get(signer) : undefined
  if (!here || here.size === 0) return []
  const now = clock.now()
  return [...here].flatMap(([contactId, one]) =>
    one.userId === userId && one.until > now ? [{ contactId, until: one.until }] : [],
  )
}

export const openedTo = (here: Here, userId: string): string[] =>
  openHere(here, userId).map(({ contactId }) => contactId)

/** What is taken along in a file says nothing of what stands open for an hour. */
export const withoutOpened = ({ opened: _opened, ...actor }: Actor): Actor => actor
