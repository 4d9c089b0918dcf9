import { z } from 'zod'
import { Proof } from '../../contract/proof'
import { Id, Instant, isStorable, Word, type Language } from '../../contract/values'

/** One field of an entity: what the desk's tables, the server's rows, the merge and the proofs ask of it. */
export type FieldType = 'text' | 'int' | 'bool' | 'json'
export type FieldDescriptor = {
  type: FieldType
  nullable: boolean
  /** Written once, at creation (I2): a later patch is parked. */
  fixed: boolean
  /** Fields of one group conflict and merge together (the dates; a name in both scripts; one letter's text). */
  group: string
  /** What may stand in it, asked by the server when it comes and by every desk before it is stored. */
  value: z.ZodType
}
export type Flags = { fixed?: boolean; group?: string; nullable?: boolean }
export type Field = { type: FieldType; value: z.ZodType } & Flags

const field =
  (type: FieldType) =>
  (value: z.ZodType, flags: Flags = {}): Field => ({ type, value, ...flags })
export const text = field('text')
export const int = field('int')
export const bool = (flags: Flags = {}): Field => field('bool')(z.boolean(), flags)
export const json = field('json')
export const fixed = { fixed: true }
export const optional = { nullable: true }

/** Text of at most so many characters; trimming is the desk's, what comes here must stay what it is. */
export const line = (max: number) => z.string().max(max).refine(isStorable)
/** Kept and shown as such (docs/sync.md). */
export const word = Word
export const names = z.looseObject({ ar: line(200), fr: line(200), en: line(200), es: line(200) })
/** A row with a name in each language: the reader's, or the Arabic one, which is always there. */
export const inTheirNames = (language: Language): string[] => [`names.${language}`, 'names.ar']
export const lines = z.array(line(200)).max(20)
export const count = z.int().min(0).max(100_000)
export const seq = z
  .int()
  .min(1)
  .max(2 ** 31 - 1)
export const base64 = z.string().regex(/^[A-Za-z0-9+/=]{1,200}$/)
export const country = z.string().regex(/^([A-Z]{2})?$/)
export const proof = (group: string, flags: Flags = {}): Field =>
  json(Proof.nullable(), { ...flags, group, nullable: true })
export { Id, Instant }
