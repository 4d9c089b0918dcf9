import { shallowRef } from 'vue'
import type { CardForm } from './contactInput'

/** A card as it was opened, and what was typed over it and left unsaved. */
type LeftCard = { card: CardForm; typed: CardForm; fresh: boolean }

/** Asked for again: the page of the card, or of its list for a new one, opens it. */
export const leftCard = shallowRef<LeftCard | null>(null)

/** Taken by the page it belongs to, once. */
export function takeLeftCard(mine: (left: LeftCard) => boolean): LeftCard | null {
  const left = leftCard.value
  if (!left || !mine(left)) return null
  leftCard.value = null
  return left
}
