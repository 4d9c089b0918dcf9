import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import type { Letter, LetterContent } from '../../contract/letters'
import { merged } from '../../domain/letters/merging'
import { codeOf } from '../app/errors'
import { api } from '../bridge/client'
import { useSession } from '../session/session'
import { contentOf } from './content'
import { useLetterPreview } from './useLetterPreview'

/** No key for so long: what was typed is kept on this PC, and the page beside it is made anew. */
const PAUSE = 400
/** So long after the first word that is not saved yet, the letter is: for colleagues, for the other PCs. */
const SAVE_AFTER = 30_000

type Words = Awaited<ReturnType<typeof api.letters.own>>

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
  const { preview, previewError, makePreview, forget } = useLetterPreview(id, () => letter.value)
  /** What this person wrote over a text that somebody else had changed: kept beside it until they decide. */
  const own = shallowRef<Words['words']>(null)
  /** Somebody else changed other paragraphs meanwhile: theirs stand among mine. */
  const joined = ref(false)

  /** The content as main has it; what differs from it is not saved yet. */
  let kept = ''
  /** The same as this PC has it, until it is saved. */
  let keptHere = ''
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
    kept = keptHere = written()
    stale.value = false
    joined.value = false
  }
  /** Mine and theirs in one text, where no part was written by both; else false, and nothing has changed. */
  function join(base: LetterContent | null, mine: LetterContent, fresh: Letter): boolean {
    if (!base || (fresh.state !== 'draft' && fresh.state !== 'returned')) return false
    const result = merged(base, mine, contentOf(fresh))
    if (result.both + result.left > 0) return false
    letter.value = fresh
    kept = keptHere = JSON.stringify(contentOf(fresh))
    content.value = result.content
    joined.value = true
    return true
  }
  /** What was typed and not saved when the program ended. */
  async function takeUp({ content: mine, base, over }: NonNullable<Words['typed']>, found: Letter): Promise<void> {
    if (JSON.stringify(mine) === JSON.stringify(base)) return
    if (editable.value && over === found.updatedAt) content.value = { ...mine }
    else if (!join(base, mine, found)) {
      await api.letters.keepOwn({ id: found.id, content: mine, ...(base && { base }) })
      own.value = (await api.letters.own({ id: found.id })).words
    }
  }
  let asked = 0
  async function load(): Promise<void> {
    const mine = ++asked
    try {
      const found = await api.letters.get({ id: id() })
      if (mine !== asked) return
      adopt(found)
      error.value = null
      const { words = null, typed = null } = session.can('letters:write') ? await api.letters.own({ id: found.id }) : {}
      if (mine !== asked) return
      own.value = words
      if (typed) await takeUp(typed, found)
      await makePreview()
    } catch (failure) {
      if (mine === asked) error.value = failure
    }
  }

  /* ---------- saving ---------- */
  let pause: ReturnType<typeof setTimeout> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> | null = null
  /** Into the vault, beside what stands: a reload, a lock or a kill takes nothing that was typed. */
  async function keepOwn(): Promise<void> {
    const mine = letter.value
    if (!mine || !content.value || written() === kept) return
    try {
      const [words, base] = [JSON.parse(written()), JSON.parse(kept)] as [LetterContent, LetterContent]
      await api.letters.keepOwn({ id: mine.id, content: words, base })
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
  /** Both: what one of us wrote as they wrote it, and what both did one below the other. */
  async function takeBoth(): Promise<void> {
    const { base, content: mine } = own.value ?? {}
    if (!base || !mine || !letter.value || !editable.value) return
    const { content: both, left } = merged(base, mine, contentOf(letter.value))
    content.value = both
    if (((await save()) || written() === kept) && left === 0) await letGo()
  }
  async function letGo(): Promise<void> {
    const { value } = letter
    if (!value) return
    await api.letters.dropOwn({ id: value.id })
    own.value = null
  }

  /** True when everything typed so far is kept. */
  async function save(): Promise<boolean> {
    clearTimeout(pause)
    clearTimeout(timer)
    timer = undefined
    if (running) await running
    if (stale.value) await keepOwn()
    else if (written() === kept) await keepHere()
    if (!editable.value || stale.value || written() === kept) return !stale.value
    running = saveOnce()
    try {
      return await running
    } finally {
      running = null
    }
  }
  async function joinTheirs(): Promise<boolean> {
    const [base, mine] = [JSON.parse(kept), JSON.parse(written())] as [LetterContent, LetterContent]
    const fresh = await api.letters.get({ id: id() })
    // What was typed since stays: it is tried again with the next save.
    return fresh.id === letter.value?.id && written() === JSON.stringify(mine) && join(base, mine, fresh)
  }
  async function saveOnce(again = false): Promise<boolean> {
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
        kept = keptHere = body
        savedAt.value = Date.now()
        void makePreview()
      }
      return true
    } catch (failure) {
      if (codeOf(failure) === 'stale' && !again && (await joinTheirs().catch(() => false))) return saveOnce(true)
      if (codeOf(failure) === 'stale') stale.value = true
      else error.value = failure
      await keepOwn()
      return false
    } finally {
      saving.value = false
    }
  }
  /** At a pause: what differs goes into the vault, and the page shows it. */
  async function keepHere(): Promise<void> {
    const before = letter.value
    const body = written()
    if (!before || !editable.value || stale.value || running || body === keptHere) return
    try {
      const words = JSON.parse(body) as LetterContent
      await api.letters.save({ id: before.id, content: words, basedOn: before.updatedAt, hereOnly: true })
      if (letter.value?.id !== before.id) return
      keptHere = body
      savedAt.value = Date.now()
      await makePreview()
    } catch (failure) {
      if (codeOf(failure) !== 'stale') error.value = failure
      else if (body !== kept) await save()
    }
  }
  watch(
    content,
    () => {
      // What was taken back to what is saved has to be taken back here too.
      if (!editable.value || (written() === kept && keptHere === kept)) return
      // What was missing may be there now; the next try says what still is.
      if (!stale.value) error.value = null
      clearTimeout(pause)
      pause = setTimeout(() => void keepHere(), PAUSE)
      timer ??= setTimeout(() => void save(), SAVE_AFTER)
    },
    { deep: true },
  )

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
      forget()
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
      else if (typing && join(JSON.parse(kept) as LetterContent, JSON.parse(written()) as LetterContent, fresh))
        await save()
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
    asked++
  })

  return {
    ...{ letter, content, editable, error, stale, saving, savedAt, preview, previewError, own, joined },
    ...{ load, save, step, takeOver, takeBoth, letGo },
  }
}
