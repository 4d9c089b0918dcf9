import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { photographFailures } from './pictures'
import { screens } from './screens'
import { DeskWindow } from './window'

const home = mkdtempSync(join(tmpdir(), 'diwan-narrow-'))
const looking = process.env['DIWAN_PICTURES'] === '1'
let w: DeskWindow
beforeAll(async () => {
  w = await DeskWindow.open(home)
  await w.openDemonstration('ar')
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})
photographFailures(() => w)

async function size(width: number, height: number, zoom: number): Promise<void> {
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
const outside = () =>
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
const overlapping = () =>
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

it('the menu of whoever sits here makes the window larger, and back', async () => {
  const choose = async (percent: string): Promise<void> => {
    await w.page.locator('.me').click()
    await w.page.getByRole('menuitemradio', { name: percent }).click()
    await w.page.keyboard.press('Escape')
  }
  await size(1440, 900, 1)
  await choose('125 %')
  await expect.poll(() => w.page.evaluate(() => innerWidth)).toBe(1152)
  await choose('100 %')
  await expect.poll(() => w.page.evaluate(() => innerWidth)).toBe(1440)
})

const PASSWORD = 'diwan-demo'
const SIZES = [
  ['1024 × 700', 1024, 700, 1],
  ['1280 × 720', 1280, 720, 1],
  ['200 %', 1366, 768, 2],
] as const
/** What lies over the page: a smaller window must not close it before it is looked at. */
const layers = (): Promise<number> => w.page.locator('[role=dialog], [role=menu], [role=listbox]').count()

let who = 'nadia'
it.each(['ar', 'fr'] as const)(
  'nothing to press is off the window or under something else at 1024 × 700, 1280 × 720 and 200 %, in %s',
  async (language) => {
    await size(1440, 900, 1)
    if (who !== 'nadia') await w.logInAs((who = 'nadia'), PASSWORD)
    await w.switchTo(language)
    const faults: Record<string, string[]> = {}
    for (const screen of screens) {
      // Nadia's are most of them; the others log in once.
      if (screen.who !== who) {
        await w.logInAs((who = screen.who), PASSWORD)
        await w.switchTo(language)
      }
      await screen.open(w)
      const open = await layers()
      for (const [name, width, height, zoom] of SIZES) {
        await size(width, height, zoom)
        await w.page.waitForTimeout(60)
        const found = [...(await outside()), ...(await overlapping())]
        if ((await layers()) < open) found.push('closed by the size')
        if (found.length > 0) faults[`${screen.name} ${name}`] = found
        if (looking) await w.shot(resolve('test-output/narrow', `${screen.name}-${width / zoom}-${language}.png`))
        await size(1440, 900, 1)
      }
      await w.toStart()
    }
    expect(faults).toEqual({})
  },
  300_000,
)
