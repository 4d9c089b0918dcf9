import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto'
import { fromBER } from 'asn1js'
import {
  CertBag,
  Certificate,
  CryptoEngine,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  setEngine,
  type SafeContents,
} from 'pkijs'
import { AppError } from '../../../contract/errors'
import type { Identity } from './cms'

/**
 * The identity in a PKCS#12 file. The passphrase opens it here and is not kept.
 * @throws certificate-old · certificate-passphrase · certificate-unreadable
 */
export async function readP12(bytes: Uint8Array, passphrase: string): Promise<Identity> {
  setEngine('node', new CryptoEngine({ name: 'node', crypto: webcrypto as unknown as Crypto }))
  const pfx = opened(bytes)
  if (hasOldProtection(bytes)) throw new AppError('certificate-old')
  const password = Uint8Array.from(Buffer.from(passphrase)).buffer
  const bags = await unpacked(pfx, password).catch(() => {
    throw new AppError('certificate-passphrase')
  })
  const { keys, certificates } = bags
  for (const info of keys) {
    const key = createPrivateKey({ key: Buffer.from(info.toSchema().toBER()), format: 'der', type: 'pkcs8' })
    const certificate = certificates.find((one) => one.checkPrivateKey(key))
    if (!certificate || !['rsa', 'ec'].includes(key.asymmetricKeyType ?? '')) continue
    return { key, certificate, chain: certificates.filter((one) => one !== certificate) }
  }
  throw new AppError('certificate-unreadable')
}

/** Protected as files were before 2017 (RC2, triple DES; 1.2.840.113549.1.12.1.n): nothing here opens them, and nothing should. */
const hasOldProtection = (bytes: Uint8Array): boolean =>
  [1, 2, 3, 4, 5, 6].some((n) =>
    Buffer.from(bytes).includes(Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 1, n])),
  )

function opened(bytes: Uint8Array): PFX {
  try {
    return new PFX({ schema: fromBER(Uint8Array.from(bytes).buffer).result })
  } catch {
    throw new AppError('certificate-unreadable')
  }
}

type Bags = { keys: PrivateKeyInfo[]; certificates: X509Certificate[] }

/** That the key fits its certificate says that it was opened well: the file's own checksum knows no Arabic passphrase. */
async function unpacked(pfx: PFX, password: ArrayBuffer): Promise<Bags> {
  await pfx.parseInternalValues({ password, checkIntegrity: false })
  const safe = pfx.parsedValue?.authenticatedSafe
  if (!safe) throw new Error('nothing in it')
  await safe.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) })
  const found: Bags = { keys: [], certificates: [] }
  for (const { value } of (safe.parsedValue as { safeContents: { value: SafeContents }[] }).safeContents)
    for (const { bagValue } of value.safeBags) {
      if (bagValue instanceof PrivateKeyInfo) found.keys.push(bagValue)
      if (bagValue instanceof PKCS8ShroudedKeyBag) {
        await (bagValue as unknown as { parseInternalValues(how: object): Promise<void> }).parseInternalValues({
          password,
        })
        if (bagValue.parsedValue) found.keys.push(bagValue.parsedValue)
      }
      if (bagValue instanceof CertBag && bagValue.parsedValue instanceof Certificate)
        found.certificates.push(new X509Certificate(Buffer.from(bagValue.parsedValue.toSchema(true).toBER())))
    }
  return found
}
