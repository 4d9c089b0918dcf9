import type { Actions } from '../app/useActions'

export const routingActions = {
  place: 'routing',
  does: {
    assign: { keys: ['Alt+i'], icon: 'send' },
    answered: { keys: ['Alt+d'], icon: 'check' },
    return: { keys: ['Alt+r'], icon: 'back' },
    opinion: { keys: ['Alt+o'], icon: 'pencil' },
    follow: { icon: 'eye' },
  },
} as const satisfies Actions

export const basketActions = {
  place: 'baskets',
  does: {
    next: { keys: ['Alt+ArrowDown'], icon: 'arrowDown' },
    previous: { keys: ['Alt+ArrowUp'], icon: 'arrowUp' },
  },
} as const satisfies Actions
