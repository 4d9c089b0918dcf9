import type { Actions } from '../app/useActions'

export const deliveryActions = {
  place: 'deliveries',
  does: { new: { keys: ['Ctrl+n'], icon: 'plus' } },
} as const satisfies Actions
