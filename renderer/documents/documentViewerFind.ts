import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { findAll } from '../../domain/text/find'
import type { Sheet } from './documentViewerDocument'
import { boxesOf, type MarkBox } from './documentViewerText'

type Hit = { page: number; boxes: MarkBox[] }
/** More marks than anybody goes through. */
const MOST = 2000

/**
 * Finding in a document, page after page, from the first one on; what was typed since ends it. `page` counts from 1.
 * @param go shows a page
 */
export function useFind(sheets: Ref<readonly Sheet[]>, go: (page: number) => void) {
  const open = ref(false)
  const query = ref('')
  const hits = shallowRef<Hit[]>([])
  const at = ref(0)
  const looking = ref(false)
  /** No page holds a word: pictures of paper. Null: not known yet. */
  const wordless = ref<boolean | null>(null)

  let asked = 0
  async function look(): Promise<void> {
    const mine = ++asked
    hits.value = []
    at.value = 0
    looking.value = false
    if (!open.value || query.value.trim() === '') return
    looking.value = true
    let words = false
    for (const [i, sheet] of sheets.value.entries()) {
      const text = await sheet.text?.().catch(() => null) // a page that cannot be read says so where it is drawn
      if (mine !== asked) return
      words ||= Boolean(text && text.boxes.length > 0)
      const found = text ? findAll(text.text, query.value, MOST - hits.value.length) : []
      if (text && found.length > 0) {
        const first = hits.value.length === 0
        hits.value = [...hits.value, ...found.map((place) => ({ page: i + 1, boxes: boxesOf(text, place) }))]
        if (first) show(0)
      }
      if (hits.value.length >= MOST) break
    }
    wordless.value = !words
    looking.value = false
  }
  function show(index: number): void {
    const count = hits.value.length
    if (count === 0) return
    at.value = (index + count) % count
    go(hits.value[at.value]?.page ?? 1)
  }
  let typing: ReturnType<typeof setTimeout> | undefined
  watch([query, open], () => {
    clearTimeout(typing)
    typing = setTimeout(() => void look(), 150)
  })
  watch(sheets, () => {
    wordless.value = null
    void look()
  })
  /** What is marked on each page; the one somebody stands on is told apart. */
  const marks = computed(() => {
    const byPage = new Map<number, { box: MarkBox; current: boolean }[]>()
    for (const [i, { page, boxes }] of hits.value.entries()) {
      const list = byPage.get(page) ?? []
      for (const box of boxes) list.push({ box, current: i === at.value })
      byPage.set(page, list)
    }
    return byPage
  })
  return {
    open,
    query,
    count: computed(() => hits.value.length),
    at,
    looking,
    wordless,
    marks,
    next: () => show(at.value + 1),
    previous: () => show(at.value - 1),
  }
}
export type Find = ReturnType<typeof useFind>
