import { onMounted, onUnmounted, ref, type Ref } from 'vue'
import { api } from '../bridge/client'
import { useNotice } from '../ui/notice'

/** Whether an update file that somebody opened in the system waits for whoever is at work. @param work done for each that comes */
export function useGiven(work: () => void = () => undefined): Ref<boolean> {
  const notice = useNotice()
  const waits = ref(false)
  async function look(): Promise<void> {
    waits.value = (await api.updates.given({})).waits
    if (waits.value) work()
  }
  const load = (): void => void look().catch(notice.error)
  let off: (() => void) | null = null
  onMounted(() => {
    off = api.updates.on('wasGiven', load)
    load()
  })
  onUnmounted(() => off?.())
  return waits
}
