import type { Signature } from '../../contract/signatures'

type Tone = 'good' | 'soon' | 'late'

/** Only a whole document with a known issuer is good; nobody reads "valid" where something is missing. */
export function toneOf({ state, issuer }: Pick<Signature, 'state' | 'issuer'>): Tone {
  if (state === 'intact') return issuer === 'trusted' ? 'good' : 'soon'
  return state === 'altered' || state === 'broken' ? 'late' : 'soon'
}

/** The sentence it is said with: what became of the document first, whose word the name is second. */
export function wordOf({ state, issuer }: Pick<Signature, 'state' | 'issuer'>): string {
  return state === 'intact' || state === 'added' ? `${state}.${issuer}` : state
}
