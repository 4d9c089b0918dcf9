import { onBeforeUnmount, shallowRef } from 'vue'
import type { Basket } from '../../contract/routing'
import { useLatest } from '../app/latest'
import { api } from '../bridge/client'

/** How much lies in each basket of whoever sits here; asked again whenever something of an assignment changes. */
export function useBasketCounts() {
  const counts = shallowRef<Partial<Record<Basket, number>>>({})
  const latest = useLatest()
  const load = (): Promise<void> =>
    latest(
      () => api.routing.counts({}),
      (found) => (counts.value = found.counts),
    )
  void load()
  onBeforeUnmount(api.routing.on('changed', () => void load()))
  return { counts, load }
}
