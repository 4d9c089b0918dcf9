import type { Actions } from '../app/useActions'

export const registerActions = {
  place: 'register',
  does: {
    new: { keys: ['Ctrl+n'], icon: 'plus' },
    find: { keys: ['/'], icon: 'search' },
    closeDay: { keys: ['Alt+k'], icon: 'lock' },
    prove: { icon: 'seal' },
    showAll: { icon: 'book' },
    move: { keys: ['ArrowUp', 'ArrowDown'] },
    page: { keys: ['PageUp', 'PageDown'] },
    ends: { keys: ['Home', 'End'] },
    open: { keys: ['Enter'] },
    mark: { keys: [' '] },
    markMore: { keys: ['Shift+ArrowUp', 'Shift+ArrowDown'] },
    markAll: { keys: ['Ctrl+a'] },
  },
} as const satisfies Actions

export const entryActions = {
  place: 'entry',
  does: {
    correct: { icon: 'pencil' },
    cancel: { icon: 'close' },
    print: { icon: 'print' },
    label: { keys: ['F7'], icon: 'print' },
    receipt: { keys: ['F9'], icon: 'document' },
    slip: { icon: 'send' },
    reply: { icon: 'pencil' },
  },
} as const satisfies Actions

export const registeringActions = {
  place: 'registering',
  does: {
    nextField: { keys: ['Enter', 'Tab'] },
    register: { keys: ['Ctrl+Enter'], icon: 'check' },
    duplicate: { keys: ['F2'] },
    undated: { keys: ['F3'] },
    unreferenced: { keys: ['F4'] },
    alike: { keys: ['F6'] },
    scan: { keys: ['F8'], icon: 'document' },
    receipt: { keys: ['F9'], icon: 'document' },
    createContact: { keys: ['Alt+n'] },
    coSender: { keys: ['Alt+s'] },
    addressee: { keys: ['Alt+a'] },
    copy: { keys: ['Alt+c'] },
  },
} as const satisfies Actions
