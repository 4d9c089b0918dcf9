import type { ReleasePc } from '../../contract/updates'

/** Where the PCs stand with one release. */
export type Tally = { have: ReleasePc[]; underWay: ReleasePc[]; failed: ReleasePc[] }

export function tallyOf(version: string, pcs: readonly ReleasePc[]): Tally {
  const about = (pc: ReleasePc, ...states: string[]): boolean =>
    pc.report?.about === version && pc.report.version !== version && states.includes(pc.report.state)
  return {
    have: pcs.filter(({ report }) => report?.version === version),
    underWay: pcs.filter((pc) => about(pc, 'fetching', 'ready', 'installing')),
    failed: pcs.filter((pc) => about(pc, 'failed', 'back')),
  }
}
