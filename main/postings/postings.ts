import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import {
  LATE_AFTER_DAYS,
  MOST_POSTED,
  type postings,
  type PostingRow,
  type ProposedPosting,
} from '../../contract/postings'
import {
  countLate,
  postingById,
  postingsByNumber,
  postingsOf,
  postingsOfEntry,
  postingsOfList,
  unposted,
  type PostingRecord,
} from '../../db/postings/postings'
import { allRegisters } from '../../db/register/registers'
import { postNumberKey } from '../../domain/post/number'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Ctx, Desk } from '../desk'
import { recordListing } from '../security/listing'
import { readerOf } from '../session/preferences'
import { printPostingList } from './page'
import { addressee, rowOf } from './showing'
import { postList, settleItem, strikeItem } from './writing'

const PAGE = 100
const DAY = 86_400_000
/** What was registered longer ago and was never posted has left some other way. */
const PROPOSED_DAYS = 30

/** Registered post (D5): lists for the post, and the cards that come back. */
export const postingHandlers: Handlers<typeof postings, Ctx> = {
  list: async ({ desk, actor }, { days, ...asked }) => {
    const before = desk.clock.now() - days * DAY
    const found = await postingsOf(desk.db.read, actor, { ...asked, before, limit: PAGE + 1 })
    return { rows: await listed(desk, actor, found.slice(0, PAGE)), more: found.length > PAGE }
  },
  count: async ({ desk, actor }) => ({
    late: await countLate(desk.db.read, actor, desk.clock.now() - LATE_AFTER_DAYS * DAY),
  }),
  ofEntry: async ({ desk, actor }, { entryId }) =>
    listed(desk, actor, await postingsOfEntry(desk.db.read, actor, entryId)),
  find: async ({ desk, actor }, { number }) =>
    listed(desk, actor, await postingsByNumber(desk.db.read, actor, postNumberKey(number))),
  proposed: ({ desk, actor }) => proposed(desk, actor),
  post: async ({ desk, actor }, input) => {
    await postList(desk, actor, input)
    return listed(desk, actor, await postingsOfList(desk.db.read, actor, input.listId))
  },
  settle: async ({ desk, actor }, input) => {
    await settleItem(desk, actor, input)
    return one(desk, actor, input.id)
  },
  strike: async ({ desk, actor }, { id, reason }) => {
    await strikeItem(desk, actor, id, reason)
    return one(desk, actor, id)
  },
  print: async ({ desk, actor }, { listId }) => ({ url: await printPostingList(desk, actor, listId) }),
}

async function one(desk: Desk, actor: Actor, id: string): Promise<PostingRow> {
  const line = await postingById(desk.db.read, actor, id)
  const [row] = line ? await listed(desk, actor, [line]) : []
  if (!row) throw new AppError('not-found')
  return row
}

async function listed(desk: Desk, actor: Actor, lines: readonly PostingRecord[]): Promise<PostingRow[]> {
  await recordListing(
    desk,
    actor,
    'entry',
    lines.map(({ entryId }) => entryId),
  )
  const { language } = await readerOf(desk.db.read, actor)
  return lines.map((line) => rowOf(line, language))
}

async function proposed(desk: Desk, actor: Actor): Promise<ProposedPosting[]> {
  const { read } = desk.db
  const { language } = await readerOf(read, actor)
  const now = desk.clock.now()
  const [from, today] = [now - PROPOSED_DAYS * DAY, now].map((at) => dateOf(at, zoneOf(desk.office))) as [
    string,
    string,
  ]
  // In January also what December left behind.
  const years = [...new Set([from, today].map((day) => Number(day.slice(0, 4))))]
  const found: ProposedPosting[] = []
  for (const { id: registerId, kind } of await allRegisters(read, desk.device.id)) {
    if (kind !== 'outgoing') continue
    for (const year of years) {
      const limit = MOST_POSTED - found.length
      for (const line of await unposted(read, actor, { registerId, year, from, limit }))
        found.push({
          ...{ entryId: line.entryId, numberText: line.numberText, subject: line.subject },
          to: addressee(line, language),
          postNumber: postNumberKey(line.postNumber ?? ''),
        })
    }
  }
  await recordListing(
    desk,
    actor,
    'entry',
    found.map(({ entryId }) => entryId),
  )
  return found
}
