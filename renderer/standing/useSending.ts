import { ref, shallowRef } from 'vue'

/** What a dialog of this page asks is done once, and what it stumbles over stands in it. */
export function useSending(done: () => void) {
  const busy = ref(false)
  const error = shallowRef<unknown>(null)
  async function send(work: () => Promise<unknown>): Promise<void> {
    if (busy.value) return
    busy.value = true
    error.value = null
    try {
      await work()
      done()
    } catch (failure) {
      error.value = failure
    } finally {
      busy.value = false
    }
  }
  return { busy, error, send }
}
