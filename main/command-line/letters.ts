import { readFile, stat } from 'node:fs/promises'
import { LARGEST_PDF, type FileFound } from '../../contract/letter-verdicts'
import type { Signature } from '../../contract/signatures'
import { verifyFile } from '../letters/verifying-file'
import type { Command } from './command'
import { asPerson } from './office'

/** says what a letter’s PDF is, with the keys of the office of this folder; ends with 0 when it is genuine, with 1 otherwise */
export const letterVerify: Command['run'] = (args, places) =>
  asPerson(places, 'letters:read', async ({ session }) => {
    const [file = ''] = args.filter((one) => one !== '--json')
    if ((await stat(file)).size > LARGEST_PDF) throw new Error(`${file} is larger than any letter`)
    const found = await verifyFile(session.desk, session.actor, await readFile(file))
    if (args.includes('--json')) console.log(JSON.stringify(found, null, 2))
    else for (const line of verifiedLines(found)) console.log(line)
    if (found.verdict !== 'genuine') throw new Error(`${file} is not proven to be a letter of this office`)
  })

export function verifiedLines({ verdict, number, date, device, signatures }: FileFound): string[] {
  const letter = `letter ${number ?? '-'} of ${date ?? '-'}`
  const said: Record<FileFound['verdict'], string> = {
    genuine: `genuine: ${letter}, every byte as this office issued it${device ? ` (PC ${device})` : ''}`,
    cancelled: `cancelled: ${letter}, every byte as issued; its entry has been cancelled since`,
    'never-given': `changed: number ${number ?? '-'} was never given to a letter here`,
    'not-here': `unknown: whole and sealed by PC ${device ?? '-'}, but the entry of ${letter} is not on this PC`,
    changed: `changed: not what was issued as ${letter}, whatever its code says`,
    'unknown-key': `unknown: sealed with a key this office does not know (${letter})`,
    signed: 'unknown: not a letter of this office; it bears signatures of others',
    unsigned: 'unsigned: neither a code nor a signature in the file',
  }
  return [said[verdict], ...signatures.map(signatureLine)]
}

const signatureLine = ({ state, signer, issuer, saidAt }: Signature): string =>
  [
    `signature: ${state}`,
    signer ? `by ${signer.subject}` : 'by nobody that can be named',
    `issuer ${issuer}${signer ? ` (${signer.issuer})` : ''}`,
    ...(saidAt === null ? [] : [`said to be of ${new Date(saidAt).toISOString()}`]),
  ].join(', ')
