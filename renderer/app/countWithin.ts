import { readCount } from '../../domain/text/count'

/** A count as a person writes it, of those a field takes; null when it is none. */
export function countWithin(typed: string, least: number, most: number): number | null {
  const count = readCount(typed)
  return count !== null && count >= least && count <= most ? count : null
}
