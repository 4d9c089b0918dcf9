import { z } from 'zod'
import { ContactHit, contactKinds } from './community'
import { command, event, query } from './define'
import { Id, Ids, Instant, None, filled, orNewer, text, Year } from './values'

/** What was counted: who was born in the home country, who has its nationality, who is registered with its consulates, what is estimated. */
export const measures = ['born', 'nationals', 'registered', 'estimate'] as const
const Measure = z.enum(measures)
export type Measure = z.infer<typeof Measure>

/** ISO 3166-1 alpha-2. */
export const CountryCode = z.string().regex(/^[A-Z]{2}$/)
const People = z.int().min(0).max(10_000_000_000)

/** One table of one source: its cells are of one kind and may be compared, and with nothing else (R4). */
export const Series = z.object({ measure: orNewer(Measure), source: text(200) })
export type Series = z.infer<typeof Series>

const Counts = { total: People, male: People.nullable(), female: People.nullable(), note: text(500) }
export const FigureInput = z.object({
  measure: Measure,
  source: filled(200),
  countryCode: CountryCode,
  year: Year,
  ...Counts,
})
export type FigureInput = z.infer<typeof FigureInput>
/** A figure with where it is from; what a newer version counted keeps its word. */
export const Figure = Series.extend({ id: Id, countryCode: CountryCode, year: Year, ...Counts })
export type Figure = z.infer<typeof Figure>

const OneYear = Series.extend({ year: Year })
const Row = z.object({
  countryCode: CountryCode,
  figure: Figure.pick({ id: true, total: true, male: true, female: true, note: true }).nullable(),
  /** The same table's figure of the year before; null where there is none. */
  before: People.nullable(),
})
/** Cards of this office; counted here and now, never official (R4). */
const Own = z.object({ countryCode: CountryCode, persons: z.int(), entities: z.int() })
export type OwnCount = z.infer<typeof Own>
export type FigureRow = z.infer<typeof Row>

/** What a picture of the map is kept as; drawn by the window, where the map is. */
const Picture = z.object({
  name: filled(120),
  format: z.enum(['svg', 'png']),
  /** Base64. */
  data: z.string().max(8_000_000),
})

/** The people abroad by host country: official figures with source and year, and beside them, never in them, this office's own cards. */
export const diaspora = {
  series: query({
    needs: 'contacts:read',
    input: None,
    output: z.array(Series.extend({ years: z.array(z.object({ year: Year, countries: z.int() })) })),
  }),
  table: query({
    needs: 'contacts:read',
    input: OneYear,
    output: z.object({ rows: z.array(Row), before: Year.nullable() }),
  }),
  own: query({ needs: 'contacts:read', input: None, output: z.array(Own) }),
  /** All that is said of a country, by every source. */
  ofCountry: query({
    needs: 'contacts:read',
    input: z.object({ countryCode: CountryCode }),
    output: z.array(Figure),
  }),
  /** The cards in a country, the newest first. */
  cards: query({
    needs: 'contacts:read',
    input: z.object({
      countryCode: CountryCode,
      kind: z.enum(contactKinds),
      after: z.object({ createdAt: Instant, id: Id }).optional(),
    }),
    output: z.object({ rows: z.array(ContactHit), more: z.boolean() }),
  }),
  /** Says it, or mends what this source says of that country in that year. */
  save: command({ needs: 'figures:manage', input: FigureInput, output: Figure }),
  remove: command({ needs: 'figures:manage', input: z.object({ id: Id }), output: None }),
  restore: command({ needs: 'figures:manage', input: z.object({ id: Id }), output: None }),
  /** The table as it is seen, where the person says; null: they changed their mind. */
  export: command({
    needs: 'contacts:read',
    input: OneYear.extend({ format: z.enum(['xlsx', 'csv']) }),
    output: z.object({ name: z.string(), lines: z.int() }).nullable(),
  }),
  print: query({ needs: 'contacts:read', input: OneYear, output: z.object({ url: z.string() }) }),
  savePicture: command({
    needs: 'contacts:read',
    input: Picture,
    output: z.object({ name: z.string() }).nullable(),
  }),
  changed: event({ needs: 'contacts:read', payload: Ids, about: ['figure'] }),
}
