import { onBeforeUnmount, onMounted, ref, shallowRef } from 'vue'
import type { Criteria } from '../../contract/criteria'
import type { SavedFilter } from '../../contract/finding'
import type { RegisterFilter } from '../../contract/register'
import { api } from '../bridge/client'
import { newId } from '../register/newId'
import { useNotice } from '../ui/notice'

/** Filters under names: one's own and the office's, kept in step with what other PCs write. */
export function useSaved() {
  const notice = useNotice()
  const saved = shallowRef<SavedFilter[]>([])
  const busy = ref(false)
  async function load(): Promise<void> {
    saved.value = await api.finding.saved({})
  }
  let off = (): void => undefined
  onMounted(() => {
    load().catch(notice.error)
    off = api.finding.on('changed', () => void load().catch(notice.error))
  })
  onBeforeUnmount(() => off())

  async function save(filter: {
    name: string
    tab: RegisterFilter['tab']
    criteria: Criteria
    shared: boolean
  }): Promise<void> {
    busy.value = true
    try {
      await api.finding.save({ id: newId(), ...filter })
      await load()
    } finally {
      busy.value = false
    }
  }
  async function remove({ id }: Pick<SavedFilter, 'id'>, removed = true): Promise<void> {
    await api.finding.remove({ id, removed })
    await load()
  }
  return { saved, save, remove, busy }
}
