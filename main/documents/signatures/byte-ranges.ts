/** What a signature in a PDF covers: everything from the first byte to `end` but the hole its own value stands in. */
export type Covered = {
  hole: { from: number; to: number }
  end: number
  /** Nothing but white space follows. */
  whole: boolean
  /** The signature's value, DER. */
  cms: Buffer
  /** The dictionary it stands in, as text, without the value. */
  dict: string
}

const RANGE = /\/ByteRange(?![A-Za-z0-9_])\s*(\[[^\]]{0,200}\])?/g
const FOUR = /^\[\s*(\d{1,15})\s+(\d{1,15})\s+(\d{1,15})\s+(\d{1,15})\s*\]$/
/** The room a program leaves for a signature that was never made. */
const UNSIGNED = /^\[\s*0[\s/*]+\]$/
/** A signature with a long chain and its time stamps stays below it. */
const LONGEST = 2_000_000
/** A dictionary says nothing of its own further away from its range than this. */
const NEAR = 4000
/** A file of ten thousand signatures is nobody's letter. */
const MOST = 50

/** Whether anything in it says that it is signed, well made or not: such a file stays as it came. */
export const saysSigned = (bytes: Buffer): boolean => rangesOf(bytes, 1).length > 0

/**
 * The signatures of a PDF, by what the bytes are and not by its tables, which are data too. `broken`: it covers less than it
 * must. What is signed begins with the first byte; only the value itself, hexadecimal from `<` to `>`, is left out, so that
 * nothing can be written into the hole; and the range ends within the file.
 */
export const signedRanges = (bytes: Buffer): (Covered | 'broken')[] =>
  rangesOf(bytes, MOST).map(({ at, said }) => covered(bytes, at, said) ?? 'broken')

function rangesOf(bytes: Buffer, most: number): { at: number; said: string }[] {
  const found: { at: number; said: string }[] = []
  for (let at = bytes.indexOf('/ByteRange'); at >= 0 && found.length < most;) {
    RANGE.lastIndex = 0
    const match = RANGE.exec(bytes.toString('latin1', at, at + 260))
    const said = match?.[1] ?? ''
    if (match?.index === 0 && !UNSIGNED.test(said)) found.push({ at, said })
    at = bytes.indexOf('/ByteRange', at + 1)
  }
  return found
}

function covered(bytes: Buffer, at: number, said: string): Covered | null {
  const [start, length, second, rest] = (FOUR.exec(said) ?? []).slice(1).map(Number)
  if (start !== 0 || length === undefined || second === undefined || rest === undefined) return null
  const end = second + rest
  const hole = { from: length, to: second }
  if (hole.from >= hole.to || end > bytes.length || hole.to - hole.from > LONGEST) return null
  // What says the range must be signed itself.
  if (at >= end || (at >= hole.from && at < hole.to)) return null
  const value = bytes.toString('latin1', hole.from, hole.to)
  if (!/^<[0-9A-Fa-f\s]*>$/.test(value)) return null
  const before = bytes.toString('latin1', Math.max(0, hole.from - NEAR), hole.from)
  if (!/\/Contents\s*$/.test(before)) return null
  const after = bytes.toString('latin1', hole.to, Math.min(end, hole.to + NEAR))
  return {
    hole,
    end,
    whole: bytes
      .subarray(end)
      .every((byte) => byte === 0 || byte === 9 || byte === 10 || byte === 12 || byte === 13 || byte === 32),
    cms: Buffer.from(value.replace(/[^0-9A-Fa-f]/g, ''), 'hex'),
    dict: `${before.slice(before.lastIndexOf(' obj') + 1)} ${after.slice(0, Math.max(0, after.indexOf('endobj')))}`,
  }
}
