import { computed, onBeforeUnmount, shallowRef } from 'vue'
import type { Closure } from '../../contract/calendar'
import { calendarOf } from '../../domain/calendar/calendar'
import { policies } from '../../domain/policies'
import { calendars } from '../../domain/policies/calendar'
import { useLatest } from '../app/latest'
import { api } from '../bridge/client'
import { useSession } from '../session/session'

/** The office's days as they stand (W4), the same rule that counts its deadlines. */
export function useOfficeDays() {
  const session = useSession()
  const latest = useLatest()
  const closures = shallowRef<Closure[] | null>(null)
  const load = (): Promise<void> =>
    latest(
      () => api.calendar.closures({}),
      (all) => {
        closures.value = all
      },
    )
  void load()
  onBeforeUnmount(api.calendar.on('changed', () => void load()))
  const policy = computed(() => ({
    ...calendars[session.country],
    weekend: policies[session.country].weekend,
  }))
  const inForce = computed(() => (closures.value ?? []).filter(({ removed }) => removed === null))
  const days = computed(() => calendarOf(policy.value, inForce.value))
  return { closures, inForce, days, policy, load }
}
