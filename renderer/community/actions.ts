import type { Actions } from '../app/useActions'

export const contactActions = {
  place: 'contacts',
  does: {
    new: { keys: ['Ctrl+n'], icon: 'plus' },
    find: { keys: ['/'], icon: 'search' },
    save: { keys: ['Ctrl+e'], icon: 'download' },
  },
} as const satisfies Actions

export const cardActions = {
  place: 'card',
  does: {
    letter: { keys: ['Ctrl+l'], icon: 'send' },
    receipt: { keys: ['F9'], icon: 'document' },
    edit: { keys: ['F2'], icon: 'pencil' },
    consent: { icon: 'check' },
    print: { keys: ['Ctrl+p'], icon: 'print' },
    export: { keys: ['Ctrl+e'], icon: 'download' },
  },
} as const satisfies Actions
