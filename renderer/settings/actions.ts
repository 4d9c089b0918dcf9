import type { Actions } from '../app/useActions'

export const settingsActions = {
  place: 'settings',
  does: {
    addPerson: { icon: 'plus' },
    addUnit: { icon: 'plus' },
    openRegister: { icon: 'plus' },
    backUp: { icon: 'backup' },
    restore: { icon: 'backup' },
  },
} as const satisfies Actions
