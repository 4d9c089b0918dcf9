import type { Actions } from '../app/useActions'

export const deadlineActions = {
  place: 'deadlines',
  does: { export: { keys: ['Ctrl+e'], icon: 'download' } },
} as const satisfies Actions
