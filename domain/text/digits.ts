/** Digits as a reader wants them; what is read back may hold Persian or full-width ones. */
export type DigitSet = 'latn' | 'arab'

/**
 * Writes the digits of a text in the reader's set; everything else stays as it is, and so does a Latin word with digits in it:
 * `و/2026/RB2/00417` is `و/٢٠٢٦/RB2/٠٠٤١٧`, for the code of a desk is a name.
 */
export function digits(text: string | number, set: DigitSet): string {
  const s = String(text)
  if (set === 'latn')
    return s.replace(/[٠-٩۰-۹０-９]/g, (d) => String(d.charCodeAt(0) - (d < '۰' ? 0x660 : d < '０' ? 0x6f0 : 0xff10)))
  return s.replace(/[0-9]*[A-Za-z][A-Za-z0-9]*|[0-9]/g, (d) =>
    d.length === 1 && d >= '0' && d <= '9' ? String.fromCharCode(0x660 + Number(d)) : d,
  )
}
