import { onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import type { Entry } from '../../contract/register'
import { api } from '../bridge/client'

/** One entry, read again whenever something about it changes. A late reply for another entry is thrown away. */
export function useEntry(id: () => string | null, rest = 0) {
  const entry = shallowRef<Entry | null>(null)
  /** A tender's envelope before its session (D4): nothing is attached to it. Only what has no subject can be one. */
  const sealed = ref(false)
  const error = shallowRef<unknown>(null)
  const loading = ref(false)

  let asked = 0
  async function load(): Promise<void> {
    const mine = ++asked
    const wanted = id()
    if (!wanted) {
      entry.value = null
      return
    }
    loading.value = true
    try {
      const found = await api.register.get({ id: wanted })
      const shut = found.subject === null ? await api.tenders.ofEntry({ entryId: wanted }) : null
      if (mine !== asked) return
      entry.value = found
      sealed.value = shut?.envelope.sealed === true
      error.value = null
    } catch (failure) {
      if (mine !== asked) return
      entry.value = null
      error.value = failure
    } finally {
      if (mine === asked) loading.value = false
    }
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    id,
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void load(), rest)
    },
    { immediate: true },
  )
  const off = api.register.on('changed', ({ ids }) => {
    const wanted = id()
    // Without ids: something this person may not see has changed, and this entry may be among it.
    if (wanted && (ids.length === 0 || ids.includes(wanted))) void load()
  })
  onBeforeUnmount(() => {
    off()
    clearTimeout(timer)
    asked++
  })
  return { entry, sealed, error, loading, load }
}
