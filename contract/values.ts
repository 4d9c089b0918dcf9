import { z } from 'zod'
import { lineOf, paragraphsOf } from './typed'

// zod's default compiler probes `eval`; our Content-Security-Policy forbids it.
z.config({ jitless: true })

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** Without one of these, which is nearly always, nothing has to be looked at twice. */
const SUSPECT = /[\u0000\uD800-\uDFFF]/

/** U+0000 and lone surrogates are changed or refused by SQLite and PostgreSQL: never stored, never sent. */
export const isStorable = (s: string): boolean => !SUSPECT.test(s) || (!s.includes('\u0000') && !LONE_SURROGATE.test(s))

/** Characters as the schemas count them: a pair of surrogates is one. */
export const isWithin = (s: string, most: number): boolean =>
  s.length <= most || (s.length <= 2 * most && [...s].length <= most)

/** One line a person typed or pasted (typed.ts), without leading or trailing white space. */
export const text = (max = 500) => z.string().overwrite(lineOf).trim().max(max)
/** Several lines. */
export const paragraphs = (max: number) => z.string().overwrite(paragraphsOf).trim().max(max)
/** One line with something in it. */
export const filled = (max = 500) => text(max).min(1)

/** How identifiers and words are written, for the schemas and for what is asked of many rows by hand. */
export const forms = {
  id: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  sha256: /^[0-9a-f]{64}$/,
  word: /^[a-z][A-Za-z]{0,39}$/,
}
/** UUIDv7 as lower-case text, made on the device. */
export const Id = z.string().regex(forms.id)
/** Milliseconds since 1970, UTC. */
export const Instant = z.int().nonnegative()
/** A legal date: `YYYY-MM-DD`, in the office's time zone. */
export const LegalDate = z.iso.date()
export const Year = z.int().min(1900).max(2200)
export const Sha256 = z.string().regex(forms.sha256)

/** A word of a closed list, or one that a newer version added. */
export const Word = z.string().regex(forms.word)
/**
 * What an answer carries of a closed list: a newer version's word passes as it is, and the window shows it as such. Its type is
 * that of the words this version knows, because nothing here acts on another: what compares with them meets none.
 */
export const orNewer = <T extends z.ZodType<string>>(_list: T): z.ZodType<z.output<T>> =>
  Word as unknown as z.ZodType<z.output<T>>

const NEWER_CODE = /^[a-z][a-z-]{0,39}$/
export const isNewerCode = (value: unknown): value is string => typeof value === 'string' && NEWER_CODE.test(value)
/** The same of a code with hyphens: a reason, an error. */
export const orNewerCode = <T extends z.ZodType<string>>(_list: T): z.ZodType<z.output<T>> =>
  z.string().regex(NEWER_CODE) as unknown as z.ZodType<z.output<T>>

export const levels = ['ordinary', 'restricted', 'confidential', 'secret'] as const
export const Level = z.enum(levels)
export type Level = z.infer<typeof Level>
/** 0 ordinary … 3 secret (A1). */
export const levelRank = (level: Level): number => levels.indexOf(level)

export const urgencies = ['routine', 'urgent', 'mostUrgent'] as const
export const Urgency = z.enum(urgencies)
export type Urgency = z.infer<typeof Urgency>

/** C2: how it came or left. */
export const channels = [
  'post',
  'registeredPost',
  'courier',
  'hand',
  'bailiff',
  'telegram',
  'fax',
  'email',
  'portal',
  'whatsapp',
  'diplomaticBag',
] as const
export const Channel = z.enum(channels)
export type Channel = z.infer<typeof Channel>

export const languages = ['ar', 'fr', 'en', 'es'] as const
export const Language = z.enum(languages)
export type Language = z.infer<typeof Language>
export const secondLanguages = ['fr', 'en', 'es'] as const
export const SecondLanguage = z.enum(secondLanguages)
export type SecondLanguage = z.infer<typeof SecondLanguage>

/** A name in the languages of the interface; Arabic is always there, the others fall back to it. */
export const Names = z.object({ ar: filled(200), fr: text(200), en: text(200), es: text(200) })
export type Names = z.infer<typeof Names>

export const countries = ['MA', 'EG', 'LB'] as const
export const Country = z.enum(countries)
export type Country = z.infer<typeof Country>

export const None = z.object({}).strict()
export const Ids = z.object({ ids: z.array(Id) })

/** N7: the sign of a desk with books of its own, as it stands in their numbers (RB2). */
export const DeskCode = z.string().regex(/^[A-Z0-9]{2,6}$/)
