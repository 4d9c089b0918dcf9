import type { Actions } from '../app/useActions'

export const calendarActions = {
  place: 'calendar',
  does: {
    new: { keys: ['Ctrl+n'], icon: 'plus' },
    print: { keys: ['Ctrl+p'], icon: 'print' },
    yearBefore: { keys: ['Alt+ArrowUp'], icon: 'arrowUp' },
    yearAfter: { keys: ['Alt+ArrowDown'], icon: 'arrowDown' },
  },
} as const satisfies Actions
