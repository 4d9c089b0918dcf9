import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Outline } from '../../contract/register'
import { useFormat } from '../app/format'
import type { Tab } from './useRegisterView'

/** The tabs over a register with what stands under each; only what arrives waits for an answer. */
export function useRegisterTabs(
  of: () => { outline: Outline | null; today: string; answers: boolean },
): ComputedRef<{ value: Tab; label: string; count: string | null }[]> {
  const { t } = useI18n()
  const format = useFormat()
  const count = (n: number | undefined): string | null => (n === undefined ? null : format.number(n))
  return computed(() => {
    const { outline: o, today, answers } = of()
    const ofToday = o ? (o.days.find((day) => day.date === today)?.entries ?? 0) : undefined
    const counts = {
      all: o?.total,
      today: ofToday,
      urgent: o?.urgent,
      unanswered: o?.unanswered,
      cancelled: o?.cancelled,
    }
    const all = Object.entries(counts).map(([value, n]) => ({
      ...{ value: value as Tab, label: t(`register.tab.${value}`), count: count(n) },
    }))
    return all.filter((one) => one.value !== 'unanswered' || answers)
  })
}
