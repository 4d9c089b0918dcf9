import { withoutZeros } from '../text/forms'
import { normalise } from '../text/normalise'

/**
 * A reference as two letters are compared by (C3): `١٤٣/م.ق/2026`, `143 / م.ق / 2026` and one with marks in it are one, so are
 * `AML/57`, `aml-0057` and `AML 57`. Its letters and figures in their order; what parts them is a matter of hand.
 */
export function referenceKey(reference: string): string | null {
  const parts = normalise(reference).match(/\d+|[^\P{L}\d]+/gu) ?? []
  if (parts.length > 0) return parts.map(withoutZeros).join('/')
  return reference.trim() || null
}
