import { computed, reactive, ref } from 'vue'
import type { DischargeInput } from '../../contract/discharge'
import type { Ink } from '../../contract/ink'
import { readHour } from '../../domain/text/typed-hour'
import { instantOf, localTime } from '../../domain/text/zone'
import { useSession } from '../session/session'

/** What is typed, or drawn, when somebody has received something; `said` is null while it is no discharge yet. */
export function useDischarge() {
  const session = useSession()
  const now = localTime(Date.now(), session.zone)
  const typed = reactive({
    by: '',
    date: now.date as string | null,
    hour: now.hour,
    note: '',
    ink: null as Ink | null,
  })
  const tried = ref(false)
  const at = computed(() => {
    const hour = readHour(typed.hour)
    return typed.date && hour ? instantOf(typed.date, hour, session.zone) : null
  })
  const said = computed<DischargeInput | null>(() => {
    const by = typed.by.trim()
    return by === '' || at.value === null ? null : { by, at: at.value, note: typed.note.trim(), ink: typed.ink }
  })
  return { typed, tried, at, said }
}
export type Discharging = ReturnType<typeof useDischarge>
