import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { FilingClass } from '../../contract/filing'
import { existsOn, treeOf } from '../../domain/units/tree'
import { useFormat } from '../app/format'
import { i18n } from '../app/i18n'
import { api } from '../bridge/client'
import { useSession } from '../session/session'

/** The filing plan: asked once somebody needs it, and again when it changed. */
const usePlan = defineStore('filingPlan', () => {
  const all = shallowRef<readonly FilingClass[]>([])
  const isRead = shallowRef(false)
  let asked = false
  async function load(): Promise<void> {
    asked = true
    all.value = await api.filing.plan({})
    isRead.value = true
  }
  /** A class is to be named, by a page that chooses none: a saved list, an entry's history. */
  function need(): void {
    if (!asked) void load().catch(() => undefined)
  }
  api.filing.on('changed', () => void load().catch(() => undefined))
  return { all, isRead, load, need }
})

/** A step to the side for each class above: a list that is read in any direction of writing. */
const STEP = '\u2003'

/** The filing plan as the window needs it: to choose from, and to name a class by its id. */
export function useFilingPlan() {
  const { t, te } = i18n.global
  const session = useSession()
  const format = useFormat()
  const plan = usePlan()
  const byId = computed(() => new Map(plan.all.map((one) => [one.id, one])))
  const tree = computed(() => treeOf(plan.all))
  const today = (): string => format.dateOf(Date.now())
  const inForce = computed(() => tree.value.filter(({ unit }) => existsOn(unit, today())))
  const labelOf = (one: FilingClass): string => `${one.code} · ${session.nameIn(one.names)}`
  const word = (group: string, value: string): string =>
    te(`filing.${group}.${value}`) ? t(`filing.${group}.${value}`) : value

  /** How long and what then, in one line: "10 years from the last letter of the matter, then transferred to the archives". */
  function ruleOf({ active, intermediate, event, fate }: Omit<FilingClass, 'id'>): string {
    if (fate === 'keep') return word('fate', 'keep')
    const years = format.count('filing.years', active + intermediate)
    return t('filing.rule', { years, event: word('from', event), fate: word('then', fate) })
  }
  return {
    all: computed(() => plan.all),
    isRead: computed(() => plan.isRead),
    tree,
    today,
    inForce,
    load: plan.load,
    classOf: (id: unknown): FilingClass | undefined => byId.value.get(String(id)),
    labelOf,
    /** Empty for what is no class here. */
    nameOf: (id: unknown): string => {
      if (id) plan.need()
      const one = byId.value.get(String(id))
      return one ? labelOf(one) : ''
    },
    ruleOf,
    /** All of them, those that ended too: entries bear them. */
    options: computed(() =>
      tree.value.map(({ unit, depth }) => ({ value: unit.id, label: STEP.repeat(depth) + labelOf(unit) })),
    ),
  }
}
