import { computed, onMounted, shallowRef } from 'vue'
import type { Addressee, Colleague } from '../../contract/routing'
import { existsOn } from '../../domain/units/tree'
import { api } from '../bridge/client'
import { useSession } from '../session/session'
import { useUnits } from '../units/useUnits'

/** One to whom something can be given, as the window calls them; `beside`: the unit of a person. */
export type Named = Addressee & { key: string; name: string; beside: string }

/** The units and people of the office as it is today: units first, in the order of their tree. */
export function useAddressees() {
  const session = useSession()
  const units = useUnits()
  const people = shallowRef<readonly Colleague[]>([])
  onMounted(async () => (people.value = await api.routing.colleagues({}).catch(() => [])))
  const all = computed<Named[]>(() => {
    const today = units.today()
    const theirs = units.tree.value
      .filter(({ unit }) => existsOn(unit, today))
      .map(({ unit }): Named => ({ kind: 'unit', id: unit.id, key: unit.id, name: units.nameOf(unit.id), beside: '' }))
    const persons = people.value.map(({ id, names, unitNames }): Named => ({
      ...{ kind: 'person', id, key: id, name: session.nameIn(names) },
      beside: session.nameIn(unitNames ?? undefined),
    }))
    return [...theirs, ...persons]
  })
  return { all }
}
