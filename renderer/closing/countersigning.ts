import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Countersignature } from '../../contract/countersigning'
import { useLatest } from '../app/latest'
import { api } from '../bridge/client'

/** For how long an answer nobody can use is still said. In milliseconds. */
const SAID_FOR = 7 * 24 * 3600_000

/** What still says something to its reader: theirs to answer or to carry out, on its way, or refused lately. */
export const isShown = (one: Countersignature, now: number): boolean => {
  if (one.state === 'asked' || one.state === 'given') return one.mine || one.mayAnswer
  const lately = now - (one.answeredAt ?? one.askedAt) < SAID_FOR
  return one.mine && lately && (one.state === 'refused' || one.state === 'expired')
}

/** The second words that are asked of another PC (I4, N1). */
export const useCountersigning = defineStore('countersigning', () => {
  const all = shallowRef<readonly Countersignature[]>([])
  const shown = computed(() => all.value.filter((one) => isShown(one, Date.now())))
  const latest = useLatest()
  const load = (): Promise<void> =>
    latest(
      () => api.countersigning.list({}),
      (rows) => (all.value = rows),
    )
  return { shown, load }
})
