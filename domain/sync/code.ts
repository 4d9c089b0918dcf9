import { z } from 'zod'
import { AppError } from '../../contract/errors'

/**
 * What an enrolment code carries: where the server is, which certificate it shows (SHA-256), and a secret of one use. For a
 * person's new PC also what the server never learns: the key of one use that an administrator's pass names, and the key of the
 * office that everything is held against from then on.
 */
const Code = z.object({
  u: z.url({ protocol: /^https$/ }).max(300),
  f: z.string().regex(/^[0-9a-f]{64}$/),
  s: z.string().min(20).max(100),
  k: z.string().max(100).optional(),
  r: z.string().max(100).optional(),
})
export type EnrolmentCode = z.infer<typeof Code>

const PREFIX = 'DIWAN1.'

export const printCode = (code: EnrolmentCode): string =>
  PREFIX + Buffer.from(JSON.stringify({ u: code.u, f: code.f, s: code.s, k: code.k, r: code.r })).toString('base64url')

/** Forgives white space a mail or a chat put into it. @throws enrolment-code-invalid */
export function readCode(text: string): EnrolmentCode {
  const clean = text.replace(/\s+/g, '')
  try {
    if (!clean.startsWith(PREFIX)) throw new Error('not a code')
    return Code.parse(JSON.parse(Buffer.from(clean.slice(PREFIX.length), 'base64url').toString('utf8')))
  } catch {
    throw new AppError('enrolment-code-invalid')
  }
}
