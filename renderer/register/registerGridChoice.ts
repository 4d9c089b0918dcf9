import { ref, watch, type Ref } from 'vue'
import { parseChoice, type ColumnChoice } from './registerGridColumns'

/** Columns as this person left them. Widths and names of columns only: nothing of the office is kept outside the vault. */
export function useColumnChoice(person: () => string): Ref<ColumnChoice> {
  const key = (): string => `diwan.columns.${person()}`
  const choice = ref<ColumnChoice>(parseChoice(localStorage.getItem(key())))
  watch(choice, (now) => localStorage.setItem(key(), JSON.stringify(now)))
  return choice
}
