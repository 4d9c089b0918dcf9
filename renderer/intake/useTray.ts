import { onBeforeUnmount, shallowRef } from 'vue'
import type { Tray } from '../../contract/intake'
import { useLatest } from '../app/latest'
import { api } from '../bridge/client'

/** A folder tells nobody that something came: it is looked at again, and never twice at once. */
const EVERY_MS = 3_000

export function useTray() {
  const tray = shallowRef<Tray | null>(null)
  const latest = useLatest()
  let timer: ReturnType<typeof setTimeout> | undefined
  let left = false
  async function look(): Promise<void> {
    clearTimeout(timer)
    try {
      await latest(
        () => api.intake.tray({}),
        (now) => (tray.value = now),
      )
    } finally {
      if (!left) timer = setTimeout(() => void look(), EVERY_MS)
    }
  }
  onBeforeUnmount(() => {
    left = true
    clearTimeout(timer)
  })
  void look()
  return { tray, look }
}
