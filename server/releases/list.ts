import type { ReleaseHere, ReleaseOverview, ReleasePc } from '../../contract/updates'
import { tallyOf } from '../../domain/updates/tally'

/** The overview as lines of a terminal. */
export function listOf({ releases, offices, pcs }: ReleaseOverview): string[] {
  const nameOf = (id: string): string => offices.find((o) => o.id === id)?.names?.ar || id
  const lines = releases.flatMap((release) => {
    const { have, underWay, failed } = tallyOf(release.version, pcs)
    return [
      `${release.version}  ${release.channel}  ${orders(release, nameOf)}`,
      `  PCs     ${have.length} of ${pcs.length} have it, ${underWay.length} are at it, ${failed.length} failed`,
      ...failed.map((pc) => `  failed  ${pc.name}, ${nameOf(pc.office)}  ${why(pc)}`),
    ]
  })
  const silent = pcs.filter(({ report }) => report === null).length
  return silent === 0 ? lines : [...lines, `${silent} of ${pcs.length} PCs have not said what they run`]
}

function orders({ rollout, expiresAt }: ReleaseHere, nameOf: (id: string) => string): string {
  const { state, percent, first, last, startsAt, forced } = rollout
  return [
    `${state} at ${percent} %`,
    `from ${iso(startsAt)}`,
    ...(first.length > 0 ? [`first ${first.map(nameOf).join(', ')}`] : []),
    ...(last.length > 0 ? [`last ${last.map(nameOf).join(', ')}`] : []),
    ...(forced ? ['forced'] : []),
    `expires ${iso(expiresAt)}`,
  ].join('  ')
}

const why = ({ report }: ReleasePc): string =>
  report ? `${report.state === 'back' ? 'went back: ' : ''}${report.reason ?? 'no reason'}  ${iso(report.at)}` : ''
const iso = (at: number): string => new Date(at).toISOString()
