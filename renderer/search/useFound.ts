import { computed, onMounted, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { SearchHit } from '../../contract/community'
import type { ShelfLine } from '../../contract/finding'
import { isVoid, type EntryRow, type RegisterLine } from '../../contract/register'
import { useFormat } from '../app/format'
import { api } from '../bridge/client'
import { useNotice } from '../ui/notice'

type Open = Extract<EntryRow, { hidden: false }>
const isOpen = (line: RegisterLine): line is Open => !isVoid(line) && !line.hidden
const kinds = ['entry', 'person', 'entity'] as const

/**
 * What stands in the search under which heading: what bears the number that was typed first (N1), then what was found by kind; with nothing
 * typed, what one pinned and what one opened lately.
 */
export function useFound(
  hits: () => readonly SearchHit[],
  numbered: () => readonly RegisterLine[] | null,
  typed: () => string,
  reads = true,
) {
  const { t } = useI18n()
  const format = useFormat()
  const notice = useNotice()
  const shelf = shallowRef<ShelfLine[]>([])
  onMounted(() => {
    if (reads) api.finding.shelf({}).then((lines) => (shelf.value = lines), notice.error)
  })

  const hitOf = (row: Open): SearchHit => ({
    ...{ id: row.id, kind: 'entry', title: row.subject ?? t('register.value.sealed'), at: row.registeredAt },
    detail: [format.digits(row.numberText), row.correspondent, row.reference].filter(Boolean).join(' · '),
    cancelled: row.status === 'cancelled',
  })
  const kept = (pinned: boolean): SearchHit[] =>
    shelf.value.flatMap(({ row, ...line }) => (line.pinned === pinned && !row.hidden ? [hitOf(row)] : []))

  const groups = computed(() => {
    if (typed().trim() === '')
      return [
        { title: t('lists.shelf.pinned'), rows: kept(true) },
        { title: t('lists.shelf.recent'), rows: kept(false) },
      ].filter(({ rows }) => rows.length > 0)
    const exact = (numbered() ?? []).filter(isOpen).map(hitOf)
    const others = hits().filter(({ id }) => !exact.some((one) => one.id === id))
    return [
      { title: t('lists.number.several'), rows: exact },
      ...kinds.map((kind) => ({
        title: t(`community.search.kind.${kind}`),
        rows: others.filter((hit) => hit.kind === kind),
      })),
    ].filter(({ rows }) => rows.length > 0)
  })
  /** What has its place and nothing to open, or that nothing bears the number. */
  const unopened = computed(() => {
    const lines = numbered()
    return lines && (lines.length === 0 || !lines.every(isOpen)) ? lines.filter((line) => !isOpen(line)) : null
  })
  return { groups, items: computed(() => groups.value.flatMap(({ rows }) => rows)), unopened }
}
