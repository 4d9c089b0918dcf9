import { createPrivateKey } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { privateKeyOf, publicHalf } from '../../domain/trust/raw-keys'
import { newSigningKey, signingKey, type SigningKey } from '../../domain/trust/keys'

/** Makes the key of the makers: in a file of its own under a passphrase (PKCS 8, AES-256). @returns its public half, for packages */
export async function makeKey(file: string, passphrase: string): Promise<string> {
  if ([...passphrase].length < 12) throw new Error('a passphrase has 12 characters or more')
  const { seed, publicKey } = newSigningKey()
  const pem = privateKeyOf('Ed25519', seed).export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase })
  await writeFile(file, pem, { mode: 0o600, flag: 'wx' })
  return publicKey
}

/** @throws when the passphrase is another one, or the file holds no Ed25519 key */
export async function readKey(file: string, passphrase: string): Promise<SigningKey> {
  const pem = await readFile(file, 'utf8')
  const key = open(pem, passphrase)
  if (key?.asymmetricKeyType !== 'ed25519') throw new Error(`${file} does not open with this passphrase`)
  const { d = '' } = key.export({ format: 'jwk' })
  const found = signingKey(Buffer.from(d, 'base64url'))
  if (found.publicKey !== publicHalf(key)) throw new Error(`${file} is damaged`)
  return found
}

function open(key: string, passphrase: string) {
  try {
    return createPrivateKey({ key, passphrase })
  } catch {
    return null
  }
}
