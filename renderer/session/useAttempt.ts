import { computed, ref, shallowRef } from 'vue'
import { AppError } from '../../contract/errors'
import { useWait } from './useWait'

/** One try with a password at a time: busy while it runs, waiting after a wrong one, the error said where it happened. */
export function useAttempt() {
  const failure = shallowRef<unknown>(null)
  const busy = ref(false)
  const wait = useWait()

  async function attempt(act: () => Promise<void>): Promise<boolean> {
    if (busy.value || wait.seconds.value > 0) return false
    busy.value = true
    failure.value = null
    try {
      await act()
      return true
    } catch (error) {
      failure.value = error
      wait.after(error)
      return false
    } finally {
      busy.value = false
    }
  }

  /** The sentence with the seconds that are left now, not those of the moment it failed. */
  const error = computed<unknown>(() => {
    const failed = failure.value
    if (!(failed instanceof AppError) || typeof failed.params?.['waitSeconds'] !== 'number') return failed
    return new AppError(failed.code, { ...failed.params, waitSeconds: wait.seconds.value }, failed.reportId)
  })
  const clear = (): void => {
    failure.value = null
  }
  return { attempt, error, busy, seconds: wait.seconds, clear }
}
