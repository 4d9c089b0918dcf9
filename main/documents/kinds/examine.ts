import { AppError } from '../../../contract/errors'
import { fitsInMemory, type Kind } from '../../../domain/documents/kinds'
import { measureTiff } from '../../../domain/documents/tiff'
import { measureJpeg } from './jpeg'
import type { Measured } from './measured'
import { namedAs } from './others'
import { readPdf } from './pdf'
import { measurePng } from './png'
import { measureWebp } from './webp'

const pictures: { kind: Kind; is: (bytes: Buffer) => boolean; measure: (bytes: Buffer) => Measured }[] = [
  { kind: 'image/jpeg', is: (b) => b.readUIntBE(0, 3) === 0xffd8ff, measure: measureJpeg },
  { kind: 'image/png', is: (b) => b.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n', measure: measurePng },
  {
    kind: 'image/webp',
    is: (b) => b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP',
    measure: measureWebp,
  },
  { kind: 'image/tiff', is: (b) => /^(II[*+]\0|MM\0[*+])/.test(b.toString('latin1', 0, 4)), measure: tiffSize },
]

/**
 * What a file is by opening it the way a viewer would, never by its name or by marks at its end: what can be read is taken
 * in, untidy or not; what is really cut, and what is something else, is named.
 * @throws file-empty · file-unreadable · picture-too-large · file-protected · one of `namedAs`
 */
export function examine(bytes: Buffer, name: string, keepProtected: boolean): Kind {
  if (bytes.every((byte) => byte === 0)) throw new AppError('file-empty', { name })
  const head = Buffer.concat([bytes.subarray(0, 12), Buffer.alloc(12)])
  const picture = pictures.find((one) => one.is(head))
  if (picture) return judged(picture.kind, picture.measure(bytes), name)
  const other = namedAs(bytes, name)
  // A signed envelope or a mail may hold a whole PDF: it is still not one.
  if (other?.certain) throw new AppError(other.code, { name })
  const pdf = readPdf(bytes)
  if (pdf === 'whole' || (pdf === 'protected' && keepProtected)) return 'application/pdf'
  if (pdf === 'protected') throw new AppError('file-protected', { name })
  if (other) throw new AppError(other.code, { name })
  throw new AppError(pdf === 'cut' ? 'file-unreadable' : 'file-kind-unknown', { name })
}

function judged(kind: Kind, size: Measured, name: string): Kind {
  if (size === 'cut') throw new AppError('file-unreadable', { name })
  if (size === 'unknown') throw new AppError('file-tiff', { name })
  const { width, height } = size
  if (width < 1 || height < 1) throw new AppError('file-unreadable', { name })
  if (!fitsInMemory(width, height)) throw new AppError('picture-too-large', { name, width, height })
  return kind
}

function tiffSize(bytes: Buffer): Measured {
  const pages = measureTiff(bytes)
  if (typeof pages === 'string') return pages
  return pages.reduce((most, page) => (page.width * page.height > most.width * most.height ? page : most))
}
