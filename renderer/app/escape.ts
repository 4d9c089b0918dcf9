import { onBeforeUnmount, onMounted } from 'vue'
import { useRouter, type Router } from 'vue-router'
import { focusMain, mainOf } from './focus'
import { isTyping } from './keys'
import { comeBack } from './place'

/** Who takes Esc, the innermost last: a drawer before the page under it. */
const takers: (() => void)[] = []

/** Esc closes one thing: an open menu or dialog first, then whoever asked for it last. */
export function useEscape(act: () => void): void {
  onMounted(() => takers.push(act))
  onBeforeUnmount(() => takers.splice(takers.indexOf(act), 1))
}

const LAYER = '[role="dialog"], [role="menu"], [data-reka-popper-content-wrapper]'
const covered = ({ target }: Event): boolean =>
  document.querySelector(LAYER) !== null ||
  (target instanceof Element && target.closest('[role="combobox"][aria-expanded="true"]') !== null)

export function followEscape(): () => void {
  // Asked before anybody closes anything: a menu that closes itself must not close the drawer under it too.
  let taken = false
  const before = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') taken = covered(event)
  }
  const after = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || taken || event.defaultPrevented || event.isComposing) return
    // Out of a field first: one key too many must not leave the page somebody writes in.
    const writing = isTyping(event) && event.target instanceof Element && event.target.closest('.page')
    if (writing && mainOf(writing) !== event.target) focusMain(writing)
    else takers.at(-1)?.()
  }
  window.addEventListener('keydown', before, true)
  window.addEventListener('keydown', after)
  return () => {
    window.removeEventListener('keydown', before, true)
    window.removeEventListener('keydown', after)
  }
}

/** Esc on a page leads back where one came from; what was opened from nowhere leads to its list. */
export function useWayBack(list: () => string): void {
  const router = useRouter()
  useEscape(() => goBack(router, list()))
}
let going = false
/** One page back, however often it is asked before that page has come. */
export function goBack(router: Router, list: string): void {
  if (going) return
  going = true
  const arrived = router.afterEach(() => {
    arrived()
    going = false
  })
  const { back } = router.options.history.state
  if (typeof back === 'string' && back !== '/') return router.back()
  comeBack()
  void router.push(list)
}
