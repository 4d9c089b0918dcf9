import type { Actions } from '../app/useActions'

export const slipActions = {
  place: 'slips',
  does: { new: { keys: ['Ctrl+n'], icon: 'plus' } },
} as const satisfies Actions
