import { z } from 'zod'
import { command, event, query } from './define'
import { Id, Instant, None, Word, orNewer } from './values'

/** main: an error nobody caught · window: its page died · helper: a process of Chromium · thread: one of our own. */
export const crashKinds = ['main', 'window', 'helper', 'thread'] as const
export type CrashKind = (typeof crashKinds)[number]

/** So much text a report has at most, on the PC, on the line and at the server. */
export const REPORT_LIMIT = 8_000

/** Plain ASCII: nothing in it can be anything but text, also on a terminal. */
const ReportText = z
  .string()
  .regex(/^[\x20-\x7e\n]+$/)
  .max(REPORT_LIMIT)

/** Redacted when it was written (domain/support): what a person reads is what is sent. */
export const CrashReport = z.object({
  id: Id,
  at: Instant,
  kind: orNewer(z.enum(crashKinds)),
  text: ReportText,
})
export type CrashReport = z.infer<typeof CrashReport>

/** On the line: what the person saw, and nothing else; the device signs the request as all of its requests. */
export const SentReport = z.object({
  id: Id,
  at: Instant,
  kind: Word,
  text: ReportText,
})
export type SentReport = z.infer<typeof SentReport>

/** Help for whoever looks after Diwan: what this PC is and how it does, without anything of the office's. */
export const support = {
  /** Anybody who works here: it holds nothing they could not read aloud. `url`: to be saved as it was shown. */
  diagnostics: query({ needs: 'sync:read', input: None, output: z.object({ text: z.string(), url: z.string() }) }),
  /** Reports nobody has answered, newest first. `always`: an administrator said that this PC sends them by itself. */
  crashes: query({
    needs: 'sync:read',
    input: None,
    output: z.object({ reports: z.array(CrashReport).max(50), always: z.boolean(), connected: z.boolean() }),
  }),
  /** Sent when there is a line, or thrown away. Twice is once. */
  answer: command({
    needs: 'sync:read',
    input: z.object({ ids: z.array(Id).max(50), how: z.enum(['send', 'drop']) }),
    output: None,
  }),
  /** Something stopped just now. */
  changed: event({ needs: 'sync:read', payload: None }),
  always: command({ needs: 'sync:manage', input: z.object({ on: z.boolean() }), output: None }),
}
