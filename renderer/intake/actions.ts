import type { Actions } from '../app/useActions'

export const intakeActions = {
  place: 'intake',
  does: { file: { keys: ['Ctrl+Enter'], icon: 'check' }, choose: { keys: ['F8'], icon: 'document' } },
} as const satisfies Actions
