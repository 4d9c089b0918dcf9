import { idFrom } from '../hash'

/**
 * The outgoing entry of a letter: its id follows from the letter's, so that a letter is issued once, whoever tries, and however
 * often.
 */
export const entryIdOf = (letterId: string): string => idFrom(`diwan letter ${letterId}`)
