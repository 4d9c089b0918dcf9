import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { onBeforeRouteLeave, useRouter } from 'vue-router'
import type { FullTemplate } from '../../contract/templates'
import { checkBody } from '../../domain/letters/template/begin'
import { api } from '../bridge/client'
import { newId } from '../register/newId'
import { useAttempt } from '../session/useAttempt'
import { copyOf, emptyDraft, type Draft } from './draft'
import { History } from './history'

/** So long after the last key what was typed is one step of what can be put back. */
const BURST = 500

/**
 * A template while it is written. Nothing is kept before somebody saves: what is saved is a version for good. Leaving with
 * something unsaved asks first.
 */
export function useEditor(id: () => string) {
  const router = useRouter()
  const { attempt, error: failed, busy, clear: forget } = useAttempt()
  /** What a file that was chosen is refused for stands in the same place. */
  const refused = shallowRef<unknown>(null)
  const error = computed({ get: () => failed.value ?? refused.value, set: (failure) => (refused.value = failure) })
  const clear = (): void => {
    forget()
    refused.value = null
  }
  const stands = shallowRef<FullTemplate | null>(null)
  const draft = ref<Draft>(emptyDraft())
  const note = ref('')
  const isRead = ref(false)
  const written = (): string => JSON.stringify(draft.value)
  const saved = ref(written())
  const isChanged = computed(() => isRead.value && JSON.stringify(draft.value) !== saved.value)

  let history = new History(written())
  const steps = ref({ undo: false, redo: false })
  const told = (): void => void (steps.value = { undo: history.canUndo, redo: history.canRedo })
  let burst: ReturnType<typeof setTimeout> | undefined
  function keep(): void {
    clearTimeout(burst)
    history.keep(written())
    told()
  }
  watch(
    draft,
    () => {
      clear()
      clearTimeout(burst)
      burst = setTimeout(keep, BURST)
      steps.value = { ...steps.value, undo: true }
    },
    { deep: true },
  )
  function put(state: string | null): void {
    if (state !== null) draft.value = JSON.parse(state) as Draft
    told()
  }
  function undo(): void {
    keep()
    put(history.undo())
  }
  function redo(): void {
    keep()
    put(history.redo())
  }

  function adopt(next: FullTemplate): void {
    stands.value = next
    draft.value = copyOf(next)
    saved.value = written()
    history = new History(saved.value)
    note.value = ''
    isRead.value = true
    told()
  }
  async function load(): Promise<void> {
    if (id() === 'new') {
      stands.value = null
      draft.value = emptyDraft()
      saved.value = written()
      history = new History(saved.value)
      isRead.value = true
      return
    }
    await attempt(async () => adopt(await api.templates.get({ id: id() })))
  }
  watch(id, load, { immediate: true })

  /** The next version. A fault is named with its place, and what was written stays. */
  let versionId = newId()
  const newOne = newId()
  async function save(): Promise<boolean> {
    const kept = await attempt(async () => {
      const { names, use, body } = copyOf(draft.value)
      checkBody(body)
      const place = { id: stands.value?.id ?? newOne, versionId, basedOn: stands.value?.version ?? 0 }
      const next = await api.templates.save({ ...place, names, use, body, note: note.value })
      versionId = newId()
      adopt(next)
    })
    if (kept && id() === 'new' && stands.value) await router.replace(`/settings/templates/${stands.value.id}`)
    return kept
  }
  async function retire(retired: boolean): Promise<boolean> {
    const { value } = stands
    if (!value) return false
    return attempt(async () => {
      adopt(await api.templates.retire({ id: value.id, versionId: newId(), basedOn: value.version, retired }))
    })
  }

  /** Where somebody wanted to go; asked before what is unsaved is left. */
  const leaving = ref<string | null>(null)
  let letGo = false
  onBeforeRouteLeave((to) => {
    if (!isChanged.value || letGo) return true
    leaving.value = to.fullPath
    return false
  })
  async function leave(): Promise<void> {
    const to = leaving.value
    letGo = true
    leaving.value = null
    if (to) await router.push(to)
  }
  const stay = (event: BeforeUnloadEvent): void => {
    if (isChanged.value) event.preventDefault()
  }
  window.addEventListener('beforeunload', stay)
  onBeforeUnmount(() => {
    window.removeEventListener('beforeunload', stay)
    clearTimeout(burst)
  })

  return {
    ...{ stands, draft, note, isRead, isChanged, error, busy, steps, leaving },
    ...{ undo, redo, save, retire, leave, load },
  }
}
