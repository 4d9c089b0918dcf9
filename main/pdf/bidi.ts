import bidiFactory from 'bidi-js'

/** One instance for the process: its tables are built once. */
export const bidi = bidiFactory()

const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u200f\u202b\u202e\u2067\u061c]|[\ud802\ud803\ud83a\ud83b]/

export const hasRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text)
