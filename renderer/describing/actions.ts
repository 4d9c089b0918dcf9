import type { Actions } from '../app/useActions'

export const describingActions = {
  place: 'describing',
  does: { number: { keys: ['Ctrl+n'], icon: 'plus' }, save: { keys: ['Ctrl+Enter'], icon: 'check' } },
} as const satisfies Actions
