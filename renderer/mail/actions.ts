import type { Actions } from '../app/useActions'

export const mailActions = {
  place: 'mail',
  does: { open: { keys: ['Ctrl+n'], icon: 'inbox' } },
} as const satisfies Actions
