/**
 * What is written of an error nobody expected: its kind, where it came from, and what the database calls it. Never its message,
 * its statement or its parameters, which hold what people wrote.
 */
export function said(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const facts = error as Error & Record<(typeof NAMED)[number], unknown> & { driverError?: unknown }
  const named = NAMED.flatMap((name) => (typeof facts[name] === 'string' ? [`${name} ${facts[name]}`] : []))
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const cause = facts.driverError ?? error.cause
  return [
    [error.name, ...named].join(', '),
    ...frames.slice(0, 12),
    ...(cause instanceof Error ? [`  caused by ${said(cause)}`] : []),
  ].join('\n')
}

/** Names of things of ours, as PostgreSQL and Node give them; `detail`, `hint` and `where` quote values. */
const NAMED = ['code', 'table', 'column', 'constraint', 'schema', 'routine', 'syscall'] as const

export const toStderr = (id: string, error: unknown): void => console.error(`[${id}] ${said(error)}`)
