import type { SlipPiece } from '../../contract/slips'
import { levelRank, type Level } from '../../contract/values'
import { idFrom } from '../hash'

/** A slip is as confidential as the most confidential of what goes along: it names each (A1, A2). */
export const levelOf = (levels: readonly Level[]): Level =>
  levels.reduce<Level>((highest, level) => (levelRank(level) > levelRank(highest) ? level : highest), 'ordinary')

export const countOf = (pieces: readonly Pick<SlipPiece, 'count'>[]): number =>
  pieces.reduce((sum, { count }) => sum + count, 0)

/** The entry that numbers a slip: its id follows from the slip's, so that pressing twice takes one number (N2). */
export const entryIdOfSlip = (slipId: string): string => idFrom(`diwan slip ${slipId}`)
