import { X509Certificate } from 'node:crypto'
import type { Signature } from '../../../contract/signatures'
import { signedRanges, type Covered } from './byte-ranges'
import { issuerOf } from './chain'
import { readCms, signingTime, verifyCms, type Cms } from './cms'
import { facts } from './facts'
import { pdfDate } from './said'

type Described = Pick<Signature, 'signer' | 'issuer' | 'saidAt'>

/** Signed by other rules: a time stamp of a service, or of before CMS. */
const KINDS = /\/SubFilter\s*\/([A-Za-z0-9.]+)/
const KNOWN = ['adbe.pkcs7.detached', 'ETSI.CAdES.detached']

/**
 * The signatures of a PDF, each verified against the bytes of the file. Nothing of it is believed: whatever cannot be read is
 * said to be so, never valid.
 * @param issuers certificates the office trusts, PEM
 */
export function verifySignatures(bytes: Uint8Array, issuers: readonly string[], now = Date.now()): Signature[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const trusted = issuers.flatMap((pem) => {
    try {
      return [new X509Certificate(pem)]
    } catch {
      return []
    }
  })
  return signedRanges(file).map((range) => (range === 'broken' ? BROKEN : verifyOne(file, range, trusted, now)))
}

const BROKEN: Signature = { state: 'broken', signer: null, issuer: 'unknown', saidAt: null }

function verifyOne(file: Buffer, range: Covered, trusted: readonly X509Certificate[], now: number): Signature {
  const kind = KINDS.exec(range.dict)?.[1]
  if (kind === undefined || !KNOWN.includes(kind)) return { ...BROKEN, state: 'unsupported' }
  try {
    const cms = readCms(range.cms)
    const facts = described(cms, range, trusted, now)
    const parts = [file.subarray(0, range.hole.from), file.subarray(range.hole.to, range.end)]
    const found = verifyCms(cms, parts)
    if (found === 'unsupported') return { ...facts, state: 'unsupported' }
    // A certificate is shown whose key did not sign this: it vouches for nothing.
    if (found === 'bad') return { ...facts, state: 'altered', issuer: 'unknown' }
    return { ...facts, state: range.whole ? 'intact' : 'added' }
  } catch {
    return BROKEN
  }
}

function described(cms: Cms, range: Covered, trusted: readonly X509Certificate[], now: number): Described {
  const { certificate } = cms
  return {
    signer: certificate ? facts(certificate) : null,
    issuer: certificate ? issuerOf(certificate, cms.others, trusted, now) : 'unknown',
    saidAt: signingTime(cms) ?? pdfDate(range.dict),
  }
}
