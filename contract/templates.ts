import { z } from 'zod'
import { command, event, query } from './define'
import { Paragraph } from './letters'
import { TemplateBody, TemplateKind } from './template-body'
import { Id, Ids, Instant, Names, None, SecondLanguage, orNewer, text } from './values'

const Version = z.object({
  version: z.int(),
  /** Null: it ships with the program. */
  versionId: Id.nullable(),
  names: Names,
  at: Instant.nullable(),
  byNames: Names.nullable(),
  note: z.string(),
  retired: z.boolean(),
})
export type TemplateVersion = z.infer<typeof Version>

export const Template = Version.extend({
  id: Id,
  use: orNewer(TemplateKind),
  /** The second languages it is written in. */
  languages: z.array(SecondLanguage),
  /** When this person last began a letter from it. */
  usedAt: Instant.nullable(),
})
export type Template = z.infer<typeof Template>

const FullTemplate = Template.extend({ body: TemplateBody, history: z.array(Version) })
export type FullTemplate = z.infer<typeof FullTemplate>

/** What every field says, in Arabic and in the second language; what says nothing is null. */
export const TemplateValues = z.object({
  ar: z.record(z.string(), z.string().nullable()),
  other: z.record(z.string(), z.string().nullable()),
})
export type TemplateValues = z.infer<typeof TemplateValues>

const ById = z.object({ id: Id })
const About = z.object({ entryId: Id.nullable(), secondLanguage: SecondLanguage })

/** Templates of letters: each is its versions, and a version is written once (ADR 041). */
export const templates = {
  /** Those in use and those retired; what this person used last stands first. */
  list: query({ needs: 'templates:read', input: None, output: z.array(Template) }),
  get: query({ needs: 'templates:read', input: ById, output: FullTemplate }),
  /** An older version, for comparing; null asks for the one that ships. */
  version: query({
    needs: 'templates:read',
    input: ById.extend({ versionId: Id.nullable() }),
    output: z.object({ names: Names, body: TemplateBody }),
  }),
  /** A new template, or the next version of one. Saving twice with one `versionId` gives one version. */
  save: command({
    needs: 'templates:manage',
    input: ById.extend({
      versionId: Id,
      /** The version that was changed; 0 for a new template. */
      basedOn: z.int().nonnegative(),
      names: Names,
      use: TemplateKind,
      body: TemplateBody,
      note: text(200),
    }),
    output: FullTemplate,
  }),
  /** Out of use, or back in it; letters begun from it keep what they have. */
  retire: command({
    needs: 'templates:manage',
    input: ById.extend({ versionId: Id, basedOn: z.int().nonnegative(), retired: z.boolean() }),
    output: FullTemplate,
  }),
  /** For the preview: the fields' values of an entry this person may see, or of none. */
  values: query({ needs: 'templates:read', input: About, output: TemplateValues }),
  /** The page a letter of this text would be. */
  page: query({
    needs: 'templates:read',
    input: About.extend({ body: TemplateBody }),
    output: z.object({ url: z.string(), pages: z.int() }),
  }),
  /** As a file another office takes in: diwan://print/<token>. */
  export: query({ needs: 'templates:read', input: ById, output: z.object({ url: z.string() }) }),
  /** Paragraphs of all templates in use, filled for this letter. */
  blocks: query({
    needs: 'letters:write',
    input: z.object({ letterId: Id }),
    output: z.array(z.object({ names: Names, paragraph: Paragraph, marked: z.boolean() })),
  }),
  changed: event({ needs: 'templates:read', payload: Ids, about: ['template'] }),
}
