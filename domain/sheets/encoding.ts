/** What a text may be written in, in the order they are offered. */
export const encodings = ['utf-8', 'windows-1256', 'windows-1252', 'utf-16le', 'utf-16be', 'iso-8859-6'] as const
export type Encoding = (typeof encodings)[number]

/**
 * What the first bytes of a file seem to be written in: by its mark, by the zeros of a text in pairs of bytes, by being valid UTF-8;
 * else by whether it reads as Arabic or as Latin letters. A guess that is shown and can be changed.
 */
export function guessEncoding(bytes: Uint8Array, isCut: boolean): Encoding {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  // Arabic in pairs has its block (06) where Latin has zero: separators, figures and line ends are zero all the same.
  if (odd > bytes.length / 20 || even > bytes.length / 20) return odd > even ? 'utf-16le' : 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut })
    return 'utf-8'
  } catch {
    return readsAsArabic(bytes) ? 'windows-1256' : 'windows-1252'
  }
}

/** In French two accents stand side by side hardly ever; in Arabic letters stand in words. */
function readsAsArabic(bytes: Uint8Array): boolean {
  const text = new TextDecoder('windows-1256').decode(bytes)
  const words = text.match(/[\u0621-\u064A]{2,}/g)?.join('').length ?? 0
  const alone = text.match(/(?<![\u0621-\u064A])[\u0621-\u064A](?![\u0621-\u064A])/g)?.length ?? 0
  return words > alone
}
