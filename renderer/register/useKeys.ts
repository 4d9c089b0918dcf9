import { onBeforeUnmount, onMounted } from 'vue'

type Keys = Record<string, (event: KeyboardEvent) => void>

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** `Ctrl+Enter`, `Alt+n`, `F2`, `/`. The letter keys of an Arabic keyboard are read by their place (`event.code`). */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase()
  const modified = event.ctrlKey || event.metaKey || event.altKey
  const key = modified && letter ? letter : event.key
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${key}`
}

/**
 * Keys of a page while it is shown. A bare character is not taken from somebody who is typing; what the page takes does
 * not reach the shell (`/` means this register, not the whole office). An open dialog keeps its keys.
 */
export function useKeys(keys: Keys): void {
  function onKey(event: KeyboardEvent): void {
    const name = keyName(event)
    const act = keys[name]
    if (!act || event.isComposing || document.querySelector('[role="dialog"]')) return
    if (name.length === 1 && isTyping(event.target)) return
    // A small form inside the page (a new correspondent) has its own Ctrl+Enter.
    if (event.target instanceof Element && event.target.closest('[data-own-keys]')) return
    event.preventDefault()
    event.stopImmediatePropagation()
    act(event)
  }
  onMounted(() => window.addEventListener('keydown', onKey, true))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey, true))
}
