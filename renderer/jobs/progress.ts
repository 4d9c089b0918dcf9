import type { Job } from '../../contract/jobs'

type Far = Pick<Job, 'step' | 'done' | 'of'>

/** 0 … 1; null = not known. */
export const partOf = ({ done, of }: Far): number | null => (of === null || of === 0 ? null : Math.min(1, done / of))

export type Said =
  { key: 'ofAll'; done: number; of: number } | { key: 'percent'; n: number } | { key: 'soFar'; done: number }

/** How far it is, in numbers that say something: files by count, bytes and acts in percent, what has no end as it grows. */
export function farOf(job: Far): Said | null {
  const part = partOf(job)
  if (part === null) return job.done > 0 ? { key: 'soFar', done: job.done } : null
  if (job.step === 'scans' && job.of !== null) return { key: 'ofAll', done: job.done, of: job.of }
  return { key: 'percent', n: Math.floor(part * 100) }
}
