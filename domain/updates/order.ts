import type { Proof } from '../../contract/proof'
import type { ReleaseOrder, ReleaseUpload } from '../../contract/updates'
import type { Fields } from '../../contract/wire'
import type { Sign } from '../trust/keys'
import { checkSigned, statement, type Trust } from '../trust/proof'

type Said = Omit<ReleaseOrder, 'proof'>
type Brought = Omit<ReleaseUpload, 'proof'>
const values = ({ at, version, rollout }: Said): Fields => ({ at, version, rollout })
const broughtValues = ({ at, signed }: Brought): Fields => ({ at, signed })

/** Signs to whom a release goes. What is signed names what it is: no pass, no row and no request is an order. */
export const proveOrder = (officeId: string, order: Said, unsigned: Omit<Proof, 'signature'>, sign: Sign): Proof => ({
  ...unsigned,
  signature: sign(statement(officeId, 'releaseOrder', order.id, values(order), unsigned)),
})

/** Whether an administrator of this office gave it; whether it is the last word is the server's to say, which has the others. */
export const orderCounts = (trust: Trust, order: ReleaseOrder): boolean =>
  checkSigned(trust, 'releaseOrder', order.id, values(order), order.proof, 0) === null

/** Signs that a release is brought to the server. It is no order: what is brought goes to nobody. */
export const proveUpload = (
  officeId: string,
  upload: Brought,
  unsigned: Omit<Proof, 'signature'>,
  sign: Sign,
): Proof => ({
  ...unsigned,
  signature: sign(statement(officeId, 'releaseUpload', upload.id, broughtValues(upload), unsigned)),
})

export const uploadCounts = (trust: Trust, upload: ReleaseUpload): boolean =>
  checkSigned(trust, 'releaseUpload', upload.id, broughtValues(upload), upload.proof, 0) === null
