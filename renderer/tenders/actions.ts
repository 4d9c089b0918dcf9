import type { Actions } from '../app/useActions'

export const tenderActions = {
  place: 'tenders',
  does: { new: { keys: ['Ctrl+n'], icon: 'plus' } },
} as const satisfies Actions
