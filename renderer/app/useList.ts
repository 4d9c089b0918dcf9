import { computed, nextTick, onMounted, ref, shallowRef, watch, type Ref } from 'vue'
import { usePlace } from './place'
import { useTyping } from './typing'

type Options<T> = {
  /** Which list this is, so that Esc and "back" find its line and scroll again. */
  name: () => string
  items: () => readonly T[]
  /** Without it there is nothing behind a line: it is read here. */
  open?: (item: T) => void
  /** What is typed to narrow it, and what asks for it a moment after the last key. */
  query?: Ref<string>
  find?: () => unknown
  /** A list of hits under a field: its first line is chosen, the arrows go round, and the hand chooses by pointing. */
  hits?: boolean
  /** What is chosen is shown beside the list: one press chooses, two open. */
  beside?: boolean
  /** Asks for the lines that follow, when there are any: near the end of what is here. */
  more?: () => unknown
}
/** So near the end the next lines are asked for. */
const NEAR = 20

export type List<T extends { id: string }> = ReturnType<typeof useList<T>>

/** What ui/UiList.vue shows: the chosen line, the keys that move it, the pause while somebody types, and the way back to it. */
export function useList<T extends { id: string }>(options: Options<T>) {
  const { name, items, open, query, find, hits = false, beside = false, more } = options
  const first = hits ? 0 : -1
  const active = ref(first)
  /** What scrolls, while there is a line. */
  const root = shallowRef<HTMLElement | null>(null)
  const chosen = computed(() => items()[active.value])

  let left = usePlace(name, () => ({
    ...{ id: chosen.value?.id ?? null, top: root.value?.scrollTop ?? 0, query: query?.value ?? '' },
  }))
  onMounted(() => {
    if (left && query) query.value = left.query
  })
  /** A newer answer: the line stays on its item while it is there; a list that is come back to shows what it showed. */
  watch(items, async (now, before) => {
    if (left && now.length > 0) {
      const { id, top } = left
      left = null
      active.value = Math.max(
        first,
        now.findIndex((item) => item.id === id),
      )
      await nextTick()
      root.value?.scrollTo({ top })
      return
    }
    const id = before[active.value]?.id
    const kept = now.findIndex((item) => item.id === id)
    active.value = hits ? 0 : kept
  })

  if (query && find) watch(query, useTyping(find))

  function scrolled(): void {
    const list = root.value
    if (list && list.scrollHeight - list.scrollTop < 2 * list.clientHeight) more?.()
  }
  watch(root, (now, before) => {
    before?.removeEventListener('scroll', scrolled)
    if (more) now?.addEventListener('scroll', scrolled, { passive: true })
  })

  function show(at: number): void {
    active.value = at
    if (at >= items().length - NEAR) more?.()
    void nextTick(() => root.value?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }))
  }
  function move(step: number): void {
    const count = items().length
    if (count === 0) return
    const next = active.value + step
    show(hits ? (next + count) % count : Math.min(Math.max(next, 0), count - 1))
  }
  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.isComposing) return
    const field = event.target instanceof HTMLInputElement
    const does: Record<string, (() => void) | undefined> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      // In a field these two move the caret.
      Home: field ? undefined : () => show(0),
      End: field ? undefined : () => show(items().length - 1),
      Enter: () => {
        const item = chosen.value ?? (items().length === 1 ? items()[0] : undefined)
        if (item) open?.(item)
      },
    }
    const act = does[event.key]
    if (!act || items().length === 0) return
    event.preventDefault()
    act()
  }
  const choose = (item: T): void => {
    active.value = items().indexOf(item)
  }
  /** By hand, and the line is chosen: whoever comes back finds it. */
  const press = (item: T): void => {
    choose(item)
    if (!beside) open?.(item)
  }
  return { active, chosen, root, hits, beside, onKey, open, choose, press }
}
