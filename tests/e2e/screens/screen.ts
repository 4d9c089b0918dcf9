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

/** Asked as the window asks it. */
export async function ask<T>(w: DeskWindow, feature: string, name: string, input: object): Promise<T> {
  const result = await w.page.evaluate(
    (request) => window.diwan.call(request) as Promise<{ ok: boolean; value: unknown; error?: { code: string } }>,
    { feature, name, input },
  )
  if (!result.ok) throw new Error(`${feature}.${name}: ${result.error?.code}`)
  return result.value as T
}

/** An id as the window makes one. */
export const anId = (w: DeskWindow): Promise<string> =>
  w.page.evaluate(() => {
    const id = crypto.randomUUID()
    return `01890000-0000-7${id.slice(15, 18)}-${id.slice(19)}`
  })
