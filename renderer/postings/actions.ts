import type { Actions } from '../app/useActions'

export const postingActions = {
  place: 'postings',
  does: { new: { keys: ['Ctrl+n'], icon: 'plus' } },
} as const satisfies Actions
