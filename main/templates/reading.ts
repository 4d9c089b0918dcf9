import { AppError } from '../../contract/errors'
import { paragraphRoles, signatureModes } from '../../contract/letters'
import { templateKinds, type TemplateBody, type TemplateFile } from '../../contract/template-body'
import type { FullTemplate, Template } from '../../contract/templates'
import { levels, urgencies, Word, type Names } from '../../contract/values'
import type { Reader } from '../../db/core/sql'
import { lastVersions, templatesUsedBy, versionsOf, type VersionRow } from '../../db/templates/templates'
import { languagesOf } from '../../domain/letters/template/begin'
import { shippedTemplates, type Shipped } from '../../domain/policies/templates'

/** One template as it stands, whoever wrote it: the office, or this program. */
export type Standing = Omit<Template, 'usedAt'> & { body: TemplateBody }

/** Every template there is, those retired too; an office's own version stands before what ships. */
export async function standingTemplates(read: Reader): Promise<Standing[]> {
  const own = (await lastVersions(read)).map(ofRow)
  const known = new Set(own.map(({ id }) => id))
  return [...own, ...shippedTemplates.filter(({ id }) => !known.has(id)).map(ofShipped)]
}

export async function listTemplates(read: Reader, userId: string): Promise<Template[]> {
  const used = await templatesUsedBy(read, userId)
  return (await standingTemplates(read))
    .map(({ body: _body, ...one }) => ({ ...one, usedAt: used.get(one.id) ?? null }))
    .sort((a, b) => (b.usedAt ?? 0) - (a.usedAt ?? 0) || a.names.ar.localeCompare(b.names.ar, 'ar'))
}

/** @throws not-found */
export async function fullTemplate(read: Reader, userId: string, id: string): Promise<FullTemplate> {
  const history = await historyOf(read, id)
  const [last] = history
  if (!last) throw new AppError('not-found')
  const used = await templatesUsedBy(read, userId)
  const told = ({ id: _id, use: _use, languages: _languages, body: _body, ...version }: Standing) => version
  return { ...last, usedAt: used.get(id) ?? null, history: history.map(told) }
}

/** Its versions, the last first; what ships is the first of all. */
export async function historyOf(read: Reader, id: string): Promise<Standing[]> {
  const shipped = shippedTemplates.find((one) => one.id === id)
  return [...(await versionsOf(read, id)).map(ofRow), ...(shipped ? [ofShipped(shipped)] : [])]
}

/** As it stands, for beginning a letter. @throws not-found · template-retired */
export async function usableTemplate(read: Reader, id: string): Promise<Standing> {
  const [last] = await historyOf(read, id)
  if (!last) throw new AppError('not-found')
  if (last.retired) throw new AppError('template-retired')
  return last
}

const ofShipped = ({ id, names, use, body }: Shipped): Standing => ({
  ...{ id, version: 1, versionId: null, names, use, body, languages: languagesOf(body) },
  ...{ at: null, byNames: null, note: '', retired: false },
})

function ofRow(row: VersionRow): Standing {
  const body = readBody(row.body)
  const { templateId, id, version, at, byNames, note, retired } = row
  const names: Names = { ...row.names, ar: row.names.ar || row.names.fr || row.names.en || '—' }
  const use = templateKinds.find((kind) => kind === row.use) ?? 'other'
  return {
    id: templateId,
    versionId: id,
    version,
    names,
    at,
    byNames,
    note,
    retired,
    use,
    body,
    languages: languagesOf(body),
  }
}

/** What a newer version wrote with words this one does not know is read with those it knows. */
function readBody(value: unknown): TemplateBody {
  const raw = value as TemplateBody
  const known = <T extends string>(list: readonly T[], word: string, otherwise: T): T =>
    list.find((one) => one === word) ?? otherwise
  const { kind, layout, ...rest } = raw
  return {
    ...rest,
    ...(kind !== undefined && Word.safeParse(kind).success && { kind }),
    ...(layout !== undefined && Word.safeParse(layout).success && { layout }),
    blocks: raw.blocks.map((block) => ({ ...block, role: known(paragraphRoles, block.role, 'free') })),
    urgency: known(urgencies, raw.urgency, 'routine'),
    // A level nobody here knows is above all of them (A1).
    level: known(levels, raw.level, 'secret'),
    signatureMode: known(signatureModes, raw.signatureMode, 'byDelegation'),
  }
}

/** A template as a file. */
export const fileOf = ({ names, use, body }: Standing): TemplateFile => ({
  ...{ diwan: 'template', format: 1 },
  ...{ names, use, body },
})
