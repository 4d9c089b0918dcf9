import { administratorScreens } from './administrator'
import { closingScreens } from './closing'
import { dialogScreens } from './dialogs'
import { letterScreens } from './letters'
import { peopleDialogs, peopleScreens } from './people'
import { registerScreens } from './register'
import { runDialogs, runScreens } from './runs'
import type { Screen } from './screen'
import { shellScreens } from './shell'
import { visaDialogs, visaScreens } from './visas'
import { wallDialogs, wallScreens } from './walls'

export type { Screen } from './screen'

/** What the four people of the demonstration office see, in the order in which they log in. */
export const screens: readonly Screen[] = [
  ...registerScreens,
  ...shellScreens,
  ...letterScreens,
  ...runScreens,
  ...visaScreens,
  ...wallScreens,
  ...administratorScreens,
  ...peopleScreens,
]

/** And what lies behind them, dialog by dialog: looked at by axe in four languages, not at every size of window. */
export const behind: readonly Screen[] = [
  ...dialogScreens,
  ...closingScreens,
  ...peopleDialogs,
  ...runDialogs,
  ...visaDialogs,
  ...wallDialogs,
]
