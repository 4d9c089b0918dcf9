import { computed, onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import { isVoid, type Draft, type Entry, type EntryCheck } from '../../contract/register'
import type { Register } from '../../contract/books'
import { localTime } from '../../domain/text/zone'
import { useFormat } from '../app/format'
import { api } from '../bridge/client'
import { deadlineInput } from '../deadlines/deadlineForm'
import { useSession } from '../session/session'
import { useNotice, type Undo } from '../ui/notice'
import {
  duplicated,
  emptyForm,
  inputOf,
  isBegun,
  partialInput,
  problemsOf,
  restored,
  type EntryForm,
  type Problems,
  type Sticky,
} from './entryForm'
import { dayInDoubt } from './dayInDoubt'
import { newId } from './newId'

const SAVE_AFTER = 800
const CHECK_AFTER = 500

type Preview = Awaited<ReturnType<typeof api.register.preview>>

/** One new entry from the first key to its number: draft, checks, registering, and the next one. */
export function useEntryForm(register: Ref<Register>) {
  const session = useSession()
  const format = useFormat()
  const notice = useNotice()

  const now = (): { date: string; hour: string } => localTime(Date.now(), session.zone)
  const last = shallowRef<Entry | null>(null)
  const sticky = computed<Sticky | null>(() =>
    last.value ? { channel: last.value.channel, unitId: last.value.unitId } : null,
  )
  const fresh = (): EntryForm => emptyForm(newId(), register.value.id, now(), sticky.value)

  const form = ref<EntryForm>(fresh())
  const preview = shallowRef<Preview | null>(null)
  const check = shallowRef<EntryCheck | null>(null)
  const problems = ref<Problems>({})
  const savedAt = ref<number | null>(null)
  const restoredAt = ref<number | null>(null)
  const drafts = shallowRef<Draft[]>([])
  const registering = ref(false)
  const given = shallowRef<Entry | null>(null)
  /** The clock jumped: the clerk confirms the day before a number is given (N4). */
  const dateToConfirm = ref<string | null>(null)
  const failure = shallowRef<unknown>(null)

  /* ---------- what the last entry leaves ---------- */
  async function loadLast(): Promise<void> {
    const year = Number(format.dateOf(Date.now()).slice(0, 4))
    const filter = { registerId: register.value.id, year, tab: 'all' as const, text: '' }
    const newest = await api.register.rows({ ...filter, offset: 0, limit: 20 })
    const row = newest.find((line) => !isVoid(line))
    last.value = row && !isVoid(row) && !row.hidden ? await api.register.get({ id: row.id }) : null
  }
  const nextNumber = (): Promise<Preview> => api.register.preview({ registerId: register.value.id })

  /* ---------- drafts ---------- */
  let saving: ReturnType<typeof setTimeout> | undefined
  let kept = ''
  async function saveDraft(): Promise<void> {
    clearTimeout(saving)
    const body = JSON.stringify(form.value)
    // What has its number is no draft any more.
    const done = registering.value || given.value?.id === form.value.id
    if (done || body === kept || !isBegun(form.value)) return
    const { id, registerId } = form.value
    try {
      const draft = await api.register.saveDraft({ id, registerId, body: JSON.parse(body) as Draft['body'] })
      if (form.value.id !== id) return
      kept = body
      savedAt.value = draft.updatedAt
    } catch (error) {
      notice.error(error)
    }
  }
  async function loadDrafts(): Promise<void> {
    const all = await api.register.drafts({})
    drafts.value = all
      .filter((draft) => draft.registerId === register.value.id && draft.id !== form.value.id)
      .sort((a, b) => b.updatedAt - a.updatedAt)
  }
  function take(next: EntryForm): void {
    form.value = next
    kept = JSON.stringify(next)
    problems.value = {}
    check.value = null
    failure.value = null
    savedAt.value = null
    restoredAt.value = null
  }
  function restore(draft: Draft): void {
    take(restored(draft.body, { ...fresh(), id: draft.id }))
    restoredAt.value = draft.updatedAt
    drafts.value = drafts.value.filter((other) => other.id !== draft.id)
    askCheck()
  }
  /** Thrown away, and what brings it back: its scans leave the vault only when nobody wants it any more. */
  async function discard(id: string): Promise<Undo | null> {
    const registerId = register.value.id
    const found = drafts.value.find((draft) => draft.id === id)
    const body = JSON.parse(JSON.stringify(id === form.value.id ? form.value : (found?.body ?? {}))) as Draft['body']
    const { files } = restored(body, fresh())
    try {
      await api.register.discardDraft({ id })
      if (id === form.value.id) startOver()
      await loadDrafts()
    } catch (error) {
      notice.error(error)
      return null
    }
    const bringBack = async (): Promise<void> => {
      const draft = await api.register.saveDraft({ id, registerId, body })
      if (isBegun(form.value)) await loadDrafts()
      else restore(draft)
    }
    return {
      act: () => bringBack().catch(notice.error),
      forget: () => void Promise.all(files.map((file) => api.documents.discard({ id: file.id }))).catch(notice.error),
    }
  }
  const startOver = (): void => take(fresh())

  /* ---------- checks while typing ---------- */
  let checking: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  function askCheck(): void {
    clearTimeout(checking)
    checking = setTimeout(() => void runCheck(), CHECK_AFTER)
  }
  async function runCheck(): Promise<void> {
    const mine = ++asked
    try {
      const found = await api.register.check(partialInput(form.value, session.zone))
      if (mine === asked) check.value = found
    } catch (error) {
      if (mine === asked) notice.error(error)
    }
  }
  watch(
    form,
    () => {
      clearTimeout(saving)
      saving = setTimeout(() => void saveDraft(), SAVE_AFTER)
      failure.value = null
      // A problem that was named goes away as soon as it is mended, not at the next try.
      if (Object.keys(problems.value).length > 0) problems.value = problemsOf(form.value, register.value.kind)
    },
    { deep: true },
  )
  watch(
    () => JSON.stringify(partialInput(form.value, session.zone)),
    () => askCheck(),
  )

  /* ---------- registering ---------- */
  /** The entry with its number, or `null` when something is missing or failed; what it was is shown in its place. */
  async function registerIt(confirmDate?: string): Promise<Entry | null> {
    if (registering.value) return null
    failure.value = null
    problems.value = problemsOf(form.value, register.value.kind)
    if (Object.keys(problems.value).length > 0) return null
    const input = inputOf(form.value, session.zone)
    if (!input) return null
    registering.value = true
    clearTimeout(saving)
    try {
      const deadline = deadlineInput(form.value.deadline, form.value.arrivalDate)
      const entry = await api.register.register({
        ...input,
        ...(deadline && { deadline }),
        ...(confirmDate && { confirmDate }),
      })
      dateToConfirm.value = null
      given.value = entry
      last.value = entry
      return entry
    } catch (error) {
      dateToConfirm.value = dayInDoubt(error)
      if (!dateToConfirm.value) failure.value = error
      return null
    } finally {
      registering.value = false
    }
  }
  async function next(): Promise<void> {
    startOver()
    await begin(false)
  }

  /** @param bringBack the newest draft of this register comes back by itself: after a crash nobody has to look for it. */
  async function begin(bringBack: boolean, draftId: string | null = null): Promise<void> {
    try {
      const [upcoming] = await Promise.all([nextNumber(), loadLast(), loadDrafts()])
      const wanted = draftId ? drafts.value.find((draft) => draft.id === draftId) : drafts.value[0]
      if (bringBack && wanted && !isBegun(form.value)) restore(wanted)
      else if (sticky.value && !isBegun(form.value)) take({ ...fresh(), ...sticky.value })
      // Shown last: whoever sees the number has the form that will stay.
      preview.value = upcoming
    } catch (error) {
      failure.value = error
    }
  }
  const duplicateLast = (): void => {
    if (last.value) form.value = duplicated(form.value, last.value)
  }

  onBeforeUnmount(() => {
    // Leaving by a link loses nothing: what was typed in the last second is kept too.
    void saveDraft()
    clearTimeout(checking)
    asked++
  })

  return {
    form,
    last,
    sticky,
    preview,
    check,
    problems,
    savedAt,
    restoredAt,
    drafts,
    registering,
    given,
    dateToConfirm,
    failure,
    begin,
    saveDraft,
    restore,
    discard,
    startOver,
    duplicateLast,
    registerIt,
    next,
  }
}
