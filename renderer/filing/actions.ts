import type { Actions } from '../app/useActions'

export const filingActions = {
  place: 'filing',
  does: { find: { keys: ['/'], icon: 'search' }, new: { keys: ['Ctrl+n'], icon: 'plus' } },
} as const satisfies Actions
