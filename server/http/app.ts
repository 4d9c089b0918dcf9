import rateLimit from '@fastify/rate-limit'
import fastify from 'fastify'
import { headers } from '../../domain/sync/request'
import { Failure } from '../failure'
import { answerFor } from './errors'

export type Served = {
  key: string
  certificate: string
  now: () => number
  report: (id: string, error: unknown) => void
}

/** HTTPS with bytes as bodies, one error mapper, and the server's clock in every answer. */
export async function newHttp({ key, certificate, now, report }: Served) {
  const app = fastify({
    https: { key, cert: certificate },
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    keepAliveTimeout: 60_000,
    // A sender that stops halfway does not hold a connection for ever.
    requestTimeout: 120_000,
    // The longest name in a path is a SHA-512.
    routerOptions: { maxParamLength: 128 },
    // What reaches no route (a path that cannot be read, a name that is too long) is answered in the contract's words as well.
    frameworkErrors: (error, _request, reply) => {
      const { status, body } = answerFor(error, report)
      const said = { 'content-type': 'application/json', [headers.time]: String(now()) }
      reply.raw.writeHead(status, said).end(JSON.stringify(body))
    },
  })
  // A signature is over the bytes as they were sent, so nothing is parsed before it is checked.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', async (_request, reply) => {
    reply.header(headers.time, String(now()))
    reply.header('cache-control', 'no-store')
  })
  app.setErrorHandler((error, _request, reply) => {
    const { status, body } = answerFor(error, report)
    return reply.code(status).type('application/json').send(JSON.stringify(body))
  })
  app.setNotFoundHandler(() => {
    throw new Failure('not-found')
  })
  await app.register(rateLimit, { global: false })
  return app
}

export type Http = Awaited<ReturnType<typeof newHttp>>
