import { ref, type Ref } from 'vue'
import { api } from '../bridge/client'

const FILE = 'diwan://file/'

/** Sees to it that a scan is on this PC before it is opened; says how far it is. Other addresses are here already. */
export function useArrival(): { done: Ref<number | null>; arrive: (url: string, through?: boolean) => Promise<void> } {
  const done = ref<number | null>(null)
  async function arrive(url: string, through = false): Promise<void> {
    done.value = null
    if (!url.startsWith(FILE)) return
    const id = url.slice(FILE.length)
    const off = api.documents.on('fetching', (at) => {
      if (at.id === id) done.value = at.done
    })
    try {
      await api.documents.open({ id, through })
    } finally {
      off()
      done.value = null
    }
  }
  return { done, arrive }
}
