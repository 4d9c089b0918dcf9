import { resolve } from 'node:path'
import { expect } from 'vitest'
import type { DeskWindow } from './window'

const looking = process.env['DIWAN_PICTURES'] === '1'
type Size = readonly [name: string, width: number, height: number, zoom: number]
const SMALL: Size = ['1024 × 700', 1024, 700, 1]
const LARGE_TYPE: Size = ['200 %', 1366, 768, 2]
const EVERY: readonly Size[] = [SMALL, ['1280 × 720', 1280, 720, 1], LARGE_TYPE]
/** Before somebody is at work a page is one column: what stands between the two shows nothing more. */
export const SMALLEST: readonly Size[] = [SMALL, LARGE_TYPE]
export const usual = (w: DeskWindow): Promise<void> => size(w, 1440, 900, 1)

export async function size(w: DeskWindow, width: number, height: number, zoom: number): Promise<void> {
  await w.app.evaluate(
    ({ BrowserWindow }, [wide, high, factor]) => {
      const [open] = BrowserWindow.getAllWindows()
      open?.setContentSize(wide ?? 0, high ?? 0)
      open?.webContents.setZoomFactor(factor ?? 1)
    },
    [width, height, zoom],
  )
  await expect.poll(() => w.page.evaluate(() => innerWidth)).toBe(Math.round(width / zoom))
}
/** What can be pressed and stands beside, above or below the window, where no scrolling brings it back. */
const outside = (w: DeskWindow) =>
  w.page.evaluate(() => {
    const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll'
    const reach = (element: Element, across: boolean): boolean => {
      for (let up = element.parentElement; up; up = up.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(up)
        if (across && up.scrollWidth > up.clientWidth && scrolls(overflowX)) return true
        if (!across && up.scrollHeight > up.clientHeight && scrolls(overflowY)) return true
      }
      return false
    }
    return [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea')]
      .filter((element) => element.checkVisibility() && !element.closest('.sr, .skip, [aria-hidden=true]'))
      .filter((element) => {
        const { left, right, top, bottom, width } = element.getBoundingClientRect()
        if (width <= 1) return false
        const beside = (left < -1 || right > innerWidth + 1) && !reach(element, true)
        return beside || ((top < -1 || bottom > innerHeight + 1) && !reach(element, false))
      })
      .map((element) => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 60))
  })
/** Neighbours in a head, a bar or a foot that are drawn over each other. */
const overlapping = (w: DeskWindow) =>
  w.page.evaluate(() =>
    [...document.querySelectorAll('.head, .bar, .foot, .tot, footer')].flatMap((row) => {
      const boxes = [...row.children]
        .filter((child) => child.checkVisibility())
        .map((child) => ({ text: (child.textContent ?? '').trim().slice(0, 30), box: child.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1)
      return boxes.flatMap((a, i) =>
        boxes
          .slice(i + 1)
          .filter(
            (b) =>
              a.box.left < b.box.right - 1 &&
              b.box.left < a.box.right - 1 &&
              a.box.top < b.box.bottom - 1 &&
              b.box.top < a.box.bottom - 1,
          )
          .map((b) => `${a.text} / ${b.text}`),
      )
    }),
  )
/** What lies over the page: a smaller window must not close it before it is looked at. */
const layers = (w: DeskWindow): Promise<number> => w.page.locator('[role=dialog], [role=menu], [role=listbox]').count()
/** How little of a dialog's own text is in sight: it must be readable beside what is pressed under it. */
const hidden = (w: DeskWindow) =>
  w.page.evaluate(() =>
    [...document.querySelectorAll('.dialog > .body')]
      .filter((body) => body.clientHeight < Math.min(body.scrollHeight, 120))
      .map((body) => `a dialog shows ${body.clientHeight} of ${body.scrollHeight}`),
  )

/** Looks at what is open in each of the sizes. @returns what cannot be pressed or read there, by size */
export async function narrowFaults(w: DeskWindow, name: string, sizes = EVERY): Promise<Record<string, string[]>> {
  const faults: Record<string, string[]> = {}
  const open = await layers(w)
  for (const [label, width, height, zoom] of sizes) {
    await size(w, width, height, zoom)
    await w.page.waitForTimeout(60)
    const found = [...(await outside(w)), ...(await overlapping(w)), ...(await hidden(w))]
    if ((await layers(w)) < open) found.push('closed by the size')
    if (found.length > 0) faults[`${name} ${label}`] = found
    if (looking) await w.shot(resolve('test-output/narrow', `${name}-${width / zoom}-${w.language}.png`))
    await usual(w)
  }
  return faults
}
