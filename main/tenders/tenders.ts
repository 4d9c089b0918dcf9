import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Envelope, Tender, tenders } from '../../contract/tenders'
import { envelopesBy, tendersOf } from '../../db/tenders/tenders'
import type { Ctx, Desk } from '../desk'
import { recordListing } from '../security/listing'
import { printEnvelopes } from './page'
import { envelopeShown, envelopeWithTender, tenderRow, tenderShown } from './showing'
import {
  createTender,
  giveBack,
  handOver,
  postponeTender,
  receiveEnvelope,
  recordOpening,
  standing,
  whole,
} from './writing'

const PAGE = 50

/** Tender envelopes (D4): received to the minute, never opened here, handed to the committee that opens them. */
export const tenderHandlers: Handlers<typeof tenders, Ctx> = {
  list: async ({ desk, actor }, asked) => {
    const found = await tendersOf(desk.db.read, actor, { ...asked, limit: PAGE + 1 })
    const rows = await Promise.all(
      found.slice(0, PAGE).map(async (one) => ({ ...(await tenderRow(desk.db.read, one)), createdAt: one.createdAt })),
    )
    return { rows, more: found.length > PAGE }
  },
  get: ({ desk, actor }, { id }) => shown(desk, actor, id),
  ofEntry: ({ desk, actor }, { entryId }) => envelopeWithTender(desk, actor, entryId),
  create: async ({ desk, actor }, input) => {
    await createTender(desk, actor, input)
    return shown(desk, actor, input.id)
  },
  postpone: async ({ desk, actor }, input) => {
    await postponeTender(desk, actor, input)
    return shown(desk, actor, input.id)
  },
  receive: async ({ desk, actor }, input) => one(desk, actor, await receiveEnvelope(desk, actor, input)),
  giveBack: async ({ desk, actor }, input) => {
    await giveBack(desk, actor, input)
    return one(desk, actor, input.id)
  },
  handOver: async ({ desk, actor }, input) => ({ lines: await handOver(desk, actor, input) }),
  recordOpening: async ({ desk, actor }, input) => {
    await recordOpening(desk, actor, input)
    return shown(desk, actor, input.id)
  },
  print: async ({ desk, actor }, { id }) => ({ url: await printEnvelopes(desk, actor, await whole(desk, actor, id)) }),
}

async function shown(desk: Desk, actor: Actor, id: string): Promise<Tender> {
  const tender = await tenderShown(desk.db.read, actor, await standing(desk, actor, id))
  await recordListing(
    desk,
    actor,
    'entry',
    tender.list.map(({ entryId }) => entryId),
  )
  return tender
}

async function one(desk: Desk, actor: Actor, id: string): Promise<Envelope> {
  const [found] = await envelopesBy(desk.db.read, actor, { id })
  if (!found) throw new AppError('not-found')
  return envelopeShown(desk.db.read, found)
}
