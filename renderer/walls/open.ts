import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { api } from '../bridge/client'
import { useSession } from '../session/session'

type Open = Awaited<ReturnType<typeof api.walls.open>>[number]

/** Cards that stand open to this person under a broken glass (P4); main says which, and when the last closes. */
export const useOpenWalls = defineStore('openWalls', () => {
  const cards = shallowRef<readonly Open[]>([])
  const session = useSession()
  async function load(): Promise<void> {
    cards.value = session.can('contacts:read') ? await api.walls.open({}) : []
  }
  return { cards, load }
})
