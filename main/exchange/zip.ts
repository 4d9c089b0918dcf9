import type { FileHandle } from 'node:fs/promises'
import { Zip, ZipPassThrough } from 'fflate'

export type Content = { name: string; bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array> }
/** No clock in it: the same capsule is the same file. */
const NO_TIME = new Date(1980, 0, 1)

/** Scans are packed already: parts lie as they are, one after the other, and nothing is held but a piece. */
export async function writeZip(file: FileHandle, contents: readonly Content[]): Promise<void> {
  const waiting: Uint8Array[] = []
  let failed: Error | null = null
  const zip = new Zip((error, chunk) => {
    if (error) failed = error
    else waiting.push(chunk)
  })
  const flush = async (): Promise<void> => {
    if (failed) throw failed
    for (const chunk of waiting.splice(0)) await file.write(chunk)
  }
  for (const { name, bytes } of contents) {
    const part = new ZipPassThrough(name)
    part.mtime = NO_TIME
    zip.add(part)
    for await (const chunk of bytes) {
      part.push(chunk)
      await flush()
    }
    part.push(new Uint8Array(0), true)
    await flush()
  }
  zip.end()
  await flush()
}
