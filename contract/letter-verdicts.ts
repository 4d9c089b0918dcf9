import { z } from 'zod'
import { Signature } from './signatures'
import { LegalDate } from './values'

/** What a scanned code comes to; a code that was read badly is never called false. */
export const codeVerdicts = [
  'genuine',
  'cancelled',
  'never-given',
  'not-here',
  'differs',
  'unknown-key',
  'misread',
] as const

/**
 * What a PDF comes to: as its code, or `changed` (not every byte is what was sealed with its code, or a signature in it does not hold),
 * `signed` by somebody and no letter of an office's Diwan, `unsigned` by anybody.
 */
export const fileVerdicts = [
  'genuine',
  'cancelled',
  'never-given',
  'not-here',
  'changed',
  'unknown-key',
  'signed',
  'unsigned',
] as const
/** A letter of forty pages stays far below it. */
export const LARGEST_PDF = 16_000_000
export const FileFound = z.object({
  verdict: z.enum(fileVerdicts),
  number: z.string().nullable(),
  date: LegalDate.nullable(),
  device: z.string().nullable(),
  signatures: z.array(Signature),
})
export type FileFound = z.infer<typeof FileFound>
