import { z } from 'zod'
import { command, query } from './define'
import { Certificate } from './signatures'
import { None } from './values'

/** What an administrator sees of the certificate this PC signs letters with; never the key. */
export const OfficeCertificate = z.object({
  certificate: Certificate.nullable(),
  /** In force now, running out within 60 days, over or not yet begun. */
  state: z.enum(['none', 'inForce', 'endsSoon', 'over']),
  /** Where letters get a time stamp (RFC 3161); null: nowhere. */
  stampUrl: z.string().nullable(),
  /** Letters signed without a line, whose time stamp comes later. */
  waiting: z.int(),
})
export type OfficeCertificate = z.infer<typeof OfficeCertificate>

/** A PKCS#12 with a long chain stays far below it. */
export const LARGEST_P12 = 100_000

/** The office’s own certificate: letters issued on this PC bear its signature. */
export const certificateCalls = {
  certificate: query({ needs: 'office:manage', input: None, output: OfficeCertificate }),
  /** @param p12 a PKCS#12 file’s content in Base64; the passphrase opens it once and is kept nowhere */
  importCertificate: command({
    needs: 'office:manage',
    input: z.object({ p12: z.base64().max(Math.ceil(LARGEST_P12 / 3) * 4), passphrase: z.string().max(300) }),
    output: OfficeCertificate,
  }),
  removeCertificate: command({ needs: 'office:manage', input: None, output: OfficeCertificate }),
  /** Asks the server for one stamp before it is kept; null: none any more. */
  stampServer: command({
    needs: 'office:manage',
    input: z.object({
      url: z
        .url({ protocol: /^https?$/ })
        .max(300)
        .nullable(),
    }),
    output: OfficeCertificate,
  }),
}
