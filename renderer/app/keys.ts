import { onBeforeUnmount, onMounted } from 'vue'

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> & {
  getModifierState?: (key: string) => boolean
}

/** AltGr types a character (€, @, ~): Windows reports it as Ctrl and Alt together, and it is no shortcut. */
export const isAltGr = (event: Pressed): boolean =>
  event.getModifierState?.('AltGraph') === true || (event.ctrlKey && event.altKey && event.key.length === 1)

/**
 * What was pressed, on the keyboards of these offices: `Ctrl+Enter`, `Alt+n`, `F2`, `/`, `?`. A sign is what the key types (AZERTY has
 * its slash under Shift). Under Ctrl or Alt it is the letter, and its place where the layout has no Latin letters (Arabic 101).
 * Empty for a character of AltGr.
 */
export function keyName(event: Pressed): string {
  if (isAltGr(event)) return ''
  const ctrl = event.ctrlKey || event.metaKey
  return `${ctrl ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${ctrl || event.altKey ? underModifier(event) : sign(event)}`
}

function underModifier({ key, code }: Pressed): string {
  if (/^[A-Za-z]$/.test(key)) return key.toLowerCase()
  const place = /^(?:Key([A-Z])|Digit(\d))$/.exec(code)
  return key.length === 1 && place ? (place[1]?.toLowerCase() ?? place[2] ?? key) : key
}

/** Arabic 101 has a letter where others have the slash, and its own question mark. */
function sign({ key, code, shiftKey }: Pressed): string {
  if (key === '؟') return '?'
  return code === 'Slash' && !shiftKey && /^[\u0600-\u06ff]$/.test(key) ? '/' : key
}

/** Whether a key goes into a text somebody is writing: then it is a letter, not a shortcut. */
export function isTyping({ target }: Pick<KeyboardEvent, 'target'>): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select')
}

type Keys = Record<string, (event: KeyboardEvent) => void>

/**
 * Keys of a page while it is shown. A bare character is not taken from somebody who is typing; what the page takes does
 * not reach the shell (`/` means this register, not the whole office). An open dialog keeps its keys.
 */
export function useKeys(keys: Keys): void {
  function onKey(event: KeyboardEvent): void {
    const name = keyName(event)
    const act = keys[name]
    if (!act || event.isComposing || document.querySelector('[role="dialog"]')) return
    if (name.length === 1 && isTyping(event)) return
    // A small form inside the page (a new correspondent) has its own Ctrl+Enter.
    if (event.target instanceof Element && event.target.closest('[data-own-keys]')) return
    event.preventDefault()
    event.stopImmediatePropagation()
    act(event)
  }
  onMounted(() => window.addEventListener('keydown', onKey, true))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey, true))
}
