import { ref, watchEffect, type Ref } from 'vue'
import type { RegisterLine } from '../../contract/register'

/**
 * A double click or Enter on a line that is drawn before its row is here opens it when it comes;
 * choosing another line lets go of it.
 */
export function openWhenHere(
  rowAt: (offset: number) => RegisterLine | undefined,
  selected: Readonly<Ref<number | null>>,
  go: (row: RegisterLine) => void,
): (offset: number) => void {
  const wanted = ref<number | null>(null)
  watchEffect(() => {
    const offset = wanted.value
    if (offset === null) return
    const row = rowAt(offset)
    if (!row && offset === selected.value) return
    wanted.value = null
    if (row) go(row)
  })
  return (offset) => (wanted.value = offset)
}
