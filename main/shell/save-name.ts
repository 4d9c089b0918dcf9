/** Its ending follows from what a document is by its bytes, as they were recognised when it came in, and from nothing else. */
const ENDINGS: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/tiff': 'tif',
  'image/heic': 'heic',
}
const ENDING = /\.[\p{L}\p{N}]{1,8}$/u
const FORBIDDEN = /[/\\:*?"<>|]/g
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu

/** `invoice\u202Efdp.exe` that is a PDF becomes `invoicefdp.pdf`. A kind we do not know gets no ending: nothing runs it. */
export function savedName(suggested: string, mediaType: string): string {
  const kind = ENDINGS[mediaType.split(';')[0]?.trim().toLowerCase() ?? '']
  const clean = suggested.normalize('NFC').replace(UNSEEN, '').replace(FORBIDDEN, '-').trim()
  const stem =
    clean
      .replace(ENDING, '')
      .replace(/[. ]+$/, '')
      .slice(0, 150) || 'diwan'
  return kind ? `${stem}.${kind}` : stem
}
