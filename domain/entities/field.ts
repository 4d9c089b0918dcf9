import { z } from 'zod'
import { Proof } from '../../contract/proof'
import { forms, Id, Instant, isStorable, isWithin, Sha256, Word, type Language } from '../../contract/values'

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

/**
 * What a schema asks, asked by hand: a page has thousands of rows, and a schema makes objects for each value it looks at. The
 * schema stands beside it and says the same (field.test.ts).
 */
type Check = (value: unknown) => boolean
const byHand = new WeakMap<z.ZodType, Check>()
function asked<T extends z.ZodType>(schema: T, check: Check): T {
  byHand.set(schema, check)
  return schema
}
export const fits = (schema: z.ZodType, value: unknown): boolean =>
  byHand.get(schema)?.(value) ?? schema.safeParse(value).success

const written =
  (form: RegExp): Check =>
  (value) =>
    typeof value === 'string' && form.test(value)
const between =
  (least: number, most: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
const listOf =
  (check: Check, most: number): Check =>
  (value) =>
    Array.isArray(value) && value.length <= most && value.every(check)
/** Members a newer version added are let through. */
const having =
  (members: Record<string, Check>): Check =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    for (const name in members) if (!members[name]?.((value as Record<string, unknown>)[name])) return false
    return true
  }
asked(Id, written(forms.id))
asked(Sha256, written(forms.sha256))
asked(Word, written(forms.word))
asked(Instant, between(0, Number.MAX_SAFE_INTEGER))

/** Text of at most so many characters; trimming is the desk's, what comes here must stay what it is. */
export const line = (max: number) =>
  asked(
    z.string().max(max).refine(isStorable),
    (value) => typeof value === 'string' && isWithin(value, max) && isStorable(value),
  )
/** What has these members at least, each as its schema says. */
export const withMembers = <T extends z.ZodRawShape>(members: T) =>
  asked(
    z.looseObject(members),
    having(Object.fromEntries(Object.entries(members).map(([name, one]) => [name, (v) => fits(one as z.ZodType, v)]))),
  )
export const listed = <T extends z.ZodType>(one: T, most: number) =>
  asked(
    z.array(one).max(most),
    listOf((value) => fits(one, value), most),
  )
const within = (least: number, most: number) => asked(z.int().min(least).max(most), between(least, most))
const like = (form: RegExp) => asked(z.string().regex(form), written(form))

/** Kept and shown as such (docs/sync.md). */
export const word = Word
export const names = withMembers({ ar: line(200), fr: line(200), en: line(200), es: line(200) })
/** A row with a name in each language: the reader's, or the Arabic one, which is always there. */
export const inTheirNames = (language: Language): string[] => [`names.${language}`, 'names.ar']
export const lines = listed(line(200), 20)
export const count = within(0, 100_000)
/** More than there are. */
export const people = within(0, 10_000_000_000)
export const seq = within(1, 2 ** 31 - 1)
export const base64 = like(/^[A-Za-z0-9+/=]{1,200}$/)
export const country = like(/^([A-Z]{2})?$/)
export const namedCountry = like(/^[A-Z]{2}$/)
export const proof = (group: string, flags: Flags = {}): Field =>
  json(Proof.nullable(), { ...flags, group, nullable: true })
export { Id, Instant }
