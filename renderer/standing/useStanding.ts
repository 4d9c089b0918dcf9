import { onBeforeUnmount, shallowRef } from 'vue'
import type { Standing } from '../../contract/standing'
import type { Askable, UsualPath } from '../../contract/visas'
import { useLatest } from '../app/latest'
import { api } from '../bridge/client'

/** Who stands for whom, who may be asked, and the paths the office keeps; read again whenever one of them changes. */
export function useStanding() {
  const standing = shallowRef<Standing | null>(null)
  const people = shallowRef<Askable[]>([])
  const paths = shallowRef<UsualPath[]>([])
  const latest = useLatest()
  const load = (): Promise<void> =>
    latest(
      () => Promise.all([api.standing.list({}), api.visas.askable({}), api.visas.usual({})]),
      ([now, askable, usual]) => {
        standing.value = now
        people.value = askable
        paths.value = usual
      },
    )
  void load()
  onBeforeUnmount(api.standing.on('changed', () => void load()))
  return { standing, people, paths, load }
}
