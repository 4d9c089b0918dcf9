import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { CONTENT_SECURITY_POLICY } from './policy'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
}

/** Answers with the window's page; a version that was made to break has lost its scripts. */
export const pageOf =
  ({ fails }: { fails: string | null }) =>
  async ({ url }: { url: string }): Promise<Response> =>
    fails === 'page' && url.endsWith('.js')
      ? new Response(null, { status: 404 })
      : servePage(join(__dirname, '../renderer'), url)

/** Serves the built window from its folder and from nowhere else. */
export async function servePage(root: string, url: string): Promise<Response> {
  const path = normalize(join(root, decodeURIComponent(new URL(url).pathname)))
  const type = TYPES[extname(path)]
  if (!path.startsWith(root + sep) || !type) return new Response(null, { status: 404 })
  const bytes = await readFile(path).catch(() => null)
  if (!bytes) return new Response(null, { status: 404 })
  const headers: Record<string, string> = { 'content-type': type, 'x-content-type-options': 'nosniff' }
  if (extname(path) === '.html') headers['content-security-policy'] = CONTENT_SECURITY_POLICY
  return new Response(new Uint8Array(bytes), { headers })
}
