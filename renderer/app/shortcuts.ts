/** An Arabic keyboard types a letter where others have the slash, and its own question mark. */
const typesArabic = (event: KeyboardEvent): boolean => /^[\u0600-\u06ff]$/.test(event.key)
const plain = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.altKey && !event.metaKey

export const isSearchKey = (event: KeyboardEvent): boolean =>
  plain(event) && (event.key === '/' || (event.code === 'Slash' && !event.shiftKey && typesArabic(event)))

export const isHelpKey = (event: KeyboardEvent): boolean => plain(event) && (event.key === '?' || event.key === '؟')

/** By place on the keyboard: the letter under Ctrl is Latin on every layout these offices use. */
export const isLockKey = (event: KeyboardEvent): boolean =>
  event.ctrlKey && !event.altKey && !event.shiftKey && event.code === 'KeyL'
