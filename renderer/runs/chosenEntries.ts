import { shallowRef } from 'vue'
import type { Which } from '../../contract/lists'

/** Lines of a register whose correspondents somebody wants to write to: taken by the page that opens next, once. */
const chosen = shallowRef<Which | null>(null)
export const giveEntries = (which: Which): void => void (chosen.value = which)
export function takeEntries(): Which | null {
  const which = chosen.value
  chosen.value = null
  return which
}
