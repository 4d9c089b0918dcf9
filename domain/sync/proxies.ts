/** One way to the server: straight, or through a proxy, which may itself be reached over TLS. */
export type Way = { kind: 'direct' } | { kind: 'proxy'; secure: boolean; host: string; port: number }

export const wayName = (way: Way): string => (way.kind === 'direct' ? 'direct' : `${way.host}:${way.port}`)

/**
 * What the system (or its PAC script) answers for an address: `PROXY a:8080; HTTPS b:443; DIRECT`, in the order they are tried. What
 * we do not speak (SOCKS) is left out: `unknown` says that there was nothing else.
 */
export function waysOf(answer: string): { ways: Way[]; unknown: boolean } {
  const said = answer
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)
  const ways = said.flatMap((part) => {
    const [kind = '', where = ''] = part.split(/\s+/, 2)
    if (kind.toUpperCase() === 'DIRECT') return [{ kind: 'direct' as const }]
    const secure = kind.toUpperCase() === 'HTTPS'
    return secure || ['PROXY', 'HTTP'].includes(kind.toUpperCase()) ? (proxyAt(where, secure) ?? []) : []
  })
  return said.length === 0 ? { ways: [{ kind: 'direct' }], unknown: false } : { ways, unknown: ways.length === 0 }
}

function proxyAt(where: string, secure: boolean): Way | null {
  const url = urlOf(`http://${where}`)
  if (!url?.hostname) return null
  return { kind: 'proxy', secure, host: bare(url.hostname), port: Number(url.port) || (secure ? 443 : 80) }
}

/** `URL.canParse` is newer than the oldest Electron we run in. */
function urlOf(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null // no address
  }
}

/** An IPv6 address without its brackets. */
export const bare = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1')

export type ProxyEnvironment = Partial<Record<string, string>>

/** The same from the variables of a command line: HTTPS_PROXY, and NO_PROXY (names, endings, `*`, ports). This PC is never proxied. */
export function waysOfEnvironment(env: ProxyEnvironment, url: string): { ways: Way[]; login: ProxyLogin | null } {
  const direct = { ways: [{ kind: 'direct' as const }], login: null }
  const named = env['https_proxy'] ?? env['HTTPS_PROXY'] ?? env['all_proxy'] ?? env['ALL_PROXY'] ?? ''
  const { hostname, port } = new URL(url)
  const host = bare(hostname).toLowerCase()
  const exceptions = (env['no_proxy'] ?? env['NO_PROXY'] ?? '').split(/[\s,]+/).filter(Boolean)
  if (!named || isLoopback(host) || exceptions.some((e) => isException(e, host, port || '443'))) return direct
  const address = named.includes('://') ? named : `http://${named}`
  const proxy = urlOf(address)
  if (!proxy || (proxy.protocol !== 'http:' && proxy.protocol !== 'https:')) return direct
  const secure = proxy.protocol === 'https:'
  const way = {
    kind: 'proxy' as const,
    secure,
    host: bare(proxy.hostname),
    port: Number(proxy.port) || (secure ? 443 : 80),
  }
  const { username, password } = proxy
  const login = username ? { name: decodeURIComponent(username), password: decodeURIComponent(password) } : null
  return { ways: [way], login }
}

export type ProxyLogin = { name: string; password: string }

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)

function isException(said: string, host: string, port: string): boolean {
  if (said === '*') return true
  const [, name = said, only] = /^(.*?)(?::(\d+))?$/.exec(said.toLowerCase()) ?? []
  if (only !== undefined && only !== port) return false
  const ending = name.replace(/^\*?\./, '')
  return host === ending || host.endsWith(`.${ending}`)
}

/** What a proxy offers to be logged in with; only Basic is ours to answer. */
export function offersOf(header: string | readonly string[] | undefined): 'basic' | 'windows' | 'other' {
  const schemes = [header ?? []]
    .flat()
    .flatMap((line) => line.split(','))
    .map((part) => part.trim().split(/\s+/, 1)[0]?.toLowerCase() ?? '')
  if (schemes.includes('basic')) return 'basic'
  return schemes.includes('ntlm') || schemes.includes('negotiate') || schemes.includes('kerberos') ? 'windows' : 'other'
}
