import { ref, watch, type Ref } from 'vue'
import { useSession } from '../session/session'

/** The row of the chosen density in pixels, read from the tokens: the grid must know it before it draws a row. */
export function useRowHeight(): Ref<number> {
  const session = useSession()
  const read = (): number =>
    Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'), 10) || 32
  const height = ref(read())
  watch(
    () => session.preferences.density,
    () => (height.value = read()),
    { flush: 'post' },
  )
  return height
}
