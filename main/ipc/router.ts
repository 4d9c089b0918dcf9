import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { contract, type Contract } from '../../contract'
import type { Call, Handlers } from '../../contract/define'
import { AppError, type Failure, type Result } from '../../contract/errors'
import { can, type Actor } from '../../contract/permissions'
import { asAppError } from '../../db/core/errors'
import type { Ctx } from '../desk'

export type AllHandlers = { [F in keyof Contract]: Handlers<Contract[F], Ctx> }
/** Where the router learns who acts; both throw `signed-out`. */
export type Who = { readonly actor: Actor; readonly desk: Ctx['desk'] }
export type Dispatch = (raw: unknown) => Promise<Result<unknown>>

const Request = z.object({ feature: z.string().max(40), name: z.string().max(40), input: z.unknown() })

/**
 * One door for everything the window asks: name is an own property of the contract → actor from the session → `can()` →
 * parse input → handler → parse output. Failures travel as data; anything unexpected becomes a report number, and its
 * message, stack and paths stay here.
 */
export function makeRouter(handlers: AllHandlers, who: Who, report: (id: string, error: unknown) => void): Dispatch {
  return async (raw) => {
    try {
      const { feature, name, input } = parse(Request, raw)
      const call = find(feature, name)
      if (call.needs !== 'anyone' && !can(who.actor, call.needs)) throw new AppError('forbidden')
      const handler = handlerOf(handlers, feature, name)
      return { ok: true, value: call.output.parse(await handler(ctxOf(who), parse(call.input, input))) }
    } catch (error) {
      return { ok: false, error: toFailure(error, report) }
    }
  }
}

/** Asked only when a handler needs it: calls for anyone run before somebody has logged in. */
const ctxOf = (who: Who): Ctx => ({
  get actor() {
    return who.actor
  },
  get desk() {
    return who.desk
  },
})

function find(feature: string, name: string): Call {
  const group = Object.hasOwn(contract, feature)
    ? (contract[feature as keyof Contract] as Record<string, Call | { kind: 'event' }>)
    : {}
  const call = Object.hasOwn(group, name) ? group[name] : undefined
  if (!call || call.kind === 'event') throw new AppError('not-found')
  return call
}

type AnyHandler = (ctx: Ctx, input: unknown) => Promise<unknown>
function handlerOf(handlers: AllHandlers, feature: string, name: string): AnyHandler {
  // The types of AllHandlers promise a handler for every call of the contract; `find` has proved that this is one.
  const handler = (handlers as unknown as Record<string, Record<string, AnyHandler>>)[feature]?.[name]
  if (!handler) throw new AppError('not-found')
  return handler
}

function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input)
  if (!result.success) throw new AppError('invalid-input', { field: result.error.issues[0]?.path.join('.') ?? '' })
  return result.data
}

function toFailure(error: unknown, report: (id: string, error: unknown) => void): Failure {
  const known = asAppError(error)
  if (known instanceof AppError) {
    const { code, params, reportId: given } = known
    return { code, ...(params && { params }), ...(given && { reportId: given }) }
  }
  const reportId = randomUUID().slice(0, 8)
  report(reportId, error)
  return { code: 'unexpected', reportId }
}
