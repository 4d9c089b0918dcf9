import type { Actions } from '../app/useActions'

export const proofActions = {
  place: 'proof',
  does: { prove: { keys: ['Ctrl+Enter'], icon: 'check' }, print: { keys: ['Ctrl+p'], icon: 'print' } },
} as const satisfies Actions
