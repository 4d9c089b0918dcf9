import type { Preferences } from '../../contract/session'

const dark = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)')
let wanted: Preferences['theme'] = 'system'

const show = (): void => {
  const isDark = wanted === 'system' ? dark().matches : wanted === 'dark'
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
}

/** Light or dark as somebody chose it, else as the system is set. */
export function showTheme(theme: Preferences['theme']): void {
  wanted = theme
  show()
}

/** The system may change while the window is open: with the hour, or by a key. */
export function followTheme(): void {
  dark().addEventListener('change', show)
  show()
}
