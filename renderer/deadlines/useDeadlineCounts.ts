import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Place } from '../../contract/deadlines'
import { api } from '../bridge/client'
import { useSession } from '../session/session'

/** How many deadlines stand where, as far as this person sees them; one answer for the sidebar, the desk and the page. */
export const useDeadlineCounts = defineStore('deadlineCounts', () => {
  const session = useSession()
  const byPlace = shallowRef<Partial<Record<Place, number>>>({})
  const recounting = shallowRef(false)
  async function load(): Promise<void> {
    if (!session.can('register:read')) return
    const found = await api.deadlines.counts({})
    byPlace.value = found.byPlace
    recounting.value = found.recounting
  }
  const of = (place: Place): number => byPlace.value[place] ?? 0
  /** Over their time, or on its last days. */
  const late = computed(() => of('escalated') + of('alarm2'))
  return { byPlace, recounting, load, of, late }
})
