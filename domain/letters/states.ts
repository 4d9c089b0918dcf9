import type { LetterState } from '../../contract/letters'
import type { Permission } from '../../contract/permissions'

/**
 * The way of a letter (W2): every step there is, who may take it, and which fields it writes. Asked by the desk's service and,
 * of what comes, by the server; what is not here does not happen.
 */
export type LetterStep = {
  needs: Permission
  /** Beyond the permission: one of its authors · none of them (A4) · whoever signed it. */
  who?: 'author' | 'another' | 'signer'
  writes: readonly string[]
}

const edit: LetterStep = { needs: 'letters:write', writes: ['content', 'updatedAt', 'authors'] }
const submit: LetterStep = { needs: 'letters:write', writes: ['state', 'submittedAt', 'returnReason', 'visaPath'] }

export const letterSteps: Record<LetterState, Partial<Record<LetterState, LetterStep>>> = {
  draft: { draft: edit, submitted: submit },
  returned: { returned: edit, submitted: submit },
  submitted: {
    draft: { needs: 'letters:write', who: 'author', writes: ['state', 'submittedAt'] },
    returned: {
      needs: 'letters:sign',
      writes: ['state', 'submittedAt', 'returnedAt', 'returnedById', 'returnReason'],
    },
    signed: {
      needs: 'letters:sign',
      who: 'another',
      writes: ['state', 'signedAt', 'signedById', 'frozen', 'frozenHash', 'signature', 'proof'],
    },
  },
  signed: {
    issued: { needs: 'letters:issue', writes: ['state', 'issuedEntryId'] },
    void: { needs: 'letters:approve', who: 'signer', writes: ['state', 'voidedAt', 'voidReason'] },
  },
  // The page that was issued is kept once; a number that was given stays given (N2).
  issued: { issued: { needs: 'letters:issue', writes: ['pdfFileId'] } },
  void: {},
}

export const stepOf = (from: string, to: string): LetterStep | undefined => {
  const steps = Object.hasOwn(letterSteps, from) ? letterSteps[from as LetterState] : {}
  return Object.hasOwn(steps, to) ? steps[to as LetterState] : undefined
}
