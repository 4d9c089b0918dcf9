import { createHash, randomBytes, verify, X509Certificate } from 'node:crypto'
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { fromBER, Integer, OctetString } from 'asn1js'
import {
  AlgorithmIdentifier,
  Certificate,
  ContentInfo,
  MessageImprint,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs'

const SHA256 = '2.16.840.1.101.3.4.2.1'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
/** An answer with a long chain stays far below it. */
const LARGEST = 200_000
/** Room for one in a signature's place. */
export const STAMP_ROOM = 8_192

const fresh = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer

/**
 * A time stamp over `hash` (RFC 3161), checked before it is believed: over this hash, for this question, signed by who it says.
 * @param url http: or https:
 * @throws Error in words, when the server cannot be reached or its answer is none
 */
export async function timeStamp(url: string, hash: Buffer, waitMs: number): Promise<Buffer> {
  const nonce = randomBytes(8)
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 1 // a positive number of eight bytes
  const asked = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256 }),
      hashedMessage: new OctetString({ valueHex: fresh(hash) }),
    }),
    nonce: new Integer({ valueHex: fresh(nonce) }),
    certReq: true,
  })
  const answer = await post(url, Buffer.from(asked.toSchema().toBER()), waitMs)
  const response = new TimeStampResp({ schema: fromBER(fresh(answer)).result })
  const status = response.status.status
  if (status > 1 || !response.timeStampToken) throw new Error(`the time stamp server refused (${status})`)
  const token = Buffer.from(response.timeStampToken.toSchema().toBER())
  if (token.length > STAMP_ROOM) throw new Error('the time stamp is larger than its room')
  check(token, hash, nonce)
  return token
}

/** @throws Error unless the token is over `hash`, answers `nonce` and is signed with the key of its own certificate */
function check(token: Buffer, hash: Buffer, nonce: Buffer): void {
  const signed = new SignedData({ schema: new ContentInfo({ schema: fromBER(fresh(token)).result }).content })
  const content = signed.encapContentInfo.eContent
  const [signer] = signed.signerInfos
  if (!content || !signer?.signedAttrs) throw new Error('the time stamp is not signed')
  const said = Buffer.from(content.getValue())
  const info = TSTInfo.fromBER(fresh(said))
  const imprint = Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView)
  const answered = info.nonce ? Buffer.from(info.nonce.valueBlock.valueHexView) : null
  if (!imprint.equals(hash) || !answered?.equals(nonce)) throw new Error('the time stamp is of something else')
  const digest = DIGESTS[signer.digestAlgorithm.algorithmId]
  const stated = signer.signedAttrs.attributes.find(({ type }) => type === MESSAGE_DIGEST)?.values[0] as unknown
  if (!digest || !(stated instanceof OctetString))
    throw new Error('the time stamp is signed in a way nobody here knows')
  const own = createHash(digest).update(said).digest()
  if (!own.equals(Buffer.from(stated.valueBlock.valueHexView)))
    throw new Error('the time stamp says something else than it signs')
  const covered = Buffer.from(signer.signedAttrs.toSchema().toBER())
  covered[0] = 0x31
  const value = Buffer.from(signer.signature.valueBlock.valueHexView)
  const isSigners = (signed.certificates ?? []).some((one) => {
    if (!(one instanceof Certificate)) return false
    const { publicKey } = new X509Certificate(Buffer.from(one.toSchema(true).toBER()))
    return verify(digest, covered, publicKey, value)
  })
  if (!isSigners) throw new Error('the time stamp is not signed by its certificate')
}
const DIGESTS: Record<string, string> = {
  [SHA256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

function post(url: string, body: Buffer, waitMs: number): Promise<Buffer> {
  const send = new URL(url).protocol === 'https:' ? secure : plain
  const headers = { 'content-type': 'application/timestamp-query', 'content-length': body.length }
  return new Promise((done, failed) => {
    const asked = send(url, { method: 'POST', headers, timeout: waitMs }, (answer) => {
      const parts: Buffer[] = []
      let size = 0
      answer.on('data', (part: Buffer) => {
        size += part.length
        if (size > LARGEST) asked.destroy(new Error('the time stamp server says too much'))
        else parts.push(part)
      })
      answer.on('error', failed)
      answer.on('end', () => {
        if (answer.statusCode === 200) done(Buffer.concat(parts))
        else failed(new Error(`the time stamp server answered ${answer.statusCode ?? 'nothing'}`))
      })
    })
    // The whole of it, not only a silence.
    const timer = setTimeout(() => asked.destroy(new Error('the time stamp server did not answer in time')), waitMs)
    asked.on('close', () => clearTimeout(timer))
    asked.on('error', failed)
    asked.end(body)
  })
}
