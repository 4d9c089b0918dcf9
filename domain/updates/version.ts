const parts = (version: string): number[] => version.split('.').map(Number)

/** Negative when `one` is the older program. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [parts(one), parts(other)]
  const at = [0, 1, 2].find((i) => a[i] !== b[i])
  return at === undefined ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}
export const isNewer = (version: string, than: string): boolean => compareVersions(version, than) > 0
