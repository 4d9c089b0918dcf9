import type { Actions } from '../app/useActions'

export const letterActions = {
  place: 'letters',
  does: {
    new: { keys: ['Ctrl+n'], icon: 'plus' },
    submit: { keys: ['Ctrl+Enter'], icon: 'send' },
    insertField: { keys: ['Ctrl+i'] },
    insertBlock: { keys: ['Ctrl+b'], icon: 'document' },
    takeOver: { keys: ['F8'] },
    verify: { icon: 'seal' },
  },
} as const satisfies Actions
