import type { Actions } from '../app/useActions'

export const templateActions = {
  place: 'templates',
  does: {
    find: { keys: ['/'], icon: 'search' },
    new: { keys: ['Ctrl+n'], icon: 'plus' },
    insertField: { keys: ['Ctrl+j'] },
    save: { keys: ['Ctrl+s'], icon: 'check' },
    undo: { keys: ['Ctrl+z'] },
    redo: { keys: ['Ctrl+y'] },
    page: { keys: ['Ctrl+p'], icon: 'document' },
  },
} as const satisfies Actions
