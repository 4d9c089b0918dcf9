import { useI18n } from 'vue-i18n'
import { criterionNames, type Criteria, type DayRange } from '../../contract/criteria'
import type { RegisterFilter } from '../../contract/register'
import { isBounded } from '../../domain/register/criteria'
import { isolated } from '../app/isolated'
import { useFormat } from '../app/format'
import { countryName } from '../../domain/text/countries'
import { useFilingPlan } from '../filing/plan'
import { useSession } from '../session/session'
import { useUnits } from '../units/useUnits'

export type CriterionName = keyof Criteria

/** Each criterion that is asked, in the reader's words: `name` says which, `value` what. */
export function useCriteria() {
  const { t } = useI18n()
  const format = useFormat()
  const session = useSession()
  const units = useUnits()
  const plan = useFilingPlan()

  function rangeSaid({ from, to }: DayRange): string {
    const said = { from: isolated(from ? format.shortDate(from) : ''), to: isolated(to ? format.shortDate(to) : '') }
    return t(`lists.range.${from && to ? 'both' : from ? 'from' : 'to'}`, said)
  }
  const values: { [K in CriterionName]: (value: NonNullable<Criteria[K]>) => string } = {
    registered: rangeSaid,
    arrived: rangeSaid,
    written: rangeSaid,
    unitId: (id) => units.nameOf(id) || id,
    classId: (id) => plan.nameOf(id) || id,
    acknowledged: (presence) => t(`lists.acknowledged.${presence}`),
    classed: (presence) => t(`lists.classed.${presence}`),
    state: (state) => t(`lists.state.${state}`),
    channel: (channel) => t(`values.channels.${channel}`),
    urgency: (urgency) => t(`values.urgencies.${urgency}`),
    level: (level) => t(`values.levels.${level}`),
    scans: (presence) => t(`lists.scans.${presence}`),
    enclosures: (presence) => t(`lists.enclosures.${presence}`),
    late: () => t('lists.late'),
    undescribed: () => t('describing.mark'),
    country: (code) => countryName(code, session.language),
  }
  function said(criteria: Criteria): { name: CriterionName; label: string; value: string }[] {
    return criterionNames.flatMap((name) => {
      const value = criteria[name]
      if (value === undefined || (typeof value === 'object' && !isBounded(value))) return []
      return [{ name, label: t(`lists.criteria.${name}`), value: (values[name] as (v: unknown) => string)(value) }]
    })
  }
  /** The whole filter as one sentence, for the heading of what is taken along. */
  function sentence({ tab, text, criteria }: Pick<RegisterFilter, 'tab' | 'text' | 'criteria'>): string {
    const parts = said(criteria ?? {}).map(({ label, value }) => `${label}: ${value}`)
    return [...(tab === 'all' ? [] : [t(`register.tab.${tab}`)]), ...(text ? [`«${text}»`] : []), ...parts].join(' · ')
  }
  return { said, sentence }
}
