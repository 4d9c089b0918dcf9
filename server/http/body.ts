import { isUtf8 } from 'node:buffer'
import { brotliCompress, constants, gunzip as gunzipCallback, gzip as gzipCallback } from 'node:zlib'
import { promisify } from 'node:util'
import { Failure } from '../failure'
import { checkShape } from './shape'

const gunzip = promisify(gunzipCallback)
const gzip = promisify(gzipCallback)
const brotli = promisify(brotliCompress)

/** What a packed batch may become: a small body that unpacks into gigabytes is refused halfway. */
export const UNPACKED_LIMIT = 8 * 1024 * 1024

/** What was said, and in how many bytes. @throws bad-request · too-large */
export async function readJson(body: Buffer, encoding: string | undefined): Promise<{ value: unknown; size: number }> {
  try {
    const bytes = encoding === 'gzip' ? await gunzip(body, { maxOutputLength: UNPACKED_LIMIT }) : body
    checkShape(bytes)
    if (!isUtf8(bytes)) throw new Failure('bad-request')
    return { value: JSON.parse(bytes.toString('utf8')) as unknown, size: bytes.length }
  } catch (error) {
    if (error instanceof Failure) throw error
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw new Failure('too-large')
    throw new Failure('bad-request')
  }
}

/** Half the bytes of gzip's quickest, at about its cost. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

/** Small answers travel as they are. */
export async function packed(
  text: string,
  accepts: string | undefined,
): Promise<{ bytes: Buffer; encoding: 'br' | 'gzip' | null }> {
  const bytes = Buffer.from(text)
  const known = accepts?.split(',').map((name) => name.trim()) ?? []
  if (bytes.length < 1024) return { bytes, encoding: null }
  if (known.includes('br')) return { bytes: await brotli(bytes, BROTLI), encoding: 'br' }
  if (!known.includes('gzip')) return { bytes, encoding: null }
  return { bytes: await gzip(bytes, { level: 1 }), encoding: 'gzip' }
}
