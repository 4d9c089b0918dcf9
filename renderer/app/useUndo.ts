import { onBeforeUnmount } from 'vue'
import { useSession } from '../session/session'
import { useNotice, type Undo } from '../ui/notice'

/** What a page took away can be put back while the page is there; then it is done with. */
export function useUndo() {
  const notice = useNotice()
  const offered: number[] = []
  function settle(): void {
    for (const id of offered.splice(0)) notice.close(id)
  }
  const off = useSession().beforeLeaving(async () => settle())
  onBeforeUnmount(() => {
    off()
    settle()
  })
  return {
    offer: (text: string, undo: Undo): void => {
      offered.push(notice.removed(text, undo))
    },
    settle,
  }
}
