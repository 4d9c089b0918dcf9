/** Direction marks say nothing about what was written: they are dropped before export, search and hashing. */
export const withoutMarks = (text: string): string =>
  text.replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, '')
