import { ref, watch, type Ref } from 'vue'
import { parseChoice, type ColumnChoice } from './registerGridColumns'

/**
 * Columns as this person left them in this register; in a new one, as in the last that was left so. Widths and names of columns only:
 * nothing of the office is kept outside the vault.
 */
export function useColumnChoice(person: () => string, register: () => string): Ref<ColumnChoice> {
  const ofAll = (): string => `diwan.columns.${person()}`
  const key = (): string => `${ofAll()}.${register()}`
  const read = (): ColumnChoice => parseChoice(localStorage.getItem(key()) ?? localStorage.getItem(ofAll()))
  const choice = ref<ColumnChoice>(read())
  watch(key, () => (choice.value = read()), { flush: 'sync' })
  watch(choice, (now) => {
    for (const name of [key(), ofAll()]) localStorage.setItem(name, JSON.stringify(now))
  })
  return choice
}
