import { AppError } from '../../contract/errors'
import type { Fields } from '../../contract/sync'
import { canonical } from './canonical'

/**
 * What a form changed, against what it was opened with: only that is written, and only if it still stands so. A form opened before
 * a colleague stopped a person does not bring that person back.
 * @throws stale when somebody else changed one of the same fields meanwhile
 */
export function changedSince(wanted: Fields, basedOn: Fields | undefined, stands: Fields): Fields {
  if (!basedOn) return wanted
  const text = (from: Fields, name: string): string => canonical(from[name] ?? null)
  const changed = Object.keys(wanted).filter((name) => !(name in basedOn) || text(wanted, name) !== text(basedOn, name))
  for (const name of changed) {
    if (name in basedOn && text(stands, name) !== text(basedOn, name) && text(stands, name) !== text(wanted, name))
      throw new AppError('stale')
  }
  return Object.fromEntries(changed.map((name) => [name, wanted[name] ?? null]))
}
