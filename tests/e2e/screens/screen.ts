import type { DeskWindow } from '../window'

/** A screen as somebody reaches it; the window is at the register, without a dialog, before each of them. */
export type Screen = { name: string; who: 'nadia' | 'karim' | 'said' | 'admin'; open(w: DeskWindow): Promise<void> }

export const at = async (w: DeskWindow, path: string, settled: string): Promise<void> => {
  await w.page.evaluate((hash) => (location.hash = hash), path)
  await w.page.locator(settled).first().waitFor()
}

/** A page that says its title: the one before it, which has a head too, is gone by then. */
export const page = (w: DeskWindow, path: string, title: string): Promise<void> =>
  at(w, path, `h1:text-is("${w.t(title)}")`)
