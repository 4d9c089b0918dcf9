import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { brotliDecompress, gunzip as gunzipCallback, gzip as gzipCallback } from 'node:zlib'
import { promisify } from 'node:util'
import { AppError } from '../../contract/errors'
import { WireError } from '../../contract/wire'
import { headers, signedText } from '../../domain/sync/request'
import type { Sign } from '../desk'
import { isNotTls } from './certificate'
import { lineAgent, OTHER_CERTIFICATE, PROXIED } from './proxy/agent'
import type { Ways } from './proxy/ways'
import { Refusal } from './refusal'

const gunzip = promisify(gunzipCallback)
const gzip = promisify(gzipCallback)
const brotli = promisify(brotliDecompress)
/** Operations are much alike: more effort costs three times the time for a fifth of the bytes. */
const QUICK = { level: 1 }
const ANSWER_LIMIT = 64 * 1024 * 1024

/** How long is waited for the server, and by which ways it is reached (straight, without `ways`). */
export type Timing = { connectMs: number; idleMs: number; ways?: Ways | undefined }
export type Address = { url: string; certificate: string }
export type Sender = { id: string; sign: Sign; now: () => number; jumpMs?: () => number }
type Sent = { method: 'GET' | 'POST' | 'PUT'; path: string; body?: Buffer; packed?: boolean }
type Answer = { status: number; bytes: Buffer; time: number | null }

/**
 * Signed requests over one pinned certificate. Every wait has an end: a server that hangs is a server that cannot be reached.
 * An answer that is cut, or is none of ours, fails this request and nothing else.
 */
export class Transport {
  private readonly agent: ReturnType<typeof lineAgent>
  private readonly stop = new AbortController()
  /** Ours minus the server's at the last answer, and how far ours had jumped then. */
  private drift: { ms: number; jumpMs: number } | null = null
  private signByServerTime = false

  constructor(
    readonly address: Address,
    private readonly sender: Sender,
    private readonly timing: Timing,
  ) {
    const { ways, connectMs } = timing
    this.agent = lineAgent(address.certificate, { ways, connectMs, signal: this.stop.signal })
  }

  /** Ours minus the server's: measured at the last answer, and followed since. */
  get driftMs(): number | null {
    return this.drift && this.drift.ms + this.jumped() - this.drift.jumpMs
  }

  private jumped(): number {
    return this.sender.jumpMs?.() ?? 0
  }

  /** @throws server-unreachable · certificate-mismatch · Refusal */
  async bytes(sent: Sent): Promise<Buffer> {
    const prepared = sent.packed && sent.body ? { ...sent, body: await gzip(sent.body, QUICK) } : sent
    try {
      return await this.once(prepared)
    } catch (error) {
      // Our clock is far off: the server told us its own, and we sign by that.
      if (!(error instanceof Refusal && error.code === 'clock') || this.signByServerTime) throw error
      this.signByServerTime = true
      return this.once(prepared)
    }
  }

  async json(sent: Sent): Promise<unknown> {
    const bytes = await this.bytes(sent)
    try {
      return JSON.parse(bytes.toString('utf8'))
    } catch {
      throw new AppError('server-unreachable')
    }
  }

  close(): void {
    this.stop.abort()
    this.agent.destroy()
  }

  private async once(sent: Sent): Promise<Buffer> {
    const { status, bytes, time } = await this.exchange(sent).catch((error: unknown) => {
      throw reached(error)
    })
    if (time !== null) this.drift = { ms: this.sender.now() - time, jumpMs: this.jumped() }
    if (status >= 200 && status < 300) return bytes
    const said = WireError.safeParse(parsed(bytes))
    // Somebody between us and the server answered (a proxy, a captive portal).
    if (!said.success) throw new AppError('server-unreachable')
    throw new Refusal(said.data.error, said.data.want ?? null)
  }

  private exchange({ method, path, body = Buffer.alloc(0), packed = false }: Sent): Promise<Answer> {
    const { connectMs, idleMs } = this.timing
    // The agent of a closed line would open a connection that nobody ends.
    if (this.stop.signal.aborted) return Promise.reject(new Error('closed'))
    return new Promise((answered, failed) => {
      const req = request(new URL(path, this.address.url), {
        method,
        agent: this.agent,
        signal: this.stop.signal,
        headers: {
          ...this.signature(method, path, body),
          'accept-encoding': 'br, gzip',
          'content-length': body.length,
          ...(body.length > 0 && { 'content-type': 'application/octet-stream' }),
          ...(packed && { 'content-encoding': 'gzip' }),
        },
      })
      req.once('error', failed)
      req.setTimeout(idleMs, () => req.destroy(new Error('no answer')))
      req.once('socket', (socket) => {
        if (!socket.connecting) return
        const late = setTimeout(() => req.destroy(new Error('no connection')), connectMs)
        for (const over of ['secureConnect', 'close', 'error'] as const) socket.once(over, () => clearTimeout(late))
      })
      req.once('response', (response) => void read(response).then(answered, failed))
      req.end(body)
    })
  }

  private signature(method: string, path: string, body: Buffer): Record<string, string> {
    const claimed = this.sender.now() - (this.signByServerTime ? (this.driftMs ?? 0) : 0)
    const nonce = randomBytes(18).toString('base64url')
    return {
      [headers.device]: this.sender.id,
      [headers.time]: String(claimed),
      [headers.nonce]: nonce,
      [headers.signature]: this.sender.sign(signedText(method, path, claimed, nonce, body)),
    }
  }
}

/** Whole, unpacked; a cut answer is an error. */
async function read(response: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length
    if (size > ANSWER_LIMIT) throw new Error('too large an answer')
    parts.push(part)
  }
  if (!response.complete) throw new Error('a cut answer')
  const raw = Buffer.concat(parts)
  const unpack = { br: brotli, gzip: gunzip }[response.headers['content-encoding'] ?? '']
  const bytes = unpack ? await unpack(raw, { maxOutputLength: ANSWER_LIMIT }) : raw
  const time = Number(response.headers[headers.time])
  return { status: response.statusCode ?? 0, bytes, time: Number.isSafeInteger(time) && time > 0 ? time : null }
}

function reached(error: unknown): AppError {
  if (error instanceof AppError) return error
  const text = error instanceof Error ? `${'code' in error ? String(error.code) : ''} ${error.message}` : ''
  const other = text.includes(OTHER_CERTIFICATE) || /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_/.test(text)
  if (other) return new AppError('certificate-mismatch')
  // Something that is not TLS came back through the tunnel: the proxy itself speaks (a page to log in, a captive portal).
  const proxied = error instanceof Error && text.includes(PROXIED) && isNotTls(error)
  return new AppError(proxied ? 'proxy-no-tunnel' : 'server-unreachable')
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null // no answer of ours; the caller says so
  }
}
