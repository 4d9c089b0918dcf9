import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Store } from '../db/connect'
import type { DeviceRow } from '../db/devices'
import { Failure } from '../failure'
import { authenticate } from './auth'
import { packed, readJson } from './body'

type Work = (device: DeviceRow, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** A route that only a known device may ask. */
export const signedBy =
  (store: Store, now: () => number) =>
  (work: Work) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> =>
    work(await authenticate(store, request, now()), request, reply)

export const jsonOf = async (request: FastifyRequest): Promise<unknown> => (await sizedJsonOf(request)).value

export const sizedJsonOf = (request: FastifyRequest): Promise<{ value: unknown; size: number }> =>
  readJson(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0), request.headers['content-encoding'])

/** @throws bad-request */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input)
  if (!result.success) throw new Failure('bad-request')
  return result.data
}

export const send = (request: FastifyRequest, reply: FastifyReply, value: unknown): Promise<unknown> =>
  sendText(request, reply, JSON.stringify(value))

/** @param text the answer's JSON */
export async function sendText(request: FastifyRequest, reply: FastifyReply, text: string): Promise<unknown> {
  const accepts = request.headers['accept-encoding']
  const { bytes, encoding } = await packed(text, typeof accepts === 'string' ? accepts : undefined)
  if (encoding) reply.header('content-encoding', encoding)
  return reply.type('application/json').send(bytes)
}
