import { z } from 'zod'

/** `input` as `schema` describes it, or an Error that says in words what is wrong and where. */
export function checked<T>(schema: z.ZodType<T>, input: unknown, name: string): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new Error(`This is no ${name}:\n${z.prettifyError(result.error)}`)
}
