const ARABIC = /\p{Script=Arabic}/u
const LATIN = /\p{Script=Latin}/u

/** Both scripts in one text: an ellipsis drawn by the browser could eat the beginning of its last word. */
export const isMixed = (text: string): boolean => ARABIC.test(text) && LATIN.test(text)

/**
 * Shortens a text by whole words, in logical order, so that what is read first is never what is cut.
 * `measure` gives the width of a text in pixels.
 */
export function shortenByWords(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text
  const words = text.split(' ')
  let low = 1
  let high = words.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (measure(`${words.slice(0, middle).join(' ')} …`) <= width) low = middle
    else high = middle - 1
  }
  return `${words.slice(0, low).join(' ')} …`
}

const pen = typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d')
/** How wide a text is drawn in a line of the register, in pixels. */
export function widthOf(text: string): number {
  if (!pen) return 0
  pen.font = `13px ${getComputedStyle(document.body).fontFamily}`
  return pen.measureText(text).width
}
