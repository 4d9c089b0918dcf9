import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import type { Letter, LetterContent } from '../../contract/letters'
import { codeOf } from '../app/errors'
import { api } from '../bridge/client'
import { useSession } from '../session/session'
import { contentOf } from './content'

const SAVE_AFTER = 800
const PREVIEW_AFTER = 1200

type Preview = Awaited<ReturnType<typeof api.letters.preview>>

/**
 * One letter while it is written, read or signed. Saves go one after the other, each based on the state it was typed
 * over; what somebody else wrote meanwhile is never overwritten, it is said.
 */
export function useLetter(id: () => string) {
  const session = useSession()
  const letter = shallowRef<Letter | null>(null)
  const content = ref<LetterContent | null>(null)
  const error = shallowRef<unknown>(null)
  const stale = ref(false)
  const saving = ref(false)
  const savedAt = ref<number | null>(null)
  const preview = shallowRef<Preview | null>(null)
  const previewError = shallowRef<unknown>(null)
  /** What this person wrote over a text that somebody else had changed: kept beside it until they decide. */
  const own = shallowRef<{ content: LetterContent; at: number } | null>(null)

  /** The content as main has it; what differs from it is not saved yet. */
  let kept = ''
  const written = (): string => JSON.stringify(content.value)
  const editable = computed(
    () =>
      letter.value !== null &&
      (letter.value.state === 'draft' || letter.value.state === 'returned') &&
      session.can('letters:write'),
  )

  function adopt(next: Letter): void {
    letter.value = next
    content.value = contentOf(next)
    kept = written()
    stale.value = false
  }
  let asked = 0
  async function load(): Promise<void> {
    const mine = ++asked
    try {
      const found = await api.letters.get({ id: id() })
      if (mine !== asked) return
      adopt(found)
      error.value = null
      own.value = session.can('letters:write') ? (await api.letters.own({ id: found.id })).words : null
      await makePreview()
    } catch (failure) {
      if (mine === asked) error.value = failure
    }
  }

  /* ---------- saving ---------- */
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> | null = null
  /** Into the vault, beside what stands: a reload, a lock or a kill takes nothing that was typed. */
  async function keepOwn(): Promise<void> {
    const mine = letter.value
    if (!mine || !content.value || written() === kept) return
    try {
      await api.letters.keepOwn({ id: mine.id, content: JSON.parse(written()) as LetterContent })
    } catch (failure) {
      error.value = failure
    }
  }
  /** My words in the place of what stands, by one key. */
  async function takeOver(): Promise<void> {
    if (!own.value || !editable.value) return
    content.value = { ...own.value.content }
    if ((await save()) || written() === kept) await letGo()
  }
  async function letGo(): Promise<void> {
    const { value } = letter
    if (!value) return
    await api.letters.dropOwn({ id: value.id })
    own.value = null
  }

  /** True when everything typed so far is kept. */
  async function save(): Promise<boolean> {
    clearTimeout(timer)
    if (running) await running
    if (stale.value) await keepOwn()
    if (!editable.value || stale.value || written() === kept) return !stale.value
    running = saveOnce()
    try {
      return await running
    } finally {
      running = null
    }
  }
  async function saveOnce(): Promise<boolean> {
    const before = letter.value
    if (!before || !content.value) return false
    const body = written()
    saving.value = true
    try {
      const next = await api.letters.save({
        id: before.id,
        content: JSON.parse(body) as LetterContent,
        basedOn: before.updatedAt,
      })
      // Only what is around the text is taken over: somebody is still typing in it.
      if (letter.value?.id === next.id) {
        letter.value = next
        kept = body
        savedAt.value = Date.now()
        askPreview()
      }
      return true
    } catch (failure) {
      if (codeOf(failure) === 'stale') stale.value = true
      else error.value = failure
      await keepOwn()
      return false
    } finally {
      saving.value = false
    }
  }
  watch(
    content,
    () => {
      if (!editable.value || written() === kept) return
      // What was missing may be there now; the next try says what still is.
      if (!stale.value) error.value = null
      clearTimeout(timer)
      timer = setTimeout(() => void save(), SAVE_AFTER)
    },
    { deep: true },
  )

  /* ---------- what it would look like ---------- */
  let previewTimer: ReturnType<typeof setTimeout> | undefined
  let previewed = 0
  function askPreview(): void {
    clearTimeout(previewTimer)
    previewTimer = setTimeout(() => void makePreview(), PREVIEW_AFTER)
  }
  async function makePreview(): Promise<void> {
    const mine = ++previewed
    // The final PDF is made once; there is nothing to preview any more (W2).
    if (letter.value?.pdfUrl) {
      preview.value = null
      return
    }
    try {
      const made = await api.letters.preview({ id: id() })
      if (mine !== previewed) return
      preview.value = made
      previewError.value = null
    } catch (failure) {
      if (mine !== previewed) return
      preview.value = null
      previewError.value = failure
    }
  }

  /* ---------- the way to its number ---------- */
  /** Runs one step; the letter as it is afterwards, or `null` when it failed. */
  async function step(work: () => Promise<Letter>): Promise<Letter | null> {
    error.value = null
    if (!(await save())) return null
    try {
      const next = await work()
      adopt(next)
      await makePreview()
      return next
    } catch (failure) {
      if (codeOf(failure) === 'stale') stale.value = true
      error.value = failure
      return null
    }
  }

  watch(
    id,
    () => {
      // What was typed in the letter one comes from is kept first.
      void save()
      letter.value = null
      content.value = null
      preview.value = null
      previewError.value = null
      savedAt.value = null
      error.value = null
      void load()
    },
    { immediate: true },
  )
  const off = api.letters.on('changed', async ({ ids }) => {
    // Without ids: something this person may not see has changed, and this letter may be among it.
    if ((ids.length > 0 && !ids.includes(id())) || saving.value || running) return
    try {
      const fresh = await api.letters.get({ id: id() })
      const mine = letter.value
      if (!mine || fresh.id !== mine.id || saving.value || JSON.stringify(fresh) === JSON.stringify(mine)) return
      const typing = editable.value && written() !== kept
      // A step or the sync mark changed, not the text: what is being typed stays.
      if (typing && fresh.updatedAt === mine.updatedAt && fresh.state === mine.state) letter.value = fresh
      else if (typing) {
        stale.value = true
        await keepOwn()
      } else {
        adopt(fresh)
        await makePreview()
      }
    } catch (failure) {
      error.value = failure
    }
  })
  // The window is blanked or loaded anew: what was typed in the last second goes to main first.
  const offLeaving = session.beforeLeaving(async () => void (await save()))
  const hidden = (): void => void save()
  window.addEventListener('pagehide', hidden)
  onBeforeUnmount(() => {
    off()
    offLeaving()
    window.removeEventListener('pagehide', hidden)
    void save()
    clearTimeout(previewTimer)
    previewed++
    asked++
  })

  return {
    ...{ letter, content, editable, error, stale, saving, savedAt, preview, previewError, own },
    ...{ load, save, step, takeOver, letGo },
  }
}
