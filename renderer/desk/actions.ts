import type { Actions } from '../app/useActions'

export const deskActions = {
  place: 'desk',
  does: {
    decide: { keys: ['Ctrl+Enter'], icon: 'check' },
    return: { keys: ['Alt+r'], icon: 'back' },
    next: { keys: ['Alt+ArrowDown'], icon: 'arrowDown' },
    previous: { keys: ['Alt+ArrowUp'], icon: 'arrowUp' },
    mark: { keys: ['Alt+m'], icon: 'check' },
    decideMany: { keys: ['Ctrl+s'], icon: 'seal' },
  },
} as const satisfies Actions
