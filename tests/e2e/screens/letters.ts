import { shown } from '../main-job'
import { at, type Screen } from './screen'

export const letterScreens: Screen[] = [
  {
    name: 'letter',
    who: 'karim',
    open: async (w) => {
      await at(w, '/register/incoming', '[role=row][aria-selected]')
      await w.openRow(w.page.getByRole('row').filter({ hasText: 'RAB/26/0871' }))
      await w.reply()
      await shown(w)
    },
  },
  { name: 'desk', who: 'karim', open: (w) => at(w, '/desk', '.pair .page[aria-busy=false]') },
  { name: 'letters', who: 'karim', open: (w) => at(w, '/letters', '[role=option]') },
  {
    name: 'letter-begin',
    who: 'karim',
    open: async (w) => {
      await at(w, '/letters', '[role=option]')
      await w.button('letters.new.button').click()
      await w.page.getByRole('dialog').waitFor()
    },
  },
  { name: 'desk-empty', who: 'said', open: (w) => at(w, '/desk', '.empty') },
]
