import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { runs } from '../../contract/runs'
import type { Actor } from '../../contract/permissions'
import { dropPlan, isThere } from '../../db/runs/runs'
import type { Ctx, Desk } from '../desk'
import type { Work } from '../jobs/work'
import { pageOf as printed } from '../templates/page'
import { factsFor } from '../templates/facts'
import { lookHandlers } from '../imports/sheet-handlers'
import type { ChooseSave } from '../lists/export'
import { recordListing } from '../security/listing'
import { makerFor } from './content'
import { issueRun } from './issuing'
import { makeRun } from './making'
import { lookAtList } from './opened'
import { printRun, saveEach } from './papers'
import { keptPlan, pageOf, planRun, plansOf, summary } from './planning'
import { printAddressLabels, printEnvelopes } from './post'
import { getRun, lettersPage, listRuns, theRun } from './showing'
import { returnRun, signRun, toSign } from './signing'

/** @param choose where a file of all letters goes */
export const runHandlers = (choose: ChooseSave): Handlers<typeof runs, Ctx> => ({
  list: ({ desk, actor }, { after }) => listRuns(desk, actor, after),
  plans: ({ desk, actor }) => plansOf(desk, actor),
  ...lookHandlers(lookAtList),
  plan: ({ desk, actor }, input) =>
    desk.jobs.run({ kind: 'sheet', byId: actor.userId, about: input.name }, (work) =>
      planRun(desk, actor, input, work),
    ),
  planned: async ({ desk, actor }, { id, ...which }) => {
    const { kept, at } = await keptPlan(desk, actor, id)
    return { plan: summary(kept, at, await isThere(desk.db.read, id)), ...pageOf(kept, which) }
  },
  asked: async ({ desk, actor }, { id }) => (await keptPlan(desk, actor, id)).kept.asked,
  sample: async ({ desk, actor }, { id, at }) => {
    const { kept } = await keptPlan(desk, actor, id)
    const line = kept.lines[at]
    if (!line) throw new AppError('not-found')
    const maker = await makerFor(desk, actor, desk.db.read, kept.asked)
    const content = maker.to(line)
    const facts = await factsFor(desk, actor, desk.db.read, { entryId: null })
    const { ar, other } = content.addressee
    return printed(desk, actor, content, { ...facts, addressee: { nameAr: ar, nameLatin: other, city: '' } })
  },
  make: ({ desk, actor }, { id }) => job(desk, actor, id, (work) => makeRun(desk, actor, id, work)),
  drop: async ({ desk, actor }, { id }) => {
    await desk.db.write((tx) => dropPlan(tx, actor.userId, id))
    return {}
  },
  get: ({ desk, actor }, { id }) => getRun(desk, actor, id),
  letters: async ({ desk, actor }, asked) => {
    const { ids, ...page } = await lettersPage(desk, actor, asked)
    await recordListing(desk, actor, 'letter', ids)
    return page
  },
  toSign: async ({ desk, actor }, { id }) => {
    const { count, digest } = await toSign(desk, actor, id)
    return { count, digest }
  },
  sign: ({ desk, actor }, { id, digest }) => job(desk, actor, id, (work) => signRun(desk, actor, id, digest, work)),
  return: ({ desk, actor }, { id, reason }) => job(desk, actor, id, (work) => returnRun(desk, actor, id, reason, work)),
  issue: ({ desk, actor }, input) => job(desk, actor, input.id, (work) => issueRun(desk, actor, input, work)),
  print: ({ desk, actor }, { id, part }) => job(desk, actor, id, (work) => printRun(desk, actor, id, part, work)),
  each: ({ desk, actor }, { id }) => saveEach(desk, actor, id, choose),
  envelopes: ({ desk, actor }, asked) => printEnvelopes(desk, actor, asked),
  addressLabels: ({ desk, actor }, asked) => printAddressLabels(desk, actor, asked),
})

/** Under the run's name, for whoever ordered it. */
async function job<T>(desk: Desk, actor: Actor, id: string, work: (work: Work) => Promise<T>): Promise<T> {
  const about =
    (await keptPlan(desk, actor, id).catch(() => null))?.kept.asked.name ?? (await theRun(desk, actor, id)).name
  return desk.jobs.run({ kind: 'run', byId: actor.userId, about }, work)
}
