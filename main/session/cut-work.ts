import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { clearFounding, foundingFile } from './leftovers'
import { finishSwap, isSwapping } from './swap'

const isFounding = (folder: string): boolean => existsSync(foundingFile(folder))

/** An office without its vault's file: a kill fell between two moves of a restore, or the file is gone. Not a first run. */
export const holdsOffice = (folder: string): boolean =>
  isSwapping(folder) || (!isFounding(folder) && existsSync(join(folder, 'diwan.db')))

/** A founding or a restore was cut here. */
export const isCut = (folder: string): boolean => isFounding(folder) || isSwapping(folder)

/** Brings it to its end, or takes away what nobody can open. The folder must be locked. */
export async function finishCut(folder: string): Promise<void> {
  await finishSwap(folder)
  if (isFounding(folder)) await clearFounding(folder)
}
