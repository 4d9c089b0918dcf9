import { onBeforeUnmount, ref, type Ref } from 'vue'
import { useFormat } from './format'

/** The office's day of today; a window that stays open over midnight comes to the next one. */
export function useToday(): Ref<string> {
  const format = useFormat()
  const today = ref(format.dateOf(Date.now()))
  const clock = setInterval(() => (today.value = format.dateOf(Date.now())), 60_000)
  onBeforeUnmount(() => clearInterval(clock))
  return today
}
