/**
 * The verification code of a letter (letters.md): compact, readable by any phone, verifiable offline by any copy that knows
 * the office's keys. `DW1|number|date|sender|subject hash|pages|key id|signature`, all but the signature signed.
 */
export type Seal = { number: string; date: string; sender: string; subjectHash: string; pages: number; keyId: string }

const VERSION = 'DW1'

/** A key is named by the end of its device's id: random there, and short enough for a code that a scanner reads at 150 dpi. */
export const keyIdOf = (deviceId: string): string => deviceId.slice(-12)

const clean = (text: string): string => text.replace(/[|\n\r]/g, ' ').trim()

export const sealText = (s: Seal): string =>
  [VERSION, clean(s.number), s.date, clean(s.sender).slice(0, 24), s.subjectHash.slice(0, 12), s.pages, s.keyId].join(
    '|',
  )

export const sealed = (s: Seal, sign: (text: string) => string): string => {
  const text = sealText(s)
  return `${text}|${sign(text)}`
}

/** Null when it is not one of ours; the signature is the caller's to verify. */
export function readSeal(payload: string): { seal: Seal; text: string; signature: string } | null {
  const parts = payload.trim().split('|')
  const [version, number, date, sender, subjectHash, pages, keyId, signature] = parts
  if (version !== VERSION || parts.length !== 8) return null
  if (
    !number ||
    !date ||
    !/^\d{4}-\d{2}-\d{2}$/.test(date) ||
    !subjectHash ||
    !keyId ||
    !signature ||
    !/^\d+$/.test(pages ?? '')
  )
    return null
  const text = parts.slice(0, 7).join('|')
  return { seal: { number, date, sender: sender ?? '', subjectHash, pages: Number(pages), keyId }, text, signature }
}
