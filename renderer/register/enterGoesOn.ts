import { focusNext } from './focusNext'

/** In a form of many fields Enter goes on to the next one; a choice opens with the space bar or an arrow. */
export function enterGoesOn(root: () => HTMLElement | null) {
  function onEnter(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.shiftKey || event.isComposing) return
    const [field, within] = [event.target, root()]
    if (!(field instanceof HTMLElement) || !within) return
    const choosing = field.getAttribute('role') === 'combobox' && field.tagName === 'BUTTON'
    if (choosing && field.getAttribute('aria-expanded') === 'true') return
    if (choosing || field.tagName === 'INPUT' || field.tagName === 'TEXTAREA' || field.classList.contains('segment')) {
      event.preventDefault()
      event.stopPropagation()
      focusNext(within, field)
    }
  }
  /** Before the field hears it: a closed list would open on Enter first; a list of suggestions hears it before the form does. */
  function onEnterFirst(event: KeyboardEvent): void {
    const field = event.target
    if (field instanceof HTMLElement && field.tagName === 'BUTTON') onEnter(event)
  }
  return { onEnter, onEnterFirst }
}
