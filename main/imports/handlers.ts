import type { Handlers } from '../../contract/define'
import type { imports } from '../../contract/imports'
import { languageOf } from '../session/preferences'
import type { Ctx } from '../desk'
import { checkImport } from './checking'
import { runImport } from './importing'
import { forget, look, openedBy, openSheet } from './opened'
import { refusedRows } from './report'

export const importHandlers: Handlers<typeof imports, Ctx> = {
  open: ({ desk, actor }, { path, registerId }) =>
    desk.jobs.run({ kind: 'sheet', byId: actor.userId }, ({ signal }) =>
      openSheet(desk, actor, path, registerId, signal),
    ),
  look: ({ desk, actor }, { id, ...change }) => {
    const file = openedBy(desk, actor, id)
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    return desk.jobs.run({ kind: 'sheet', byId: actor.userId }, ({ signal }) =>
      look(desk, file, given, file.registerId, signal),
    )
  },
  check: ({ desk, actor }, { id, plan }) => {
    const file = openedBy(desk, actor, id)
    return desk.jobs.run({ kind: 'sheet', byId: actor.userId, about: file.name }, (work) =>
      checkImport(desk, actor, file, plan, work),
    )
  },
  run: ({ desk, actor }, { id, ...input }) => {
    const file = openedBy(desk, actor, id)
    return desk.jobs.run({ kind: 'import', byId: actor.userId, about: file.name }, (work) =>
      runImport(desk, actor, file, input, work),
    )
  },
  refused: async ({ desk, actor }, { id, plan }) => {
    const file = openedBy(desk, actor, id)
    const language = await languageOf(desk.db.read, actor)
    const bytes = await desk.jobs.run({ kind: 'sheet', byId: actor.userId }, (work) =>
      refusedRows(desk, file, plan, language, work),
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
