/** What keys do in the document itself; R by its place, because an Arabic keyboard has another letter there. */
export type ViewerKeys = Record<
  'larger' | 'smaller' | 'fit' | 'rotate' | 'next' | 'previous' | 'first' | 'last' | 'find',
  () => void
>
const names: Record<string, keyof ViewerKeys> = {
  ...{ '+': 'larger', '=': 'larger', '-': 'smaller', '0': 'fit', KeyR: 'rotate' },
  ...{ PageDown: 'next', PageUp: 'previous', Home: 'first', End: 'last' },
}

export function onViewerKey(event: KeyboardEvent, keys: ViewerKeys): void {
  const find = event.code === 'KeyF' && event.ctrlKey && !event.altKey
  const name = find ? 'find' : names[event.code === 'KeyR' ? event.code : event.key]
  if (!name || (!find && (event.ctrlKey || event.altKey || event.metaKey))) return
  event.preventDefault()
  keys[name]()
}
