import { computed, reactive } from 'vue'
import { readHour } from '../../domain/text/typed-hour'
import { instantOf, localTime } from '../../domain/text/zone'
import { useSession } from '../session/session'

/** A day and an hour as they are typed, now to begin with; `at` is null while they say no instant. */
export function useMoment() {
  const session = useSession()
  const now = localTime(Date.now(), session.zone)
  const moment = reactive({ date: now.date as string | null, hour: now.hour })
  const at = computed(() => {
    const hour = readHour(moment.hour)
    return moment.date && hour ? instantOf(moment.date, hour, session.zone) : null
  })
  return { moment, at }
}
