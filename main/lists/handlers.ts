import type { Handlers } from '../../contract/define'
import type { JobFinding } from '../../contract/jobs'
import type { BulkOutcome, lists } from '../../contract/lists'
import type { Ctx } from '../desk'
import { changeMany, previewChange } from './bulk'
import { exportList, printList, type ChooseSave } from './export'

const findingOf =
  (asked: number) =>
  ({ failed, reached }: BulkOutcome): JobFinding =>
    failed.length === 0 && reached === asked ? 'good' : 'attention'

export const listHandlers = (choose: ChooseSave): Handlers<typeof lists, Ctx> => ({
  preview: ({ desk, actor }, input) => previewChange(desk, actor, input),
  change: ({ desk, actor }, input) =>
    desk.jobs.run(
      { kind: 'bulk', byId: actor.userId, about: String(input.ids.length), finding: findingOf(input.ids.length) },
      (work) => changeMany(desk, actor, input, work),
    ),
  export: ({ desk, actor }, input) => exportList(desk, actor, input, choose),
  print: async ({ desk, actor }, input) => ({ url: await printList(desk, actor, input) }),
})
