import type { Actions } from '../app/useActions'

export const contactActions = {
  place: 'contacts',
  does: { new: { keys: ['Ctrl+n'], icon: 'plus' }, find: { keys: ['/'], icon: 'search' } },
} as const satisfies Actions
