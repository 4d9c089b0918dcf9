import { connect as connectPlain, type Socket } from 'node:net'
import { AppError } from '../../../contract/errors'
import { wayName, type ProxyLogin, type Way } from '../../../domain/sync/proxies'
import { openTunnel, type Proxy, type Target } from './tunnel'

/** How this machine reaches an address: the system's answer, or that of the environment. */
export type Resolve = (url: string) => Promise<{ ways: Way[]; unknown?: boolean; login?: ProxyLogin | null }>
type Options = { connectMs: number; signal?: AbortSignal | undefined }
/** A connection to the server's address, before TLS. `proxied`: somebody stands in between. */
export type Opened = { socket: Socket; proxied: boolean }

/** A proxy that did not answer is asked last for so long. */
const AVOIDED_MS = 5 * 60_000

/**
 * The ways to the server, in the order the system gives them. A proxy that cannot be reached is followed by the next one; one that
 * wants a log-in is not gone around. Log-ins live here, in memory, as long as the program.
 */
export class Ways {
  private readonly logins = new Map<string, ProxyLogin>()
  private readonly failedAt = new Map<string, number>()
  /** The proxy that asked for a log-in it was not given, or not rightly. */
  private asking: string | null = null

  constructor(
    private readonly resolve: Resolve,
    private readonly now: () => number = Date.now,
  ) {}

  get wantsLogin(): string | null {
    return this.asking
  }

  /** What somebody typed for the proxy that asks. */
  logIn(login: ProxyLogin): void {
    if (this.asking === null) return
    this.logins.set(this.asking, login)
    this.asking = null
  }

  /** @throws server-unreachable · proxy-… */
  async open(target: Target, options: Options): Promise<Opened> {
    const {
      ways,
      unknown = false,
      login = null,
    } = await this.resolve(`https://${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}/`)
    if (unknown) throw new AppError('proxy-unsupported')
    let failure = new AppError('server-unreachable')
    for (const way of this.inOrder(ways)) {
      try {
        if (way.kind === 'direct') return { socket: await direct(target, options), proxied: false }
        return { socket: await this.through(way, target, login, options), proxied: true }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        failure = error
        if (error.code !== 'proxy-unreachable' && error.code !== 'server-unreachable') throw error
        this.failedAt.set(wayName(way), this.now())
      }
    }
    throw failure
  }

  private inOrder(ways: readonly Way[]): Way[] {
    const avoided = (way: Way): boolean =>
      way.kind === 'proxy' && this.now() - (this.failedAt.get(wayName(way)) ?? -Infinity) < AVOIDED_MS
    return [...ways.filter((way) => !avoided(way)), ...ways.filter(avoided)]
  }

  private async through(proxy: Proxy, target: Target, given: ProxyLogin | null, options: Options): Promise<Socket> {
    const name = wayName(proxy)
    const login = this.logins.get(name) ?? given
    try {
      const socket = await openTunnel(proxy, target, login, options)
      this.failedAt.delete(name)
      if (this.asking === name) this.asking = null
      return socket
    } catch (error) {
      if (error instanceof AppError && error.code === 'proxy-login') {
        this.logins.delete(name)
        this.asking = name
      }
      throw error
    }
  }
}

function direct({ host, port }: Target, { connectMs, signal }: Options): Promise<Socket> {
  return new Promise((opened, failed) => {
    const socket = connectPlain({ host, port, ...(signal && { signal }) })
    const late = setTimeout(() => socket.destroy(), connectMs)
    socket.once('connect', () => {
      clearTimeout(late)
      socket.removeAllListeners('error').removeAllListeners('close')
      opened(socket)
    })
    socket.once('error', () => undefined)
    socket.once('close', () => {
      clearTimeout(late)
      failed(new AppError('server-unreachable'))
    })
  })
}
