import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { UpdateStatus } from '../../contract/updates'
import { api } from '../bridge/client'
import { useNotice } from '../ui/notice'

/** A newer program: what the strip above every page and the page of the settings show. */
export const useUpdates = defineStore('updates', () => {
  const notice = useNotice()
  const status = shallowRef<UpdateStatus | null>(null)
  /** The version whose strip somebody closed; a forced one is not closed. */
  const later = ref<string | null>(null)
  const found = computed(() => status.value?.found ?? null)
  const shown = computed(() => {
    const one = found.value
    if (!one || one.state === 'fetching') return null
    return one.state === 'installing' || one.forcedAt !== null || one.version !== later.value ? one : null
  })
  let off: (() => void) | null = null

  async function load(): Promise<void> {
    status.value = await api.updates.status({})
  }
  function follow(): void {
    unfollow()
    off = api.updates.on('changed', () => void load().catch(notice.error))
    load().catch(notice.error)
  }
  function unfollow(): void {
    off?.()
    off = null
    status.value = null
  }
  async function install(when: 'now' | 'closing'): Promise<void> {
    try {
      await api.updates.install({ when })
    } catch (error) {
      notice.error(error)
    }
    await load().catch(notice.error)
  }
  const putOff = (): void => {
    later.value = found.value?.version ?? null
  }
  return { status, found, shown, load, follow, unfollow, install, putOff }
})
