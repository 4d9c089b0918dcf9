import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import { MOST_LABELS, type LabelFormatName, type labels, type LabelsMade } from '../../contract/labels'
import type { Actor } from '../../contract/permissions'
import { labelFacts, type LabelFacts } from '../../db/register/labelled'
import { SEPARATOR } from '../../domain/labels/code'
import { placesOn } from '../../domain/labels/formats'
import type { Ctx, Desk } from '../desk'
import { rowsChosen } from '../lists/which'
import { bothIn } from '../pdf/form-words'
import { recordListing } from '../security/listing'
import type { LabelModel } from './label-model'
import { officeOn, oneLabel } from './one-label'
import { stampCopy } from './stamping'

export const labelHandlers: Handlers<typeof labels, Ctx> = {
  print: async ({ desk, actor }, { which, format, start }) => {
    const rows = await rowsChosen(desk.db.read, desk, actor, which)
    const asked = 'ids' in which ? new Set(which.ids).size : rows.length
    if (asked > MOST_LABELS) throw new AppError('too-many-chosen', { most: MOST_LABELS, chosen: asked })
    return printLabels(desk, actor, await labelFacts(desk.db.read, actor, rows), { format, start, asked })
  },

  stamp: ({ desk, actor }, input) => stampCopy(desk, actor, input),

  separators: async ({ desk, actor }, { sheets }) => {
    const { both, second } = bothIn(desk.office)
    const model = {
      ...{ createdAt: desk.clock.now(), second, code: SEPARATOR, sheets },
      title: both((w) => w.label.separator),
      text: both((w) => w.label.separatorText),
    }
    const { bytes } = await desk.jobs.run({ kind: 'print', byId: actor.userId, about: model.title.ar }, (work) =>
      desk.pdf.separators(model, work.signal),
    )
    return { url: desk.print.put({ bytes, name: 'separators.pdf', userId: actor.userId }, true) }
  },
}

/** In the order they were registered: the pile on the table lies so. A cancelled entry gets none, and says so (I1). */
async function printLabels(
  desk: Desk,
  actor: Actor,
  found: readonly LabelFacts[],
  { format, start, asked }: { format: LabelFormatName; start: number; asked: number },
): Promise<LabelsMade> {
  const standing = found.filter(({ cancelled }) => !cancelled)
  const failed: LabelsMade['failed'] = [
    ...found
      .filter(({ cancelled }) => cancelled)
      .map(({ numberText }) => ({
        ...{ numberText, code: 'already-cancelled' as const, params: { number: numberText } },
      })),
    // Of what this person may not see nothing is said but that it has no label (A2).
    ...Array.from({ length: asked - found.length }, () => ({ numberText: '', code: 'not-found' as const })),
  ]
  if (standing.length === 0) return { url: null, made: 0, failed }
  const model: LabelModel = {
    ...{ createdAt: desk.clock.now(), second: desk.office.secondLanguage, format },
    ...{ start: start % placesOn(format), office: officeOn(desk) },
    labels: standing.map((entry) => oneLabel(desk, entry)),
  }
  const [first] = standing
  const about = standing.length === 1 ? (first?.numberText ?? null) : String(standing.length)
  const { bytes } = await desk.jobs.run({ kind: 'print', byId: actor.userId, about }, (work) => {
    work.progress('drawing', 0)
    return desk.pdf.labels(model, work.signal)
  })
  await recordListing(
    desk,
    actor,
    'entry',
    standing.map(({ id }) => id),
  )
  const url = desk.print.put({ bytes, name: 'labels.pdf', userId: actor.userId }, true)
  return { url, made: standing.length, failed }
}
