import { z } from 'zod'
import { command, event, query } from './define'
import { errorCodes } from './errors'
import { Id, Instant, None } from './values'

/** Work that takes longer than a blink. */
export const jobKinds = [
  ...(['proof', 'backup', 'index', 'print', 'scan', 'update', 'upload'] as const),
  ...([
    'bulk',
    'export',
    'sheet',
    'import',
    'exchange',
    'disposal',
    'pack',
    'pages',
    'duplicates',
    'run',
    'deadlines',
  ] as const),
] as const
export type JobKind = (typeof jobKinds)[number]

/** `interrupted`: the program was closed or killed in the middle. */
export const jobStates = ['waiting', 'running', 'ended', 'failed', 'cancelled', 'interrupted'] as const
export type JobState = (typeof jobStates)[number]

/** What a job is doing now, in words of the window. */
export const jobSteps = [
  'beginning',
  'acts',
  'rows',
  'database',
  'scans',
  'checking',
  'names',
  'drawing',
  'file',
  'fetching',
  'sending',
  'entries',
  'reading',
  'lines',
  'letters',
] as const
export type JobStep = (typeof jobSteps)[number]

/** How it ended, where "it ended" says too little: all is well, or somebody should look. */
export const jobFindings = ['good', 'attention'] as const
export type JobFinding = (typeof jobFindings)[number]

/** What went wrong, kept to be read later; said in the reader's words. */
export const Failed = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  reportId: z.string().optional(),
})

export const Job = z.object({
  id: Id,
  kind: z.enum(jobKinds),
  state: z.enum(jobStates),
  /** What it is about, to whoever started it: a register and year, the name of a file. To others it is not said. */
  about: z.string().nullable(),
  step: z.enum(jobSteps),
  done: z.number().nonnegative(),
  /** Of how many; null = not known. */
  of: z.number().nonnegative().nullable(),
  /** Who started it; null = this PC by itself. */
  byId: Id.nullable(),
  mine: z.boolean(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  finding: z.enum(jobFindings).nullable(),
  error: Failed.nullable(),
})
export type Job = z.infer<typeof Job>

/** Everybody sees what they started; who looks after the PC sees all of it, without what it is about. */
export const jobs = {
  /** What runs, then what ended, the latest first. */
  list: query({ needs: 'sync:read', input: None, output: z.array(Job) }),
  /** Asks it to stop; what it had done until then is undone or goes on another time, as its kind says. */
  cancel: command({ needs: 'sync:read', input: z.object({ id: Id }), output: None }),
  /** Takes what ended off the list. */
  clear: command({ needs: 'sync:read', input: None, output: None }),
  changed: event({ needs: 'sync:read', payload: None }),
}
