import type { Handlers } from '../../contract/define'
import type { figureImport } from '../../contract/figure-import'
import type { Ctx } from '../desk'
import { chosen, forget, openedBy } from '../imports/opened'
import { languageOf } from '../session/preferences'
import { checkFigures, lookAtFigures, refusedFigures, runFigures } from './import'

/** A table of official figures from a spreadsheet (R4). */
export const figureImportHandlers: Handlers<typeof figureImport, Ctx> = {
  open: ({ desk, actor }, { path }) =>
    desk.jobs.run({ kind: 'sheet', byId: actor.userId }, ({ signal }) =>
      lookAtFigures(desk, chosen(desk, actor, path), {}, signal),
    ),
  look: ({ desk, actor }, { id, ...change }) => {
    const file = openedBy(desk, actor, id)
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    return desk.jobs.run({ kind: 'sheet', byId: actor.userId }, ({ signal }) =>
      lookAtFigures(desk, file, given, signal),
    )
  },
  check: ({ desk, actor }, { id, mapping }) => {
    const file = openedBy(desk, actor, id)
    return desk.jobs.run({ kind: 'sheet', byId: actor.userId, about: file.name }, (work) =>
      checkFigures(desk, file, mapping, work),
    )
  },
  run: ({ desk, actor }, { id, ...input }) => {
    const file = openedBy(desk, actor, id)
    return desk.jobs.run({ kind: 'sheet', byId: actor.userId, about: file.name }, (work) =>
      runFigures(desk, actor, file, input, work),
    )
  },
  refused: async ({ desk, actor }, { id, mapping }) => {
    const file = openedBy(desk, actor, id)
    const language = await languageOf(desk.db.read, actor)
    const bytes = await desk.jobs.run({ kind: 'sheet', byId: actor.userId }, (work) =>
      refusedFigures(desk, file, mapping, language, work),
    )
    const name = `${file.name.replace(/\.[^.]*$/, '').slice(0, 80)}-refused.csv`
    return { url: desk.print.put({ bytes, name, userId: actor.userId, mediaType: 'text/csv' }), name }
  },
  close: async ({ desk, actor }, { id }) => {
    openedBy(desk, actor, id)
    forget(desk, id)
    return {}
  },
}
