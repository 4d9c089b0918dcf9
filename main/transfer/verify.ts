import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { Fields, Plain } from '../../contract/wire'
import { chainStart, follow, type ChainedAct } from '../../domain/register/chain'
import { replay } from '../../domain/register/replay'
import { canonical } from '../../domain/sync/canonical'
import { SheetError } from '../sheets/fault'
import { sourceOf, type Source } from './source'

export type Packed = { id: string; number: string; fields: Fields; files: { sha256: string; path: string }[] }
export type ChainHead = {
  format: 'diwan-chain-1'
  book: { id: string; register: string; year: number; desk: string | null; opening: number }
  /** Where the chain stood when the package was made. */
  head: string
  position: number
}

/**
 * Holds a transfer package against itself, with nothing but its folder or its zip: the bag (RFC 8493), each book's chain act by act, and each entry and
 * document against what its acts say (I5, I3). @returns what does not fit, in English; empty when all of it does
 */
export async function verifyPackage(path: string): Promise<string[]> {
  const source = await sourceOf(path)
  try {
    return await faultsOf(source)
  } finally {
    await source.close()
  }
}

async function faultsOf(source: Source): Promise<string[]> {
  const faults: string[] = []
  const manifest = await bagFaults(source, faults)
  if (faults.length > 0) return faults
  const acts = new Map<string, ChainedAct[]>()
  for (const one of source.paths.filter((name) => name.startsWith(CHAIN))) await followChain(source, one, acts, faults)
  const entries = JSON.parse((await textOf(source, 'data/entries.json')) ?? '') as { entries: Packed[] }
  for (const entry of entries.entries) entryFaults(entry, acts.get(entry.id) ?? [], manifest, faults)
  return faults
}

const CHAIN = 'data/chain/'

async function bagFaults(source: Source, faults: string[]): Promise<Map<string, string>> {
  const declaration = (await textOf(source, 'bagit.txt')) ?? ''
  if (!/^BagIt-Version: 1\.0\r?\nTag-File-Character-Encoding: UTF-8\r?\n?$/.test(declaration))
    faults.push('bagit.txt: no bag')
  const tags = await manifestOf(source, 'tagmanifest-sha256.txt', faults)
  const manifest = await manifestOf(source, 'manifest-sha256.txt', faults)
  for (const [path, hash] of [...tags, ...manifest])
    if ((await hashOf(source, path)) !== hash) faults.push(`${path}: missing or altered`)
  for (const needed of ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt'])
    if (!tags.has(needed)) faults.push(`${needed}: not in the tag manifest`)
  for (const path of source.paths)
    if (path.startsWith('data/') && !manifest.has(path)) faults.push(`${path}: not in the manifest`)
  for (const needed of ['data/entries.json']) if (!manifest.has(needed)) faults.push(`${needed}: missing`)
  return manifest
}

async function manifestOf(source: Source, name: string, faults: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const text = await textOf(source, name)
  if (text === null) faults.push(`${name}: missing`)
  for (const line of (text ?? '').split('\n').filter(Boolean)) {
    const [, hash = '', path = ''] = /^([0-9a-f]{64}) {2}([A-Za-z0-9][A-Za-z0-9./-]*)$/.exec(line) ?? []
    if (hash === '' || path.includes('..')) faults.push(`${name}: a line that cannot be read`)
    else found.set(path, hash)
  }
  return found
}

/** A part of a zip that cannot be read is altered. */
async function hashOf(source: Source, path: string): Promise<string | null> {
  if (!source.paths.includes(path)) return null
  const hash = createHash('sha256')
  try {
    for await (const piece of source.read(path)) hash.update(piece)
  } catch (error) {
    if (error instanceof SheetError) return null
    throw error
  }
  return hash.digest('hex')
}

async function textOf(source: Source, path: string): Promise<string | null> {
  if (!source.paths.includes(path)) return null
  const pieces: Buffer[] = []
  for await (const piece of source.read(path)) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

/** One act after another, so that a book of any length is followed in little room; only acts of packed entries are kept. */
async function followChain(
  source: Source,
  path: string,
  acts: Map<string, ChainedAct[]>,
  faults: string[],
): Promise<void> {
  const lines = createInterface({ input: Readable.from(source.read(path)), crlfDelay: Infinity })
  let begun: ChainHead | null = null
  let state = chainStart('', 1)
  for await (const line of lines) {
    if (begun === null) {
      begun = JSON.parse(line) as ChainHead
      state = chainStart(begun.book.id, begun.book.opening)
      continue
    }
    const act = JSON.parse(line) as ChainedAct
    const next = follow(state, begun.book.id, act)
    if (next === null || next.gap !== null) {
      faults.push(`${path.slice('data/'.length)}: does not fit at place ${act.position}`)
      return
    }
    state = next
    if (act.entryId !== null && act.body !== null) acts.set(act.entryId, [...(acts.get(act.entryId) ?? []), act])
  }
  if (begun === null || state.head !== begun.head || state.position !== begun.position)
    faults.push(`${path.slice('data/'.length)}: ends elsewhere than it says`)
}

/** What its acts say is what the package says of it; each document is one its acts name, and lies in the bag. */
function entryFaults(
  entry: Packed,
  acts: readonly ChainedAct[],
  manifest: ReadonlyMap<string, string>,
  faults: string[],
): void {
  const said = replay(acts).get(entry.id)
  if (!said) return void faults.push(`${entry.number}: no act says it was registered`)
  const { files: _files, clockSaid: _clock, ...fields } = said
  for (const [name, value] of Object.entries(fields))
    if (canonical((entry.fields[name] ?? null) as Plain) !== canonical(value))
      faults.push(`${entry.number}: ${name} differs from its acts`)
  const named = new Set(acts.flatMap(({ body }) => hashesIn(body)))
  for (const { sha256: hash, path } of entry.files) {
    if (manifest.get(path) !== hash) faults.push(`${entry.number}: ${path} is not in the bag as it is said`)
    else if (!named.has(hash) && entry.fields['letterId'] === null) faults.push(`${entry.number}: no act names ${path}`)
  }
}

function hashesIn(body: string | null): string[] {
  if (body === null) return []
  const { files, file } = JSON.parse(body) as { files?: string[]; file?: string }
  return [...(files ?? []), ...(file ? [file] : [])]
}
