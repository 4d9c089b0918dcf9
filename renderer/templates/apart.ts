/** Tokens stand in Arabic text as they are written, from left to right: without it `{{#if number}}` reads `{{if number#}}`. */
const TOKEN = /\{\{[^{}\n]{1,60}\}\}/gu

/** For showing only: what is stored has no such marks. */
export const apart = (text: string): string => text.replace(TOKEN, '\u2066$&\u2069')
export const together = (text: string): string => text.replace(/\u2066(\{\{)|(\}\})\u2069/gu, '$1$2')
