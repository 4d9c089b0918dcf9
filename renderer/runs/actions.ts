import type { Actions } from '../app/useActions'

export const runActions = {
  place: 'runs',
  does: {
    new: { keys: ['Ctrl+n'], icon: 'plus' },
    next: { keys: ['Ctrl+Enter'] },
    sign: { icon: 'seal' },
    issue: { icon: 'send' },
    letters: { icon: 'print' },
    envelopes: {},
    addresses: {},
  },
} as const satisfies Actions
