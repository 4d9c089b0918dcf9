import { z } from 'zod'
import { text } from './values'

/** The institution and the place in one more language: an English letter of an office that otherwise writes French. */
const InLanguage = z.object({ ministry: z.array(text(200)).max(20), place: text(200) })

export const Letterhead = z.object({
  /** Days by which the sighted moon stands off the tables of Umm al-Qura. */
  moonOffset: z.int().min(-2).max(2),
  languages: z.object({ fr: InLanguage.optional(), en: InLanguage.optional(), es: InLanguage.optional() }),
})
export type Letterhead = z.infer<typeof Letterhead>
export const plainLetterhead: Letterhead = { moonOffset: 0, languages: {} }

/** The same as it is kept and travels: sizes are held, what a newer version added passes. */
export const letterheadStored = {
  moonOffset: z.int().min(-9).max(9),
  languages: z.record(
    z.string().max(8),
    z.looseObject({ ministry: z.array(z.string().max(200)).max(20), place: z.string().max(200) }),
  ),
}
