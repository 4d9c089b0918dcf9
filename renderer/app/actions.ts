import type { Actions } from './useActions'

/** What the window does on every page. */
export const everywhere = {
  place: 'everywhere',
  does: {
    palette: { keys: ['Ctrl+k'] },
    search: { keys: ['/'], icon: 'search' },
    guide: { keys: ['F1'], icon: 'help' },
    keys: { keys: ['?'], icon: 'keyboard' },
    undo: { keys: ['Ctrl+z'] },
    lock: { keys: ['Ctrl+l'], icon: 'lock' },
    close: { keys: ['Escape'] },
    goBack: { keys: ['Escape'] },
    jobs: { icon: 'clock' },
    queue: { icon: 'online' },
    light: { icon: 'eye' },
    dark: { icon: 'eye' },
    asSystem: { icon: 'eye' },
    tour: { icon: 'flag' },
    changePassword: { icon: 'key' },
    logOut: { icon: 'logOut' },
  },
} as const satisfies Actions
