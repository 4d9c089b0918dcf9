import { lineOf, paragraphsOf } from '../../contract/typed'

/**
 * What is pasted or dropped into a field stands there as it will be kept: a control character of Word is a line break or a
 * space at once, and not first after saving. `data-line` on a text area that holds one line; `data-raw` where what came is what
 * is read (a scanner's code, an enrolment code).
 */
export function tidyPasting(at: EventTarget): () => void {
  const heard = (event: Event): void => {
    if (event instanceof InputEvent) tidyPasted(event)
  }
  at.addEventListener('beforeinput', heard, true)
  return () => at.removeEventListener('beforeinput', heard, true)
}

const COMES_IN = new Set(['insertFromPaste', 'insertFromDrop', 'insertReplacementText'])

function tidyPasted(event: InputEvent): void {
  const field = event.target
  if (!COMES_IN.has(event.inputType) || !(field instanceof HTMLElement)) return
  const take = takes(field)
  const came = event.data ?? event.dataTransfer?.getData('text/plain') ?? ''
  if (!take || take(came) === came) return
  event.preventDefault()
  // The browser's own command keeps undo; it speaks `input` like typing.
  document.execCommand('insertText', false, take(came))
}

/** How a field takes text in; null = as it came. */
export function takes(field: HTMLElement): ((text: string) => string) | null {
  if (field.closest('[data-raw]') || field.matches('input[type=password]')) return null
  if (field.matches('input, [data-line]')) return lineOf
  return paragraphsOf
}
