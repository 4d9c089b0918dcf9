import { onBeforeUnmount } from 'vue'
import { useNotice } from '../ui/notice'

/** Only the answer to the last question counts, and none once the page is left; a failure is said above it. */
export function useLatest() {
  const notice = useNotice()
  let asked = 0
  onBeforeUnmount(() => asked++)
  return async <T>(ask: () => Promise<T>, take: (answer: T) => void): Promise<void> => {
    const mine = ++asked
    try {
      const answer = await ask()
      if (mine === asked) take(answer)
    } catch (error) {
      if (mine === asked) notice.error(error)
    }
  }
}
