import { lineOf } from '../../contract/typed'
import { endingsOf, isKind } from './kinds'

const LONGEST = 160

/** Endings that say what a file is; another one ("2026", "exe") stays part of the name, so that nothing is hidden. */
const replaced = new Set([
  ...Object.values(endingsOf).flat(),
  ...['heic', 'heif', 'avif', 'bmp', 'gif', 'htm', 'html', 'doc', 'docx', 'odt', 'txt', 'p7m', 'tmp', 'part', 'bin'],
])

/**
 * A name as it may be shown and saved: composed (NFC), without control characters, direction marks and what file systems
 * refuse, with the ending of what the file really is.
 */
export function fileNameFor(name: string, mediaType: string): string {
  const clean = tidied(name)
  if (!isKind(mediaType)) return cut(clean, LONGEST)
  const endings = endingsOf[mediaType]
  const dot = clean.lastIndexOf('.')
  const found = dot > 0 ? clean.slice(dot + 1) : ''
  if (endings.includes(found.toLowerCase())) return `${cut(clean.slice(0, dot), LONGEST - found.length - 1)}.${found}`
  const stem = replaced.has(found.toLowerCase()) ? clean.slice(0, dot) : clean
  return `${cut(stem, LONGEST - endings[0].length - 1)}.${endings[0]}`
}

function tidied(name: string): string {
  const clean = lineOf(name)
    // Joiners stay where Persian and Arabic need them.
    .replace(/(?![\u200c\u200d])\p{Cf}/gu, '')
    .replace(/[/\\:*?"<>|]/g, '-')
    // Windows drops dots and spaces at the end by itself, and with them an ending.
    .replace(/[\s.]+$/u, '')
    .trim()
  return clean === '' ? 'scan' : clean
}

/** Cut between characters as people see them: never through a letter and its mark. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    if (kept.length + segment.length > longest) break
    kept += segment
  }
  return kept.trimEnd() || 'scan'
}
