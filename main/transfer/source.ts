import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { inflated, partsOf } from '../sheets/zip'

/** A package wherever it lies: its files by their path below the bag, read piece by piece. */
export type Source = {
  paths: readonly string[]
  read: (path: string) => AsyncIterable<Buffer>
  close: () => Promise<void>
}

/** A package in a zip may hold as many files and octets as a zip can count; what it says beyond that is not opened. */
const IN_A_ZIP = { parts: 65_535, octets: 0xffffffff }

/** @param path the bag's folder, or a zip with that folder in it, and nothing else */
export async function sourceOf(path: string): Promise<Source> {
  const is = await stat(path)
  return is.isDirectory() ? folderSource(path) : zipSource(path, is.size)
}

async function folderSource(folder: string): Promise<Source> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = found.flatMap((one) =>
    one.isFile() ? [relative(folder, join(one.parentPath, one.name)).split(sep).join('/')] : [],
  )
  return { paths, read: (path) => createReadStream(join(folder, path)), close: () => Promise.resolve() }
}

/** Nothing is unpacked beside it: a name in a zip leads nowhere. */
async function zipSource(path: string, size: number): Promise<Source> {
  const file = await open(path)
  try {
    const parts = await partsOf(file, size, IN_A_ZIP)
    const files = [...parts.keys()].filter((name) => !name.endsWith('/'))
    const [top = ''] = /^[^/]+\//.exec(files[0] ?? '') ?? []
    if (top === '' || !files.every((name) => name.startsWith(top)))
      throw new Error('the zip is no bag: one folder, named as the bag')
    return {
      paths: files.map((name) => name.slice(top.length)),
      read: (name) => inflated(file, parts.get(top + name) ?? missing(name)),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

function missing(name: string): never {
  throw new Error(`${name}: missing`)
}
