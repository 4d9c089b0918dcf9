import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import { MOST_PAGES, type PageRead } from '../../contract/intake'
import type { EntryFile, EntryLink } from '../../contract/register'
import { planOf, toggled, type Part } from '../../domain/intake/plan'
import { api } from '../bridge/client'
import type { FormLink } from '../register/entryForm'
import { readPages, type PageFound } from './readPages'

/** A file on the table: read for its codes, parted, each part given to its entry, and nothing written before it is ordered. */
export function useBatch() {
  const file = shallowRef<EntryFile | null>(null)
  const found = shallowRef<PageFound[]>([])
  const of = ref(0)
  const reading = ref(false)
  const parts = shallowRef<Part[]>([])
  const left = shallowRef<number[]>([])
  /** What is known of the entries that are named. */
  const links = ref(new Map<string, FormLink>())
  const error = shallowRef<unknown>(null)
  let stop: AbortController | null = null

  function clear(): void {
    stop?.abort()
    stop = null
    file.value = null
    found.value = []
    parts.value = []
    left.value = []
    error.value = null
    reading.value = false
  }

  async function begin(taken: EntryFile): Promise<void> {
    clear()
    file.value = taken
    reading.value = true
    const mine = new AbortController()
    stop = mine
    try {
      await readPages(taken, mine.signal, (page, pages) => {
        if (mine.signal.aborted) return
        of.value = pages
        found.value = [...found.value, page]
      })
      const said = await api.intake.recognise({ pages: found.value.map(({ page, texts }) => ({ page, texts })) })
      if (mine.signal.aborted) return
      place(said)
    } catch (failure) {
      if (mine.signal.aborted) return
      error.value = failure
      // What cannot be drawn here is one letter, whole as it came.
      if (found.value.length === 0) parts.value = [{ pages: [0], entryId: null }]
      else place(found.value.map(({ page }) => ({ page, separator: false, entry: null })))
    } finally {
      if (stop === mine) reading.value = false
    }
  }

  function place(said: readonly PageRead[]): void {
    for (const { entry } of said) if (entry) know(entry)
    const plan = planOf(said.map(({ separator, entry }) => ({ separator, entryId: entry?.id ?? null })))
    parts.value = plan.parts
    left.value = plan.left
  }
  const know = ({ id, numberText, subject }: FormLink | EntryLink): void =>
    void links.value.set(id, { id, numberText, subject })

  function give(part: Part, link: FormLink | null): void {
    if (link) know(link)
    parts.value = parts.value.map((one) => (one === part ? { ...one, entryId: link?.id ?? null } : one))
  }
  const toggle = (page: number): void => {
    parts.value = toggled(parts.value, page)
  }
  /** A page that belongs to nothing (blank, a separator that was not read), or belongs again. */
  function leaveOut(page: number): void {
    parts.value = parts.value
      .map((part) => ({ ...part, pages: part.pages.filter((one) => one !== page) }))
      .filter(({ pages }) => pages.length > 0)
    left.value = [...left.value, page].sort((a, b) => a - b)
  }
  function takeBack(page: number): void {
    left.value = left.value.filter((one) => one !== page)
    parts.value = [...parts.value, { pages: [page], entryId: null }].sort(
      (a, b) => (a.pages[0] ?? 0) - (b.pages[0] ?? 0),
    )
  }

  const given = computed(() => parts.value.filter(({ entryId }) => entryId !== null))
  const whole = computed(
    () => of.value <= MOST_PAGES && found.value.length === of.value && given.value.length === parts.value.length,
  )
  /** All of it is one letter: the file goes as it came, byte for byte. */
  const asItCame = computed(() => parts.value.length === 1 && left.value.length === 0)
  const orders = computed(() =>
    given.value.flatMap(({ pages, entryId }) =>
      entryId === null ? [] : [{ entryId, pages: asItCame.value ? null : pages }],
    ),
  )
  onBeforeUnmount(clear)
  return {
    file,
    found,
    of,
    reading,
    parts,
    left,
    links,
    error,
    given,
    whole,
    orders,
    asItCame,
    begin,
    clear,
    give,
    toggle,
    leaveOut,
    takeBack,
  }
}
export type Batch = ReturnType<typeof useBatch>
