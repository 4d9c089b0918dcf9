import type { Actions } from '../app/useActions'

export const listActions = {
  place: 'list',
  does: {
    filter: { keys: ['Alt+f'], icon: 'filter' },
    save: { keys: ['Ctrl+e'], icon: 'download' },
    print: { icon: 'print' },
    assign: { keys: ['Alt+i'], icon: 'send' },
    labels: { keys: ['F7'], icon: 'print' },
    pin: { keys: ['Alt+p'], icon: 'flag' },
  },
} as const satisfies Actions
