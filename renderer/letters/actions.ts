import type { Actions } from '../app/useActions'

export const letterActions = {
  place: 'letters',
  does: {
    submit: { keys: ['Ctrl+Enter'], icon: 'send' },
    insertField: { keys: ['Ctrl+i'] },
    takeOver: { keys: ['F8'] },
    verify: { icon: 'seal' },
    new: { keys: ['Ctrl+n'], icon: 'plus' },
  },
} as const satisfies Actions
