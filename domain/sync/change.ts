import type { Change } from '../../contract/wire'
import { sha256OfLines } from '../hash'
import { canonical } from './canonical'

/**
 * What a person signs for one command: the office, who they are and with which key, and every byte of its operations in their
 * order. One signature, however many rows.
 * @param said the canonical text of each operation, without `d` and `hash`
 */
export const changeText = (officeId: string, change: Omit<Change, 'signature'>, said: readonly string[]): string =>
  `diwan change\n${canonical({ office: officeId, ...change, said: sha256OfLines(said) })}`

/** What a device signs of its chain with each push. */
export const headText = (deviceId: string, d: number, hash: string): string => `diwan head\n${deviceId}\n${d}\n${hash}`
