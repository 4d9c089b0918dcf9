import type { X509Certificate } from 'node:crypto'
import { createHash, sign, type KeyObject } from 'node:crypto'
import { fromBER, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'

/** Who signs for the office: its certificate, those that lead to an authority, and the key. */
export type Identity = { key: KeyObject; certificate: X509Certificate; chain: readonly X509Certificate[] }

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsa: '1.2.840.113549.1.1.11',
  ecdsa: '1.2.840.10045.4.3.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.47',
  timeStamp: '1.2.840.113549.1.9.16.2.14',
}

const sha256 = (parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const octets = (bytes: Uint8Array): OctetString => new OctetString({ valueHex: Uint8Array.from(bytes).buffer })
const parsed = (certificate: X509Certificate): Certificate =>
  Certificate.fromBER(Uint8Array.from(certificate.raw).buffer)
const der = (value: { toSchema(): { toBER(): ArrayBuffer } }): Buffer => Buffer.from(value.toSchema().toBER())

/** PAdES B-B (ETSI EN 319 142-1): SHA-256, the certificate itself among what is signed; the time stands in the PDF's dictionary. */
function attributes(parts: readonly Buffer[], certificate: X509Certificate): Attribute[] {
  const attribute = (type: string, value: ObjectIdentifier | OctetString | Sequence): Attribute =>
    new Attribute({ type, values: [value] })
  const certified = new Sequence({
    value: [new Sequence({ value: [new Sequence({ value: [octets(sha256([certificate.raw]))] })] })],
  })
  const all = [
    attribute(OID.contentType, new ObjectIdentifier({ value: OID.data })),
    attribute(OID.messageDigest, octets(sha256(parts))),
    attribute(OID.signingCertificate, certified),
  ]
  // DER: a set lies in the order of its bytes.
  return all.sort((a, b) => Buffer.compare(der(a), der(b)))
}

/** The signature of these bytes, DER. */
export function signedCms(parts: readonly Buffer[], { key, certificate, chain }: Identity): Buffer {
  const own = parsed(certificate)
  const signedAttrs = new SignedAndUnsignedAttributes({ type: 0, attributes: attributes(parts, certificate) })
  const covered = der(signedAttrs)
  covered[0] = 0x31 // what is signed is the set itself, not the tag it stands under
  const isRsa = key.asymmetricKeyType === 'rsa'
  const algorithm = isRsa ? { algorithmId: OID.rsa, algorithmParams: new Null() } : { algorithmId: OID.ecdsa }
  const signed = new SignedData({
    version: 1,
    digestAlgorithms: [new AlgorithmIdentifier({ algorithmId: OID.sha256 })],
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: OID.data }),
    certificates: [own, ...chain.map(parsed)],
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
        digestAlgorithm: new AlgorithmIdentifier({ algorithmId: OID.sha256 }),
        signatureAlgorithm: new AlgorithmIdentifier(algorithm),
        signedAttrs,
        signature: octets(sign('sha256', covered, key)),
      }),
    ],
  })
  return wrapped(signed)
}

const wrapped = (signed: SignedData): Buffer =>
  der(new ContentInfo({ contentType: OID.signedData, content: signed.toSchema(true) }))

function read(cms: Buffer): { signed: SignedData; signer: SignerInfo } {
  const info = new ContentInfo({ schema: fromBER(Uint8Array.from(cms).buffer).result })
  const signed = new SignedData({ schema: info.content })
  const [signer] = signed.signerInfos
  if (!signer) throw new Error('a signature of nobody')
  return { signed, signer }
}

/** What a time stamp is over: the signature's value. */
export const stampedHash = (cms: Buffer): Buffer =>
  sha256([Buffer.from(read(cms).signer.signature.valueBlock.valueHexView)])

/** B-T: the same signature with a time stamp beside it. What is signed, and its value, stay as they are. */
export function withStamp(cms: Buffer, token: Buffer): Buffer {
  const { signed, signer } = read(cms)
  signer.unsignedAttrs = new SignedAndUnsignedAttributes({
    type: 1,
    attributes: [new Attribute({ type: OID.timeStamp, values: [fromBER(Uint8Array.from(token).buffer).result] })],
  })
  return wrapped(signed)
}
