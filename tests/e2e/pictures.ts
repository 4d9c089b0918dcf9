import { resolve } from 'node:path'
import { afterEach } from 'vitest'
import type { DeskWindow } from './window'

/** A picture of the README, taken where it is true; the one in the repository changes only when somebody asks for it. */
export const picture = (w: DeskWindow, name: string): Promise<string> =>
  w.shot(resolve(process.env['DIWAN_UPDATE_IMAGES'] === '1' ? 'docs/images' : 'test-output/images', name))

/** A test that failed leaves a picture of what it saw. */
export function photographFailures(window: () => DeskWindow): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    const name = task.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)
    await window()
      .shot(resolve('test-output/failed', `${name}.png`))
      .catch(() => undefined)
  })
}
