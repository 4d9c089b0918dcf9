import type { Actions } from '../app/useActions'

export const viewerActions = {
  place: 'viewer',
  does: {
    bigger: { keys: ['+'] },
    smaller: { keys: ['-'] },
    wholeWidth: { keys: ['0'] },
    turn: { keys: ['r'] },
    page: { keys: ['PageUp', 'PageDown'] },
    find: { keys: ['Ctrl+f'] },
  },
} as const satisfies Actions
