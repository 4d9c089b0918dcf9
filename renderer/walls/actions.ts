import type { Actions } from '../app/useActions'

export const wallActions = {
  place: 'walls',
  does: { break: { keys: ['Ctrl+b'], icon: 'key' } },
} as const satisfies Actions
