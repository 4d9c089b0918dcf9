import { ref } from 'vue'
import { dayInDoubt } from '../register/dayInDoubt'
import { useAttempt } from '../session/useAttempt'

/** One try to open something or to give a number, and again with the day confirmed when this PC's clock is in doubt (N4). */
export function useOpening(open: (confirm: { confirmDate?: string }) => Promise<void>) {
  const { attempt, error, busy, clear } = useAttempt()
  const toConfirm = ref<string | null>(null)
  async function go(confirmDate?: string): Promise<void> {
    await attempt(() => open(confirmDate === undefined ? {} : { confirmDate }))
    toConfirm.value = dayInDoubt(error.value)
    if (toConfirm.value) clear()
  }
  return { go, error, busy, toConfirm, clear }
}
