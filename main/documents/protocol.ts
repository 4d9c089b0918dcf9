import { Readable } from 'node:stream'
import { AppError } from '../../contract/errors'
import { can } from '../../contract/permissions'
import type { Ctx } from '../desk'
import { isKind } from '../../domain/documents/kinds'
import { recordReading } from '../security/log'
import type { Thing } from '../security/thing'
import { visibleFile } from './documents'
import { withoutOpened } from '../walls/opened'
import { fromTray } from '../walls/marking'
import { parseRange } from './ranges'

/**
 * diwan://file/<id> and diwan://print/<token>: bytes reach the window streamed and decrypted, after the same `can()` as every
 * call; never a path. Ranges are answered here, because Electron's protocol.handle does not (206, toolchain.md).
 */
export async function answer(
  request: { url: string; headers: { get(name: string): string | null } },
  ctx: Ctx,
): Promise<Response> {
  try {
    const { host, pathname } = new URL(request.url)
    const id = decodeURIComponent(pathname.slice(1))
    // What was made for somebody is theirs, whatever their role: an administrator's log too.
    if (host === 'print') return await printed(ctx, id)
    if (!can(ctx.actor, 'register:read')) throw new AppError('forbidden')
    if (host === 'file') return await file(ctx, id, request.headers.get('range'))
    return refusal(404)
  } catch (error) {
    return refusal(error instanceof AppError && error.code === 'signed-out' ? 401 : 404)
  }
}

/** Records that what stands at an address leaves the window, on paper or as a copy (A3). */
export async function recordLeaving({ desk, actor }: Ctx, url: string, kind: 'print' | 'export'): Promise<void> {
  const { host, pathname } = new URL(url)
  const id = decodeURIComponent(pathname.slice(1))
  const of: Thing | undefined = host === 'file' ? { entity: 'file', id } : desk.print.get(id, actor.userId)?.of
  // P4: under a broken glass a scan is looked at; what leaves is made here, with the mark of who reads it.
  if (of?.entity === 'file' && actor.opened) await visibleFile(desk, withoutOpened(actor), of.id)
  if (of) await recordReading(desk, actor, kind, of)
}

const refusal = (status: number): Response => new Response(null, { status })

async function printed({ desk, actor }: Ctx, token: string): Promise<Response> {
  const found = desk.print.get(token, actor.userId)
  if (!found) return refusal(404)
  const bytes = await fromTray(desk, actor, found)
  return new Response(new Uint8Array(bytes), {
    headers: headersFor(found.mediaType ?? 'application/pdf', bytes.length),
  })
}

async function file({ desk, actor }: Ctx, id: string, range: string | null): Promise<Response> {
  const { sha256, fileKey, size, mediaType } = await visibleFile(desk, actor, id)
  await recordReading(desk, actor, 'read', { entity: 'file', id })
  const part = parseRange(range, size)
  if (part === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } })
  const [from, to] = part ?? [0, size - 1]
  const body = Readable.toWeb(Readable.from(desk.files.read(sha256, fileKey, size, from, to))) as ReadableStream
  const headers = headersFor(isKind(mediaType) ? mediaType : 'application/octet-stream', to - from + 1)
  if (part) headers['content-range'] = `bytes ${from}-${to}/${size}`
  return new Response(body, { status: part ? 206 : 200, headers })
}

const headersFor = (type: string, length: number): Record<string, string> => ({
  'content-type': type,
  'content-length': String(length),
  'accept-ranges': 'bytes',
  // The page may read where a part stands in the whole.
  'access-control-expose-headers': 'content-range',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
})
