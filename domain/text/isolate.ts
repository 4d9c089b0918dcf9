/**
 * U+2066 LRI … U+2069 PDI around a reference, date, phone or amount: UAX #9 itself turns `537-76-12-34` into
 * `34-12-76-537` after Arabic letters, so the model isolates them, never the clerk.
 */
export const isolate = (value: string): string => `\u2066${value}\u2069`

/** Direction marks say nothing about what was written: they are dropped before export, search and hashing. */
export const withoutMarks = (text: string): string =>
  text.replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, '')
