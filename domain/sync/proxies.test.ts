import { describe, expect, it } from 'vitest'
import { offersOf, wayName, waysOf, waysOfEnvironment } from './proxies'

const names = (answer: string): string[] => waysOf(answer).ways.map(wayName)

describe('the ways to the server', () => {
  it.each([
    ['DIRECT', ['direct']],
    ['', ['direct']],
    ['PROXY proxy.gov.ma:3128', ['proxy.gov.ma:3128']],
    ['PROXY a:8080; PROXY b:8080; DIRECT', ['a:8080', 'b:8080', 'direct']],
    ['HTTPS secure:443 ; proxy plain:81', ['secure:443', 'plain:81']],
    ['PROXY [2001:db8::1]:3128', ['2001:db8::1:3128']],
    ['SOCKS5 s:1080; PROXY a', ['a:80']],
  ])('%s: in the order the system gives them', (answer, ways) => {
    expect(names(answer)).toEqual(ways)
  })

  it('where there is only what we do not speak, that is said, and nothing goes around it', () => {
    expect(waysOf('SOCKS5 s:1080')).toEqual({ ways: [], unknown: true })
  })

  it.each([
    [{}, 'direct'],
    [{ HTTPS_PROXY: 'http://p:3128' }, 'p:3128'],
    [{ https_proxy: 'p:3128' }, 'p:3128'],
    [{ HTTPS_PROXY: 'http://p:3128', NO_PROXY: 'gov.ma' }, 'direct'],
    [{ HTTPS_PROXY: 'http://p:3128', NO_PROXY: '.gov.ma' }, 'direct'],
    [{ HTTPS_PROXY: 'http://p:3128', NO_PROXY: '*.gov.ma, other' }, 'direct'],
    [{ HTTPS_PROXY: 'http://p:3128', NO_PROXY: 'ov.ma' }, 'p:3128'],
    [{ HTTPS_PROXY: 'http://p:3128', NO_PROXY: 'gov.ma:80' }, 'p:3128'],
    [{ HTTPS_PROXY: 'http://p:3128', NO_PROXY: 'gov.ma:8443' }, 'direct'],
    [{ HTTPS_PROXY: 'http://p:3128', NO_PROXY: '*' }, 'direct'],
    [{ HTTPS_PROXY: 'socks5://p:1080' }, 'direct'],
    [{ HTTPS_PROXY: '%%' }, 'direct'],
  ])('the environment %j leads by %s', (env, way) => {
    expect(waysOfEnvironment(env, 'https://sync.gov.ma:8443/').ways.map(wayName)).toEqual([way])
  })

  it('this PC itself is never asked for through a proxy; a log-in in the address is used', () => {
    const env = { HTTPS_PROXY: 'http://hind:p%40ss@p:3128' }
    expect(waysOfEnvironment(env, 'https://127.0.0.1:8443/').ways.map(wayName)).toEqual(['direct'])
    expect(waysOfEnvironment(env, 'https://[::1]:8443/').ways.map(wayName)).toEqual(['direct'])
    expect(waysOfEnvironment(env, 'https://sync.gov.ma/').login).toEqual({ name: 'hind', password: 'p@ss' })
  })

  it('what a proxy takes: Basic is answered, Windows is said', () => {
    expect(offersOf('Basic realm="x"')).toBe('basic')
    expect(offersOf(['Negotiate', 'NTLM', 'Basic realm="x"'])).toBe('basic')
    expect(offersOf('Negotiate, NTLM')).toBe('windows')
    expect(offersOf('Digest realm="x"')).toBe('other')
    expect(offersOf(undefined)).toBe('other')
  })
})
