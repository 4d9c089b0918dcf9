import type { Handlers } from '../../contract/define'
import type { diaspora, Figure, FigureInput } from '../../contract/diaspora'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Fields } from '../../contract/wire'
import { contactHits } from '../../db/community/contacts'
import type { Reader } from '../../db/core/sql'
import { cardsIn, figureById, figuresIn, ownCounts, seriesOf, type FigureRecord } from '../../db/diaspora/figures'
import { createRow, patchRow } from '../../db/outbox/changes'
import { checkFigure } from '../../domain/diaspora/figure'
import { figureId } from '../../domain/diaspora/figure-id'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { stampOf, type Ctx, type Desk } from '../desk'
import type { ChooseSave } from '../lists/export'
import { keepPicture } from './picture'
import { tableOf } from './table'
import { exportFigures, printFigures } from './taking'
import { changesOf } from './writing'

const PAGE = 50
/** Of one country: every source and year. */
const MOST = 500

/** Official figures of the people abroad (R4), and beside them this office's own cards. */
export const diasporaHandlers = (choose: ChooseSave): Handlers<typeof diaspora, Ctx> => ({
  series: ({ desk }) => seriesOf(desk.db.read),
  table: ({ desk }, asked) => tableOf(desk.db.read, asked),
  own: ({ desk, actor }) => ownCounts(desk.db.read, actor),
  ofCountry: async ({ desk }, { countryCode }) => (await figuresIn(desk.db.read, countryCode, MOST)).map(shown),
  cards: async ({ desk, actor }, asked) => {
    const ids = await cardsIn(desk.db.read, actor, { ...asked, limit: PAGE + 1 })
    return { rows: await contactHits(desk.db.read, actor, ids.slice(0, PAGE)), more: ids.length > PAGE }
  },
  save: ({ desk, actor }, input) => saveFigure(desk, actor, input),
  remove: ({ desk, actor }, { id }) =>
    change(desk, actor, id, ({ removedAt }): Fields =>
      removedAt === null ? { removedAt: desk.clock.now(), removedById: actor.userId } : {},
    ),
  restore: ({ desk, actor }, { id }) =>
    change(desk, actor, id, ({ removedAt }): Fields =>
      removedAt === null ? {} : { removedAt: null, removedById: null },
    ),
  export: ({ desk, actor }, asked) => exportFigures(desk, actor, asked, choose),
  print: async ({ desk, actor }, asked) => ({ url: await printFigures(desk, actor, asked) }),
  savePicture: (_ctx, picture) => keepPicture(picture, choose),
})

/** @throws invalid-input: a year to come, or more men and women than people */
async function saveFigure(desk: Desk, actor: Actor, input: FigureInput): Promise<Figure> {
  const wrong = checkFigure(input, dateOf(desk.clock.now(), zoneOf(desk.office)))
  if (wrong !== null) throw new AppError('invalid-input', { field: wrong })
  const id = figureId(desk.office.id, input)
  const { total, male, female, note, ...where } = input
  const stamp = stampOf(desk, actor)
  await desk.db.write(async (tx) => {
    const known = await figureById(tx, id)
    const changes = known ? changesOf(known, input) : {}
    if (!known)
      await createRow(
        tx,
        'figure',
        id,
        { ...where, total, male, female, note, removedAt: null, removedById: null },
        stamp,
      )
    else if (Object.keys(changes).length > 0) await patchRow(tx, 'figure', id, changes, stamp)
  })
  desk.emit('diaspora', 'changed', { ids: [id] })
  return shown(await stands(desk.db.read, id))
}

async function change(
  desk: Desk,
  actor: Actor,
  id: string,
  patchOf: (figure: FigureRecord) => Fields,
): Promise<Record<string, never>> {
  await desk.db.write(async (tx) => {
    const patch = patchOf(await stands(tx, id))
    if (Object.keys(patch).length > 0) await patchRow(tx, 'figure', id, patch, stampOf(desk, actor))
  })
  desk.emit('diaspora', 'changed', { ids: [id] })
  return {}
}

async function stands(read: Reader, id: string): Promise<FigureRecord> {
  const figure = await figureById(read, id)
  if (!figure) throw new AppError('not-found')
  return figure
}

const shown = ({ removedAt: _removed, ...figure }: FigureRecord): Figure => figure
