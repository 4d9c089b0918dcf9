/** Whether a key goes into a text somebody is writing: then it is a letter, not a shortcut. */
export function isTyping(event: KeyboardEvent): boolean {
  const at = event.target
  if (!(at instanceof HTMLElement)) return false
  return at.isContentEditable || at.matches('input:not([type=checkbox], [type=radio]), textarea, select')
}
