import { onBeforeUnmount } from 'vue'
import type { Router } from 'vue-router'

/** Where somebody was on a page: its line, scroll and search, kept while the window is open and the same person sits there. */
const kept = new Map<string, unknown>()
let returning = false

/** The next page is come back to, and not opened anew. */
export const comeBack = (): void => {
  returning = true
}
/** "Back" of the browser and Esc come back to a page; a link opens it at its beginning. */
export function followPlaces(router: Router): () => void {
  const off = router.options.history.listen((_to, _from, { delta }) => {
    if (delta !== 0) comeBack()
  })
  const after = router.afterEach(() => {
    // The page that came reads it while it is made.
    setTimeout(() => (returning = false))
  })
  return () => {
    off()
    after()
    kept.clear()
  }
}

/** What was kept when this page was left, if it is come back to; `now` is asked when it is left. */
export function usePlace<T>(name: () => string, now: () => T): T | null {
  onBeforeUnmount(() => kept.set(name(), now()))
  return returning ? ((kept.get(name()) as T | undefined) ?? null) : null
}
