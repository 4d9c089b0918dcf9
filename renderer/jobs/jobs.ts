import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Job } from '../../contract/jobs'
import { api } from '../bridge/client'
import { useNotice } from '../ui/notice'

/** The work that takes a while: the badge, the drawer and the dialogs that wait for one read it. */
export const useJobs = defineStore('jobs', () => {
  const notice = useNotice()
  const jobs = shallowRef<Job[]>([])
  const drawerOpen = ref(false)
  /** Asked to stop, and not stopped yet. */
  const stopping = ref<readonly string[]>([])
  const open = computed(() => jobs.value.filter((job) => job.endedAt === null))
  const ended = computed(() => jobs.value.filter((job) => job.endedAt !== null))
  let off: (() => void) | null = null

  async function load(): Promise<void> {
    jobs.value = await api.jobs.list({})
    stopping.value = stopping.value.filter((id) => open.value.some((job) => job.id === id))
  }
  function follow(): void {
    unfollow()
    off = api.jobs.on('changed', () => void load().catch(notice.error))
    load().catch(notice.error)
  }
  function unfollow(): void {
    off?.()
    off = null
    jobs.value = []
    drawerOpen.value = false
  }
  async function cancel(id: string): Promise<void> {
    stopping.value = [...stopping.value, id]
    try {
      await api.jobs.cancel({ id })
    } catch (error) {
      notice.error(error)
    }
    await load()
  }
  async function clear(): Promise<void> {
    try {
      await api.jobs.clear({})
    } catch (error) {
      notice.error(error)
    }
    await load()
  }
  return { jobs, open, ended, stopping, drawerOpen, load, follow, unfollow, cancel, clear }
})
