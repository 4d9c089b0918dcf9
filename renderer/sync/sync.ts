import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { ParkedChange, SyncStatus } from '../../contract/sync'
import { api } from '../bridge/client'
import { useNotice } from '../ui/notice'

const SETTLES = 150

/** How this PC stands with the server: the badge, the drawer and the conflict count read it. */
export const useSync = defineStore('sync', () => {
  const notice = useNotice()
  const status = shallowRef<SyncStatus | null>(null)
  /** What the server did not take and nobody has answered. */
  const held = shallowRef<ParkedChange[]>([])
  const drawerOpen = ref(false)
  const trying = ref(false)
  /** Without a server everything would be waiting to be sent for ever: then nothing is said of it. */
  const enrolled = computed(() => status.value !== null && status.value.phase !== 'unenrolled')
  const offs: (() => void)[] = []

  async function load(): Promise<void> {
    status.value = await api.sync.status({})
    if (drawerOpen.value) held.value = await api.sync.parked({})
  }
  /** A pull announces row after row; the badge asks once for all of them. */
  let asked: ReturnType<typeof setTimeout> | null = null
  function reload(): void {
    asked ??= setTimeout(() => {
      asked = null
      load().catch(notice.error)
    }, SETTLES)
  }

  function follow(): void {
    unfollow()
    offs.push(api.sync.on('changed', reload))
    // Local work waits to be sent without a word from the line.
    offs.push(
      api.register.on('changed', reload),
      api.letters.on('changed', reload),
      api.community.on('changed', reload),
    )
    load().catch(notice.error)
  }
  function unfollow(): void {
    if (asked) clearTimeout(asked)
    asked = null
    offs.splice(0).forEach((off) => off())
    status.value = null
    held.value = []
    drawerOpen.value = false
  }

  function toggleDrawer(): void {
    drawerOpen.value = !drawerOpen.value
    if (drawerOpen.value) reload()
  }

  async function tryNow(): Promise<void> {
    trying.value = true
    try {
      status.value = await api.sync.tryNow({})
      held.value = await api.sync.parked({})
    } catch (error) {
      notice.error(error)
    } finally {
      trying.value = false
    }
  }

  return { status, enrolled, held, drawerOpen, trying, load, follow, unfollow, toggleDrawer, tryNow }
})
