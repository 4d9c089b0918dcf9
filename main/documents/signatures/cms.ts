import { createHash, createPublicKey, verify, X509Certificate, type VerifyKeyObjectInput } from 'node:crypto'
import { fromBER, GeneralizedTime, ObjectIdentifier, OctetString, UTCTime, type Integer } from 'asn1js'
import {
  Certificate,
  ContentInfo,
  IssuerAndSerialNumber,
  RSASSAPSSParams,
  SignedData,
  type AlgorithmIdentifier,
  type SignerInfo,
} from 'pkijs'

/** Digests nobody can forge today; SHA-1 and MD5 prove nothing any more. */
const DIGESTS: Record<string, string> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}
const RSA = '1.2.840.113549.1.1.1'
const RSA_PSS = '1.2.840.113549.1.1.10'
/** Signature algorithms that name their digest: of the signer's certificate's key, with that digest. */
const WITH: Record<string, string> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
}
const DATA = '1.2.840.113549.1.7.1'
const ATTRIBUTE = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
}

/** A detached CMS signature (RFC 5652), read and not yet verified. */
export type Cms = { signer: SignerInfo; certificate: X509Certificate | null; others: X509Certificate[] }

/** @throws when it is no signature of one signer */
export function readCms(der: Buffer): Cms {
  const read = fromBER(der)
  if (read.offset < 0) throw new Error('no ASN.1')
  const info = new ContentInfo({ schema: read.result })
  const signed = new SignedData({ schema: info.content })
  const [signer, another] = signed.signerInfos
  if (!signer || another || signed.encapContentInfo.eContentType !== DATA || signed.encapContentInfo.eContent)
    throw new Error('not a detached signature of one signer')
  const all = (signed.certificates ?? []).flatMap((one) => (one instanceof Certificate ? [one] : []))
  const mine = all.find((one) => isSigners(one, signer))
  const x509 = (one: Certificate): X509Certificate => new X509Certificate(Buffer.from(one.toSchema(true).toBER()))
  return {
    signer,
    certificate: mine ? x509(mine) : null,
    others: all.flatMap((one) => {
      try {
        return one === mine ? [] : [x509(one)]
      } catch {
        return [] // a certificate nobody can read vouches for nobody
      }
    }),
  }
}

function isSigners(certificate: Certificate, { sid }: SignerInfo): boolean {
  if (sid instanceof IssuerAndSerialNumber)
    return certificate.issuer.isEqual(sid.issuer) && certificate.serialNumber.isEqual(sid.serialNumber as Integer)
  const wanted = (sid as { idBlock?: unknown; valueBlock?: { valueHexView?: Uint8Array } }).valueBlock?.valueHexView
  const own = certificate.extensions?.find(({ extnID }) => extnID === '2.5.29.14')?.parsedValue as
    OctetString | undefined
  return (
    wanted !== undefined && own !== undefined && Buffer.from(own.valueBlock.valueHexView).equals(Buffer.from(wanted))
  )
}

/**
 * Whether these bytes are what was signed with the key of the certificate.
 * @param parts the signed bytes, in order
 */
export function verifyCms({ signer, certificate }: Cms, parts: readonly Buffer[]): 'good' | 'bad' | 'unsupported' {
  const digest = DIGESTS[signer.digestAlgorithm.algorithmId]
  const how = digest && certificate ? howSigned(signer.signatureAlgorithm, digest, certificate) : null
  if (!digest || !how) return 'unsupported'
  const signature = Buffer.from(signer.signature.valueBlock.valueHexView)
  if (!signer.signedAttrs) return verify(how.digest, Buffer.concat(parts), how.key, signature) ? 'good' : 'bad'
  const hash = createHash(digest)
  for (const part of parts) hash.update(part)
  const said = attribute(signer, ATTRIBUTE.messageDigest)
  const type = attribute(signer, ATTRIBUTE.contentType)
  if (!(said instanceof OctetString) || !(type instanceof ObjectIdentifier) || type.getValue() !== DATA) return 'bad'
  if (!hash.digest().equals(Buffer.from(said.valueBlock.valueHexView))) return 'bad'
  return verify(how.digest, Buffer.from(signer.signedAttrs.encodedValue), how.key, signature) ? 'good' : 'bad'
}

type How = { digest: string; key: VerifyKeyObjectInput }

function howSigned(algorithm: AlgorithmIdentifier, digest: string, certificate: X509Certificate): How | null {
  const id = algorithm.algorithmId
  // As it lies in the certificate: some keys OpenSSL reads are none for its verifying, and say so by throwing.
  const key = createPublicKey(certificate.publicKey.export({ type: 'spki', format: 'pem' }))
  if (id === RSA_PSS) {
    const params = new RSASSAPSSParams({ schema: algorithm.algorithmParams as never })
    const of = DIGESTS[params.hashAlgorithm.algorithmId]
    // 6: RSA_PKCS1_PSS_PADDING
    return of ? { digest: of, key: { key, padding: 6, saltLength: params.saltLength } } : null
  }
  const named = id === RSA ? digest : WITH[id]
  return named ? { digest: named, key: { key } } : null
}

/** The only value of a signed attribute that stands there once. */
function attribute(signer: SignerInfo, type: string): unknown {
  const found = (signer.signedAttrs?.attributes ?? []).filter((one) => one.type === type)
  const values: unknown[] = found[0]?.values ?? []
  return found.length === 1 && values.length === 1 ? values[0] : undefined
}

/** When the signer says it was signed; their clock's word. */
export function signingTime({ signer }: Cms): number | null {
  const time = attribute(signer, ATTRIBUTE.signingTime)
  if (!(time instanceof UTCTime) && !(time instanceof GeneralizedTime)) return null
  const at = time.toDate().getTime()
  return Number.isSafeInteger(at) && at >= 0 ? at : null
}
