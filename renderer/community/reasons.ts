import type { Alike } from '../../contract/community'

/** What is said of two cards; the rest is weighed and says nothing to a reader. */
const TOLD = new Set(
  (
    'name-same name-alike name-near name-far name-unlike part-other called-many called-some called-short birth-same birth-turned ' +
    'birth-year birth-other document-same document-slip document-other phone-same phone-other email-same email-other ' +
    'place-address place-city place-other kin-same mother-alike mother-other born-there born-elsewhere'
  ).split(' '),
)

/** Words for what speaks for it and against it, the weightiest first. */
export function told(reasons: Alike['reasons']): { for: string[]; against: string[] } {
  const known = reasons.filter(({ reason }) => TOLD.has(reason)).sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  const words = (some: Alike['reasons']): string[] => some.map(({ reason }) => `sameness.reason.${reason}`)
  // A name that is alike is always a reason to ask, however little it weighs beside the rest.
  const isFor = ({ reason, weight }: { reason: string; weight: number }): boolean =>
    weight >= 0 || reason === 'name-same' || reason === 'name-alike' || reason === 'name-near'
  return { for: words(known.filter(isFor)), against: words(known.filter((one) => !isFor(one))) }
}
