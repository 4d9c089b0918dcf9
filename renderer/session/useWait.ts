import { computed, onUnmounted, ref } from 'vue'
import { AppError } from '../../contract/errors'

/** Counts down the seconds main asked to wait after a wrong password. */
export function useWait(now: () => number = Date.now) {
  const until = ref(0)
  const clock = ref(now())
  let timer: ReturnType<typeof setInterval> | null = null

  const seconds = computed(() => Math.max(0, Math.ceil((until.value - clock.value) / 1000)))

  function stop(): void {
    if (timer) clearInterval(timer)
    timer = null
  }
  function start(waitSeconds: number): void {
    stop()
    clock.value = now()
    until.value = clock.value + waitSeconds * 1000
    if (waitSeconds <= 0) return
    timer = setInterval(() => {
      clock.value = now()
      if (seconds.value === 0) stop()
    }, 250)
  }
  /** Starts when the error says how long to wait. */
  function after(error: unknown): void {
    const asked = error instanceof AppError ? error.params?.['waitSeconds'] : undefined
    if (typeof asked === 'number') start(asked)
  }
  onUnmounted(stop)
  return { seconds, start, after, stop }
}
