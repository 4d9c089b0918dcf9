import type { z } from 'zod'
import type { Permission } from './permissions'

/** Who may call: a permission, or `anyone` for what must work before somebody has logged in. */
export type Access = Permission | 'anyone'

export type Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  kind: 'query' | 'command'
  needs: Access
  input: I
  output: O
}
export type Event<P extends z.ZodType = z.ZodType> = {
  kind: 'event'
  needs: Access
  payload: P
  /** Whose rows the ids in the payload name: those the listener may not see are left out (A2). */
  about?: readonly string[]
}
export type Feature = Record<string, Call | Event>

/** Reads; changes nothing. */
export const query = <I extends z.ZodType, O extends z.ZodType>(d: Omit<Call<I, O>, 'kind'>): Call<I, O> => ({
  kind: 'query',
  ...d,
})

/** Writes; its effects are announced by events after commit. */
export const command = <I extends z.ZodType, O extends z.ZodType>(d: Omit<Call<I, O>, 'kind'>): Call<I, O> => ({
  kind: 'command',
  ...d,
})

/** Sent after commit; carries ids, never content. */
export const event = <P extends z.ZodType>(d: Omit<Event<P>, 'kind'>): Event<P> => ({ kind: 'event', ...d })

type CallsOf<F> = { [K in keyof F as F[K] extends Call ? K : never]: F[K] }
type EventsOf<F> = { [K in keyof F as F[K] extends Event ? K : never]: F[K] }
type InputOf<C> = C extends Call<infer I, z.ZodType> ? I : never
type OutputOf<C> = C extends Call<z.ZodType, infer O> ? O : never
type PayloadOf<E> = E extends Event<infer P> ? P : never

/** What main must provide for one feature; a call without a handler does not compile. */
export type Handlers<F, Ctx> = {
  [K in keyof CallsOf<F>]: (
    ctx: Ctx,
    input: z.output<InputOf<F[K & keyof F]>>,
  ) => Promise<z.input<OutputOf<F[K & keyof F]>>>
}

/** What the window sees: `api.register.get({ id })`, `const off = api.register.on('changed', …)`. */
export type Client<C extends Record<string, Feature>> = {
  [F in keyof C]: {
    [K in keyof CallsOf<C[F]>]: (
      input: z.input<InputOf<C[F][K & keyof C[F]]>>,
    ) => Promise<z.output<OutputOf<C[F][K & keyof C[F]]>>>
  } & {
    on: <K extends keyof EventsOf<C[F]>>(
      name: K,
      seen: (payload: z.output<PayloadOf<C[F][K & keyof C[F]]>>) => void,
    ) => () => void
  }
}

/** Sends an event of the contract; main's services get one of these. */
export type Emit<C extends Record<string, Feature>> = <
  F extends keyof C & string,
  K extends keyof EventsOf<C[F]> & string,
>(
  feature: F,
  name: K,
  payload: z.input<PayloadOf<C[F][K & keyof C[F]]>>,
) => void
