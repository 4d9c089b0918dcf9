import type { Actions } from '../app/useActions'

export const diasporaActions = {
  place: 'diaspora',
  does: {
    new: { keys: ['Ctrl+n'], icon: 'plus' },
    print: { keys: ['Ctrl+p'], icon: 'print' },
    sheet: { keys: ['Ctrl+e'], icon: 'download' },
  },
} as const satisfies Actions

export const countryActions = {
  place: 'diasporaCountry',
  does: { addFigure: { keys: ['Ctrl+n'], icon: 'plus' } },
} as const satisfies Actions
