import type { Actions } from '../app/useActions'

export const letterActions = {
  place: 'letters',
  does: {
    new: { keys: ['Ctrl+n'], icon: 'plus' },
    submit: { keys: ['Ctrl+Enter'], icon: 'send' },
    insertField: { keys: ['Ctrl+j'] },
    insertBlock: { keys: ['Ctrl+g'], icon: 'document' },
    bold: { keys: ['Ctrl+b'], icon: 'bold' },
    italic: { keys: ['Ctrl+i'], icon: 'italic' },
    underline: { keys: ['Ctrl+u'], icon: 'underline' },
    heading: { keys: ['Ctrl+6'], icon: 'heading' },
    number: { keys: ['Ctrl+7'], icon: 'numbered' },
    bullet: { keys: ['Ctrl+8'], icon: 'bulleted' },
    table: { keys: ['Ctrl+9'], icon: 'columns' },
    compare: { keys: ['F9'] },
    takeOver: { keys: ['F8'] },
    verify: { icon: 'seal' },
  },
} as const satisfies Actions
