import type { JobKind } from '../../contract/jobs'

export type Kind = {
  /** Jobs of one lane run one after the other; without one they need not wait. */
  lane?: string
  /** Nobody looks at it once it went well: a clerk puts away two hundred scans a day. */
  quiet?: boolean
  /** Said to have been interrupted after a kill. What goes on by itself at the next opening need not be. */
  remembered?: boolean
}

const kinds: Record<JobKind, Kind> = {
  proof: { lane: 'proof', remembered: true },
  backup: { lane: 'backup', remembered: true },
  index: { lane: 'index', quiet: true },
  print: { quiet: true },
  scan: { quiet: true },
  // A cut one goes on by itself; how it ended is said where updates are shown.
  update: { lane: 'update', quiet: true },
  upload: { lane: 'upload', remembered: true },
  bulk: { lane: 'bulk', remembered: true },
  export: { lane: 'export' },
  // Opening and looking through a spreadsheet: whoever asked is waiting for it.
  sheet: { quiet: true },
  // Whoever asked what is due is waiting for it.
  disposal: { lane: 'disposal', quiet: true },
  pack: { lane: 'pack', remembered: true },
  // Whoever asked is waiting for what it finds.
  duplicates: { lane: 'duplicates' },
  // Two at once would each hold their scans in memory.
  pages: { lane: 'pages', quiet: true },
  // One that was cut is undone at the next opening.
  exchange: { lane: 'exchange', remembered: true },
  // What it had written stays; it goes on when it is ordered again.
  run: { lane: 'run', remembered: true },
  // What is left goes on by itself.
  deadlines: { lane: 'deadlines', quiet: true },
  import: { lane: 'import', remembered: true },
}
export const kindOf = (kind: JobKind): Kind => kinds[kind]
