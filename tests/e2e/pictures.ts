import { resolve } from 'node:path'
import type { DeskWindow } from './window'

/** A picture of the README, taken where it is true; the one in the repository changes only when somebody asks for it. */
export const picture = (w: DeskWindow, name: string): Promise<string> =>
  w.shot(resolve(process.env['DIWAN_UPDATE_IMAGES'] === '1' ? 'docs/images' : 'test-output/images', name))
