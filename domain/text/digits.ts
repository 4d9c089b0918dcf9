export type DigitSet = 'latn' | 'arab'

/** Writes the digits of a text in the reader's set; everything else stays as it is. */
export function digits(text: string | number, set: DigitSet): string {
  const s = String(text)
  if (set === 'latn') return s.replace(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660))
  return s.replace(/[0-9]/g, (d) => String.fromCharCode(0x660 + Number(d)))
}
