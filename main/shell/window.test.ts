import { beforeEach, expect, it, vi } from 'vitest'

/** What was done with the window, in order. */
const done: string[] = []
let ready: () => void = () => undefined
vi.mock('electron', () => ({
  Menu: { setApplicationMenu: () => undefined },
  nativeTheme: { shouldUseDarkColors: false },
  BrowserWindow: class {
    webContents = { on: () => undefined, setWindowOpenHandler: () => undefined }
    constructor({ show }: { show: boolean }) {
      if (show) done.push('show')
    }
    once = (_event: string, then: () => void): void => void (ready = then)
    show = (): void => void done.push('show')
    minimize = (): void => void done.push('minimize')
  },
}))
const { createWindow } = await import('./window')
const { beginsSmall } = await import('./given')
beforeEach(() => done.splice(0))

it.each([
  ['by a person', ['diwan'], false, 'show'],
  ['with the PC: it is there, and in nobody’s way', ['diwan', '--minimised'], false, 'minimize'],
  ['for a file somebody opened: they want to see it', ['diwan', '--minimised'], true, 'show'],
])('a window is shown once it is drawn, as the program was started: %s', (_how, words, waits, what) => {
  createWindow('preload.js', { minimised: beginsSmall(words, waits), development: false })
  expect(done).toEqual([])
  ready()
  expect(done).toEqual([what])
})
