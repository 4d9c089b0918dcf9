import type { Actions } from '../app/useActions'

export const pagesActions = {
  place: 'pages',
  does: {
    turn: { keys: ['r'] },
    move: { keys: ['Alt+ArrowLeft', 'Alt+ArrowRight'] },
    remove: { keys: ['Delete'] },
  },
} as const satisfies Actions
