import { filled, ownRoom, signedParts, withRoom, type Room, type SignatureSays } from './append'
import { signedCms, stampedHash, withStamp, type Identity } from './cms'
import { STAMP_ROOM, timeStamp } from './stamp'

/** A finished PDF with the office's signature: PAdES B-B, with room for a time stamp that may come later. */
export function signedFile(base: Buffer, identity: Identity, says: SignatureSays): Buffer {
  // How large a signature is follows from the identity alone, give or take the bytes of an elliptic curve's numbers.
  const size = signedCms([], identity).length + STAMP_ROOM + 64
  const room = withRoom(base, says, size)
  return filled(room, signedCms(signedParts(room), identity))
}

const valueOf = ({ bytes, hole }: Room): Buffer => {
  const padded = Buffer.from(bytes.toString('latin1', hole.from + 1, hole.to - 1), 'hex')
  // DER says its own length; what follows is room.
  const long = padded[1] ?? 0
  const length = long < 0x80 ? 2 + long : 2 + (long - 0x80) + padded.readUIntBE(2, long - 0x80)
  return padded.subarray(0, length)
}

/**
 * The same file with a time stamp over its signature (PAdES B-T): what is signed stays byte for byte.
 * @param sealed where the letter ends and the signature begins
 * @throws Error in words, when there is no signature of ours or the server gives none
 */
export async function stampedFile(bytes: Buffer, sealed: number, url: string, waitMs: number): Promise<Buffer> {
  const room = ownRoom(bytes, sealed)
  if (!room) throw new Error('the file bears no signature of ours')
  const cms = valueOf(room)
  return filled(room, withStamp(cms, await timeStamp(url, stampedHash(cms), waitMs)))
}
