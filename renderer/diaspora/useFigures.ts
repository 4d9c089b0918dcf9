import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { FigureRow, OwnCount } from '../../contract/diaspora'
import { countryLines } from '../../domain/diaspora/lines'
import { api } from '../bridge/client'
import { useSession } from '../session/session'

type Table = Awaited<ReturnType<typeof api.diaspora.series>>[number]
/** A source's name may hold anything; what parts it from the measure may not stand in one. */
const keyOf = ({ measure, source }: Pick<Table, 'measure' | 'source'>): string => `${measure}\n${source}`

/** One year of one source's table, and beside it this office's own cards. */
export function useFigures() {
  const { t, te } = useI18n()
  const session = useSession()
  const tables = shallowRef<Table[] | null>(null)
  const rows = shallowRef<FigureRow[]>([])
  const own = shallowRef<OwnCount[]>([])
  const before = ref<number | null>(null)
  const error = shallowRef<unknown>(null)
  const chosen = ref<string | null>(null)
  const year = ref<number | null>(null)

  const table = computed(() => tables.value?.find((one) => keyOf(one) === chosen.value) ?? tables.value?.[0] ?? null)
  const years = computed(() => table.value?.years.map((one) => one.year).reverse() ?? [])
  const measureOf = (word: string): string => (te(`diaspora.measure.${word}`) ? t(`diaspora.measure.${word}`) : word)
  const options = computed(() =>
    (tables.value ?? []).map((one) => ({
      value: keyOf(one),
      label: `${measureOf(one.measure)} · \u2068${one.source}\u2069`,
    })),
  )
  const asked = computed(() => {
    const [now, at] = [table.value, years.value.find((one) => one === year.value) ?? years.value[0]]
    return now && at !== undefined ? { measure: now.measure, source: now.source, year: at } : null
  })

  let turn = 0
  async function load(): Promise<void> {
    const mine = ++turn
    try {
      const [found, cards] = await Promise.all([api.diaspora.series({}), api.diaspora.own({})])
      if (mine !== turn) return
      tables.value = found
      own.value = cards
      const now = asked.value
      const read = now ? await api.diaspora.table(now) : { rows: [], before: null }
      if (mine !== turn) return
      rows.value = read.rows
      before.value = read.before
      error.value = null
    } catch (failure) {
      if (mine === turn) error.value = failure
    }
  }
  watch([chosen, year], () => void load(), { immediate: true })
  const offs = [api.diaspora.on('changed', () => void load()), api.community.on('changed', () => void load())]
  onBeforeUnmount(() => {
    offs.forEach((off) => off())
    turn++
  })

  const lines = computed(() =>
    tables.value === null ? null : countryLines(rows.value, own.value, session.country, session.language),
  )
  return { tables, table, options, chosen, years, year, asked, before, lines, error, load, measureOf, keyOf }
}
