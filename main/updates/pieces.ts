import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { PACKAGE_PIECE, type PackageFile } from '../../contract/updates'
import { pieceHash, piecesOf, readList, type Piece } from '../../domain/updates/pieces'
import { packagesHere } from '../way-back/packages'
import { fetchPackage, type Fetching, type Pieces } from './fetching'
import type { ReleaseSource } from './parts'
import { NotInstalled } from './refusal'

type Server = Pick<ReleaseSource, 'piece' | 'list'>
type Place = { path: string; at: number; length: number }

/**
 * As fetchPackage, but what the packages that are kept here have of it is not fetched. Whatever the server says of its pieces and
 * whatever became of these packages, the whole has the signed hash, or all of it is fetched. @throws as fetchPackage
 */
export async function fetchLess(
  file: PackageFile,
  destination: string,
  { piece, list }: Server,
  o: Omit<Fetching, 'pieces'>,
): Promise<void> {
  const lessOf = async (): Promise<Pieces | null> => {
    const here = await placesIn(await packagesHere(o.folder))
    const pieces = here.size > 0 ? readList(await list(file), file.size) : null
    return pieces && fromHere(pieces, here, piece)
  }
  // An older server has no list, and a cut line none now: the fetch itself says what is wrong.
  const less = await lessOf().catch(() => null)
  try {
    await fetchPackage(file, destination, { ...o, pieces: less ?? piece })
  } catch (error) {
    if (!less || !(error instanceof NotInstalled) || error.reason !== 'hash') throw error
    await fetchPackage(file, destination, { ...o, pieces: piece })
  }
}

/** Read by pieces of a megabyte, between which everything else goes on. */
async function placesIn(paths: readonly string[]): Promise<Map<string, Place>> {
  const places = new Map<string, Place>()
  for (const path of paths) {
    let at = 0
    for (const { hash, length } of await piecesOf(createReadStream(path, { highWaterMark: 1024 * 1024 }))) {
      places.set(hash, { path, at, length })
      at += length
    }
  }
  return places
}

/** Bytes from the packages here; of what none of them has, as much as follows each other, from the server. */
function fromHere(list: readonly Piece[], places: Map<string, Place>, server: Pieces): Pieces {
  return async (file, from) => {
    let [index, at] = [0, 0]
    for (let piece = list[0]; piece && at + piece.length <= from; piece = list[++index]) at += piece.length
    const piece = list[index]
    const here = piece && (await bytesOf(piece, places))
    if (here) return here.subarray(from - at)
    let end = at
    for (; list[index] && (end === at || !places.has(list[index]?.hash ?? '')); index++) end += list[index]?.length ?? 0
    return server(file, from, Math.min(end - from, PACKAGE_PIECE))
  }
}

/** Read and looked at again: meanwhile the file may be another, or gone. @returns null when it is not here any more */
async function bytesOf({ hash }: Piece, places: Map<string, Place>): Promise<Buffer | null> {
  const place = places.get(hash)
  if (!place) return null
  const handle = await open(place.path).catch(() => null)
  try {
    const bytes = Buffer.alloc(place.length)
    if (handle) await handle.read(bytes, 0, place.length, place.at)
    if (pieceHash(bytes) === hash) return bytes
  } finally {
    await handle?.close()
  }
  places.delete(hash)
  return null
}
