import type { Actor } from '../../contract/permissions'
import type { Language } from '../../contract/values'
import type { Ctx, Desk } from '../desk'
import type { Work } from '../jobs/work'
import { languageOf } from '../session/preferences'
import { chosen, forget, openedBy, type Change, type Looked, type Opened } from './opened'

/** What a kind of spreadsheet does at each step; `Mapping` says what its columns are taken for. */
type Steps<Mapping, Shown, Preview, Run, Outcome> = {
  look: (desk: Desk, file: Looked, change: Change, signal: AbortSignal) => Promise<Shown>
  check: (desk: Desk, actor: Actor, file: Opened, mapping: Mapping, language: Language, work: Work) => Promise<Preview>
  run: (desk: Desk, actor: Actor, file: Opened, asked: Run, work: Work) => Promise<Outcome>
  refused: (desk: Desk, file: Opened, mapping: Mapping, language: Language, work: Work) => Promise<Buffer>
}

/** Chosen, and looked at one way and another: a job each time. */
export function lookHandlers<Shown>(
  looks: (desk: Desk, file: Looked, change: Change, signal: AbortSignal) => Promise<Shown>,
) {
  return {
    open: ({ desk, actor }: Ctx, { path }: { path: string }): Promise<Shown> =>
      desk.jobs.run({ kind: 'sheet', byId: actor.userId }, ({ signal }) =>
        looks(desk, chosen(desk, actor, path), {}, signal),
      ),
    look: ({ desk, actor }: Ctx, { id, ...change }: Change & { id: string }): Promise<Shown> => {
      const file = openedBy(desk, actor, id)
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      return desk.jobs.run({ kind: 'sheet', byId: actor.userId }, ({ signal }) => looks(desk, file, given, signal))
    },
  }
}

/** A spreadsheet on its way in, whatever it holds: chosen, looked at, gone over, written, its refused rows saved. Each step is a job. */
export function sheetHandlers<Mapping, Shown, Preview, Run, Outcome>(
  steps: Steps<Mapping, Shown, Preview, Run, Outcome>,
) {
  return {
    ...lookHandlers(steps.look),
    check: async ({ desk, actor }: Ctx, { id, mapping }: { id: string; mapping: Mapping }): Promise<Preview> => {
      const file = openedBy(desk, actor, id)
      const language = await languageOf(desk.db.read, actor)
      return desk.jobs.run({ kind: 'sheet', byId: actor.userId, about: file.name }, (work) =>
        steps.check(desk, actor, file, mapping, language, work),
      )
    },
    run: ({ desk, actor }: Ctx, { id, ...asked }: Run & { id: string }): Promise<Outcome> => {
      const file = openedBy(desk, actor, id)
      return desk.jobs.run({ kind: 'sheet', byId: actor.userId, about: file.name }, (work) =>
        steps.run(desk, actor, file, asked as Run, work),
      )
    },
    refused: async (
      { desk, actor }: Ctx,
      { id, mapping }: { id: string; mapping: Mapping },
    ): Promise<{ url: string; name: string }> => {
      const file = openedBy(desk, actor, id)
      const language = await languageOf(desk.db.read, actor)
      const bytes = await desk.jobs.run({ kind: 'sheet', byId: actor.userId }, (work) =>
        steps.refused(desk, file, mapping, language, work),
      )
      const name = `${file.name.replace(/\.[^.]*$/, '').slice(0, 80)}-refused.csv`
      return { url: desk.print.put({ bytes, name, userId: actor.userId, mediaType: 'text/csv' }), name }
    },
    close: async ({ desk, actor }: Ctx, { id }: { id: string }): Promise<Record<string, never>> => {
      openedBy(desk, actor, id)
      forget(desk, id)
      return {}
    },
  }
}
