import type { DeskWindow } from '../window'
import { at, page, type Screen } from './screen'

const dialog = (w: DeskWindow): Promise<void> => w.page.getByRole('dialog').first().waitFor()
/** The call is the window's own: what is looked at is the page, and not the way there. */
async function card(w: DeskWindow): Promise<void> {
  await at(w, '/contacts/person', '[role=option]')
  await w.page.getByRole('option').last().click()
  await w.page.locator('.main .head h1').waitFor()
}
async function raised(w: DeskWindow): Promise<void> {
  await card(w)
  const raise = w.button('walls.raise')
  await raise.or(w.button('walls.lower')).first().waitFor()
  if ((await raise.count()) === 0) return
  await raise.click()
  await dialog(w)
  await w.page.getByRole('dialog').locator('textarea').fill('عنف أسري')
  await w.page.keyboard.press('Control+Enter')
  await w.page.getByRole('dialog').waitFor({ state: 'detached' })
  await w.button('walls.lower').waitFor()
}

/** A wall is raised by the first of these that needs one, around the last person of the directory. */
export const wallScreens: Screen[] = [{ name: 'walls', who: 'said', open: (w) => page(w, '/walls', 'walls.page') }]
export const wallDialogs: Screen[] = [
  {
    name: 'wall-raise',
    who: 'said',
    open: async (w) => {
      await card(w)
      await w.button('walls.raise').or(w.button('walls.change')).first().click()
      await dialog(w)
    },
  },
  {
    name: 'wall-lower',
    who: 'said',
    open: async (w) => {
      await raised(w)
      await w.button('walls.lower').click()
      await dialog(w)
    },
  },
  {
    name: 'glass-break',
    who: 'said',
    open: async (w) => {
      await page(w, '/walls', 'walls.page')
      await w.button('walls.glass.title').click()
      await dialog(w)
    },
  },
]
