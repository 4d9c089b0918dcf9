import { AppError } from '../../contract/errors'
import type { Fields, Plain } from '../../contract/wire'
import { lineOf } from '../../contract/typed'
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
    const stood = asShown(text(stands, name))
    if (name in basedOn && stood !== asShown(text(basedOn, name)) && stood !== asShown(text(wanted, name)))
      throw new AppError('stale')
  }
  return Object.fromEntries(changed.map((name) => [name, wanted[name] ?? null]))
}

/** The form shows a text as it would be taken in; one that 0.1.0 stored may stand otherwise (decomposed, with a control). */
const asShown = (json: string): string => canonical(taken(JSON.parse(json) as Plain))
const taken = (value: Plain): Plain =>
  typeof value === 'string'
    ? lineOf(value).trim()
    : Array.isArray(value)
      ? value.map(taken)
      : value !== null && typeof value === 'object'
        ? Object.fromEntries(Object.entries(value).map(([key, v]) => [key, taken(v)]))
        : value
