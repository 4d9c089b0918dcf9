import { request as plainRequest, type IncomingMessage } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { Socket } from 'node:net'
import { AppError } from '../../../contract/errors'
import { offersOf, type ProxyLogin, type Way } from '../../../domain/sync/proxies'

export type Proxy = Extract<Way, { kind: 'proxy' }>
export type Target = { host: string; port: number }

/**
 * A way through a proxy: it is asked to connect, and from then on carries bytes that it cannot read; the server's certificate is
 * pinned inside. The log-in is sent to the proxy alone, and is in no message of an error.
 * @throws proxy-login · proxy-windows-login · proxy-refused · proxy-unreachable
 */
export function openTunnel(
  proxy: Proxy,
  { host, port }: Target,
  login: ProxyLogin | null,
  options: { connectMs: number; signal?: AbortSignal | undefined },
): Promise<Socket> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  return new Promise((opened, failed) => {
    const req = (proxy.secure ? secureRequest : plainRequest)({
      host: proxy.host,
      port: proxy.port,
      method: 'CONNECT',
      path: authority,
      agent: false,
      ...(options.signal && { signal: options.signal }),
      headers: { host: authority, ...(login && { 'proxy-authorization': basic(login) }) },
    })
    const late = setTimeout(() => req.destroy(new Error('no answer')), options.connectMs)
    const refuse = (response: IncomingMessage): void => {
      req.destroy()
      failed(refusal(response))
    }
    req.once('connect', (response, socket, head) => {
      clearTimeout(late)
      if (response.statusCode !== 200) {
        socket.destroy()
        return failed(refusal(response))
      }
      if (head.length > 0) socket.unshift(head)
      opened(socket as Socket)
    })
    // A proxy that answers as if it had been asked for a page.
    req.once('response', refuse)
    req.once('error', () => failed(new AppError('proxy-unreachable')))
    req.once('close', () => {
      clearTimeout(late)
      failed(new AppError('proxy-unreachable'))
    })
    req.end()
  })
}

const basic = ({ name, password }: ProxyLogin): string =>
  `Basic ${Buffer.from(`${name}:${password}`, 'utf8').toString('base64')}`

function refusal({ statusCode, headers }: IncomingMessage): AppError {
  if (statusCode === 407) {
    const offers = offersOf(headers['proxy-authenticate'])
    return new AppError(
      offers === 'basic' ? 'proxy-login' : offers === 'windows' ? 'proxy-windows-login' : 'proxy-refused',
    )
  }
  // It could not reach the server: another one may.
  return new AppError(statusCode !== undefined && statusCode >= 500 ? 'proxy-unreachable' : 'proxy-refused')
}
