import type { Handlers } from '../../contract/define'
import type { JobFinding } from '../../contract/jobs'
import { isVoid, type register } from '../../contract/register'
import type { Verdict } from '../../contract/books'
import { draftsOf, dropDraft, keepDraft } from '../../db/register/drafts'
import { registerLines, registerOutline, type Day } from '../../db/register/lines'
import { allRegisters } from '../../db/register/registers'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Ctx, Desk } from '../desk'
import { arrangePages } from './arranging'
import { cancelEntry, correctEntry, rescanEntry } from './changing'
import { printEntry } from './printing'
import { foundFor } from './found'
import { verifyBooks } from './proof'
import { checkEntry, getEntry, previewNumber } from './reading'
import { recordListing } from '../security/listing'
import { recordReading } from '../security/log'
import { languageOf } from '../session/preferences'
import { registerEntry } from './registration'
import { resumeBook } from './resuming'

const dayOf = (desk: Desk): Day => {
  const zone = zoneOf(desk.office)
  return { today: dateOf(desk.clock.now(), zone), zone }
}

const findingOf = (verdicts: readonly Verdict[]): JobFinding =>
  verdicts.every(({ result }) => result === 'whole') ? 'good' : 'attention'

export const registerHandlers: Handlers<typeof register, Ctx> = {
  registers: ({ desk }) => allRegisters(desk.db.read, desk.device.id),
  outline: async ({ desk, actor }, filter) => {
    const day = dayOf(desk)
    return registerOutline(desk.db.read, actor, filter, day, await foundFor(desk, actor, filter, day))
  },
  rows: async ({ desk, actor }, filter) => {
    const day = dayOf(desk)
    const { offset, limit, ...list } = filter
    const found = await foundFor(desk, actor, list, day)
    const page = { ...list, offset, limit }
    const rows = await registerLines(desk.db.read, actor, page, day, await languageOf(desk.db.read, actor), found)
    const seen = rows.flatMap((row) => (isVoid(row) ? [] : [row.hidden ? null : row.id]))
    await recordListing(desk, actor, 'entry', seen)
    return rows
  },
  get: async ({ desk, actor }, { id }) => {
    const entry = await getEntry(desk, actor, id)
    await recordReading(desk, actor, 'read', { entity: 'entry', id })
    return entry
  },
  preview: ({ desk }, { registerId }) => previewNumber(desk, registerId),
  check: async ({ desk, actor }, draft) => {
    const check = await checkEntry(desk, actor, draft)
    const seen = check.duplicates.map(({ entry }) => entry.id)
    await recordListing(desk, actor, 'entry', seen)
    return check
  },
  register: async ({ desk, actor }, input) => {
    const { id } = await registerEntry(desk, actor, input)
    return getEntry(desk, actor, id)
  },
  correct: async ({ desk, actor }, input) => {
    await correctEntry(desk, actor, input)
    return getEntry(desk, actor, input.id)
  },
  cancel: async ({ desk, actor }, input) => {
    await cancelEntry(desk, actor, input)
    return getEntry(desk, actor, input.id)
  },
  rescan: async ({ desk, actor }, input) => {
    await rescanEntry(desk, actor, input)
    return getEntry(desk, actor, input.id)
  },
  arrange: async ({ desk, actor }, input) => {
    await desk.jobs.run({ kind: 'pages', byId: actor.userId, about: input.name }, (work) =>
      arrangePages(desk, actor, input, work),
    )
    return getEntry(desk, actor, input.id)
  },
  verify: async ({ desk, actor }, { registerId, year }) => {
    const register = (await allRegisters(desk.db.read, desk.device.id)).find(({ id }) => id === registerId)
    const about = register ? `${register.code}/${year}` : String(year)
    return desk.jobs.run({ kind: 'proof', byId: actor.userId, about, finding: findingOf }, (work) =>
      verifyBooks(desk, registerId, year, work),
    )
  },
  resume: ({ desk, actor }, input) => resumeBook(desk, actor, input),
  drafts: ({ desk, actor }) => draftsOf(desk.db.read, actor.userId),
  saveDraft: async ({ desk, actor }, draft) => {
    const kept = { ...draft, updatedAt: desk.clock.now() }
    await desk.db.write((tx) => keepDraft(tx, actor.userId, kept))
    return kept
  },
  discardDraft: async ({ desk, actor }, { id }) => {
    await desk.db.write((tx) => dropDraft(tx, actor.userId, id))
    return {}
  },
  print: async ({ desk, actor }, { id }) => {
    const url = await printEntry(desk, actor, id)
    await recordReading(desk, actor, 'read', { entity: 'entry', id })
    return { url }
  },
}
