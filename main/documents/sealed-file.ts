import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

/**
 * A file in the vault: chunks of 256 KiB, each AES-256-GCM with its tag behind it. The key belongs to this file alone, so a
 * chunk's number is its nonce; number and "last" are authenticated, so chunks cannot be moved and a cut end is found.
 */
export const CHUNK = 256 * 1024
const TAG = 16

export const sealedSize = (size: number): number => size + TAG * chunkCount(size)
const chunkCount = (size: number): number => Math.max(1, Math.ceil(size / CHUNK))
const nonce = (index: number): Buffer => {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(index, 8)
  return bytes
}
const label = (index: number, last: boolean): Buffer => Buffer.from(`${index}${last ? ' last' : ''}`)

export function sealChunk(key: Buffer, plain: Buffer, index: number, last: boolean): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(index)).setAAD(label(index, last))
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** @throws when the bytes are not what was written. */
export function openChunk(key: Buffer, sealed: Buffer, index: number, last: boolean): Buffer {
  const end = sealed.length - TAG
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(index)).setAAD(label(index, last))
  decipher.setAuthTag(sealed.subarray(end))
  return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()])
}

/** Streams the plain bytes `from` … `to` (inclusive) of a sealed file of `size` plain bytes. */
export async function* readSealed(
  handle: FileHandle,
  key: Buffer,
  size: number,
  from: number,
  to: number,
): AsyncGenerator<Buffer> {
  const last = chunkCount(size) - 1
  for (let index = Math.floor(from / CHUNK); index <= Math.min(last, Math.floor(to / CHUNK)); index++) {
    const plainLength = index === last ? size - last * CHUNK : CHUNK
    const sealed = Buffer.alloc(plainLength + TAG)
    const { bytesRead } = await handle.read(sealed, 0, sealed.length, index * (CHUNK + TAG))
    if (bytesRead !== sealed.length) throw new Error('the file in the vault is cut')
    const plain = openChunk(key, sealed, index, index === last)
    yield plain.subarray(Math.max(0, from - index * CHUNK), Math.min(plainLength, to - index * CHUNK + 1))
  }
}
