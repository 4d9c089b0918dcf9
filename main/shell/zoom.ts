import type { Input, WebContents } from 'electron'

/** Chromium's own steps are about a fifth each; 200 % is the most the pages are made for. */
const STEPS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2]

/** Ctrl with plus, minus or zero, on every keyboard: the sign where the layout has one, the place of the nought where it has not. */
export function zoomOf(
  input: Pick<Input, 'type' | 'control' | 'meta' | 'alt' | 'key' | 'code'>,
  now: number,
): number | null {
  if (input.type !== 'keyDown' || !(input.control || input.meta) || input.alt) return null
  if (input.code === 'Digit0' || input.code === 'Numpad0') return 1
  const larger = input.key === '+' || input.key === '=' || input.code === 'NumpadAdd'
  const smaller = input.key === '-' || input.key === '_' || input.code === 'NumpadSubtract'
  if (!larger && !smaller) return null
  const next = larger ? STEPS.find((step) => step > now + 0.01) : STEPS.filter((step) => step < now - 0.01).at(-1)
  return next ?? now
}

/** The window keeps the size somebody chose, over a restart too: Chromium remembers it for our page. */
export function followZoomKeys(contents: WebContents): void {
  contents.on('before-input-event', (event, input) => {
    const zoom = zoomOf(input, contents.getZoomFactor())
    if (zoom === null) return
    event.preventDefault()
    contents.setZoomFactor(zoom)
  })
}
