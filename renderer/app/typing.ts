import { onBeforeUnmount } from 'vue'

const PAUSE = 150

/** Asks a moment after the last key, and not at all once the page is left. */
export function useTyping(ask: () => unknown): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  onBeforeUnmount(() => clearTimeout(timer))
  return () => {
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE)
  }
}
