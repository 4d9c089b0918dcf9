import type { Actions } from '../app/useActions'

export const conflictActions = {
  place: 'conflicts',
  does: { theirs: { keys: ['1'] }, standing: { keys: ['2'] } },
} as const satisfies Actions
