import { computed } from 'vue'
import type { Unit } from '../../contract/units'
import type { Names } from '../../contract/values'
import { existsOn, namesOn, treeOf } from '../../domain/units/tree'
import { useFormat } from '../app/format'
import { useSession } from '../session/session'

/** A step to the side for each unit above: a list that is read in any direction of writing. */
const STEP = '\u2003'

/** The office's organisation tree as the window needs it: to choose from, and to name one by its id. */
export function useUnits() {
  const session = useSession()
  const format = useFormat()
  const all = computed<readonly Unit[]>(() => session.office?.units ?? [])
  const today = (): string => format.dateOf(Date.now())
  const tree = computed(() => treeOf(all.value))
  const choices = (date: string) =>
    tree.value
      .filter(({ unit }) => existsOn(unit, date))
      .map(({ unit, depth }) => ({ value: unit.id, label: STEP.repeat(depth) + session.nameIn(namesOn(unit, date)) }))
  const namesOf = (id: unknown, date = today()): Names | undefined => {
    const unit = all.value.find((one) => one.id === id)
    return unit && namesOn(unit, date)
  }
  return {
    all,
    tree,
    today,
    /** What exists today, each under the one it stands under. */
    options: computed(() => choices(today())),
    first: computed(() => choices(today())[0]?.value ?? null),
    /** As it was called on a day; without one, today. Empty for what is no unit here. */
    nameOf: (id: unknown, date?: string): string => session.nameIn(namesOf(id, date)),
  }
}
