import { computed, reactive, ref } from 'vue'
import type { DischargeInput } from '../../contract/discharge'
import type { Ink } from '../../contract/ink'
import { useMoment } from '../app/useMoment'

/** What is typed, or drawn, when somebody has received something; `said` is null while it is no discharge yet. */
export function useDischarge() {
  const { moment, at } = useMoment()
  const typed = reactive({ by: '', note: '', ink: null as Ink | null })
  const tried = ref(false)
  const said = computed<DischargeInput | null>(() => {
    const by = typed.by.trim()
    return by === '' || at.value === null ? null : { by, at: at.value, note: typed.note.trim(), ink: typed.ink }
  })
  return { typed, moment, tried, at, said }
}
export type Discharging = ReturnType<typeof useDischarge>
