import { computed, nextTick, onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import type { Criteria } from '../../contract/criteria'
import type { Outline, RegisterFilter, RegisterLine } from '../../contract/register'
import type { Register } from '../../contract/books'
import { narrowed } from '../../domain/register/criteria'
import { api } from '../bridge/client'
import { useNotice } from '../ui/notice'
import { gridLayout } from './registerGridLayout'
import { rowPages } from './rowPages'

export type Tab = RegisterFilter['tab']
const TYPING = 200

/** One register as it is looked at: filter, outline, rows and the selected line, kept in step with what happens in main. */
export function useRegisterView(register: Ref<Register | null>, year: Ref<number>) {
  const notice = useNotice()
  const tab = ref<Tab>('all')
  const query = ref('')
  const text = ref('')
  const criteria = ref<Criteria>({})
  const outline = shallowRef<Outline | null>(null)
  /** The whole year whatever is filtered: tabs and totals are of the book, not of what somebody searched. */
  const book = shallowRef<Outline | null>(null)
  const layout = computed(() => gridLayout(outline.value?.days ?? []))
  const selected = ref<number | null>(null)
  let selectedId: string | null = null

  const filter = computed<RegisterFilter | null>(() => {
    if (!register.value) return null
    const asked = narrowed(criteria.value)
    const list = { registerId: register.value.id, year: year.value, tab: tab.value, text: text.value }
    return asked ? { ...list, criteria: asked } : list
  })
  const rows = rowPages(
    async (offset, limit) => (filter.value ? api.register.rows({ ...filter.value, offset, limit }) : []),
    (error) => notice.error(error),
  )

  let asked = 0
  async function loadOutline(): Promise<void> {
    const mine = ++asked
    const seen = filter.value
    if (!seen) return
    const { criteria: narrowing, ...place } = seen
    const whole = seen.tab === 'all' && seen.text === '' && !narrowing
    try {
      const [next, year] = await Promise.all([
        api.register.outline(seen),
        whole ? null : api.register.outline({ ...place, tab: 'all', text: '' }),
      ])
      if (mine !== asked) return
      outline.value = next
      book.value = year ?? next
    } catch (error) {
      if (mine === asked) notice.error(error)
    }
  }

  let loading: Promise<void> | null = null
  /** Enter does not wait for the pause after the last key: what was typed is looked for now. */
  async function searchNow(): Promise<void> {
    clearTimeout(typing)
    text.value = query.value.trim()
    await nextTick()
    await loading
  }
  let typing: ReturnType<typeof setTimeout> | undefined
  watch(query, (now) => {
    clearTimeout(typing)
    typing = setTimeout(() => (text.value = now.trim()), TYPING)
  })

  watch(
    filter,
    () => {
      selected.value = null
      selectedId = null
      outline.value = null
      rows.clear()
      loading = loadOutline()
    },
    { immediate: true },
  )

  const selectedRow = computed<RegisterLine | null>(() =>
    selected.value === null ? null : (rows.rowAt(selected.value) ?? null),
  )
  watch(selectedRow, (row, before) => {
    // New entries push the lines down: the clerk keeps the entry they chose, not its place.
    if (row && selectedId && row.id !== selectedId && (before === null || before.id === selectedId)) {
      const now = rows.offsetOf(selectedId)
      if (now !== null && now !== selected.value) {
        selected.value = now
        return
      }
    }
    if (row) selectedId = row.id
  })
  function select(offset: number): void {
    selectedId = rows.rowAt(offset)?.id ?? null
    selected.value = offset
  }

  /** The line somebody left, as soon as it is here again: by its entry, which may stand lower by now. */
  function restore(offset: number, id: string | null): void {
    selectedId = id
    selected.value = Math.min(offset, Math.max(0, layout.value.entries - 1))
  }

  // Several entries may come in one pull; one look is enough for all of them.
  let soon: ReturnType<typeof setTimeout> | undefined
  const off = api.register.on('changed', () => {
    clearTimeout(soon)
    soon = setTimeout(() => {
      void loadOutline()
      rows.refresh()
    }, 150)
  })
  onBeforeUnmount(() => {
    off()
    clearTimeout(soon)
    clearTimeout(typing)
    rows.stop()
  })

  return {
    ...{ tab, query, text, criteria, filter, outline, book, layout, selected, selectedRow },
    ...{ select, restore, searchNow, rowAt: rows.rowAt, need: rows.need },
  }
}
