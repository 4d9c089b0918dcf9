import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { Receipt, ReceiptFacts, receipts } from '../../contract/receipts'
import type { Entry } from '../../contract/register'
import type { Plain } from '../../contract/wire'
import type { Reader } from '../../db/core/sql'
import { createRow } from '../../db/outbox/changes'
import { isReceipt, receiptsOf, type ReceiptRecord } from '../../db/receipts/receipts'
import { assertEntryTranscribed } from '../../db/imports/transcribing'
import { personById } from '../../db/session/people'
import { keyIdOf, printLetterCode } from '../../domain/letters/code'
import { factsOf, hashOf, refusedFirst } from '../../domain/receipts/facts'
import { stampOf, type Ctx, type Desk } from '../desk'
import { printForm } from '../pdf/form-printing'
import { getEntry, readable } from '../register/reading'
import { envelopeWithTender } from '../tenders/showing'
import { receiptModel } from './page'

/** Receipts (C5): the first is given once, every further one is a counted duplicate that says the same. */
export const receiptHandlers: Handlers<typeof receipts, Ctx> = {
  list: async ({ desk, actor }, { entryId }) => {
    await readable(desk, actor, entryId)
    const given = await receiptsOf(desk.db.read, entryId)
    return Promise.all(given.map((one) => shown(desk.db.read, one)))
  },

  issue: async ({ desk, actor }, { id, entryId, ...saidOf }) => {
    const entry = await getEntry(desk, actor, entryId)
    const refusal = refusedFirst(entry)
    if (refusal === 'cancelled') throw new AppError('already-cancelled', { number: entry.numberText })
    if (refusal === 'undescribed') throw new AppError('describe-first', { number: entry.numberText })
    if (refusal) throw new AppError('invalid-input', { field: 'entryId' })
    const tender = await tenderFacts(desk, actor, entryId)
    return give(desk, actor, entry, id, (given) => {
      if (given.length > 0) throw new AppError('stale')
      return factsOf(entry, saidOf, tender)
    })
  },

  again: async ({ desk, actor }, { id, entryId }) => {
    const entry = await getEntry(desk, actor, entryId)
    return give(desk, actor, entry, id, ([first]) => {
      if (!first) throw new AppError('not-found')
      return first.facts
    })
  },
}

/** D4: as it stands when the receipt is given; a closing hour that is put off later changes no receipt. */
async function tenderFacts(desk: Desk, actor: Actor, entryId: string): Promise<ReceiptFacts['tender']> {
  const found = await envelopeWithTender(desk, actor, entryId)
  if (!found) return undefined
  const { envelope, tender } = found
  return {
    ...{ reference: tender.reference, closesAt: tender.closesAt, late: envelope.late },
    ...{ condition: envelope.condition, outside: envelope.outside },
  }
}

/** The row first: what is on paper is known to have been given, whatever happens to the printer. */
async function give(
  desk: Desk,
  actor: Actor,
  entry: Entry,
  id: string,
  facts: (given: readonly ReceiptRecord[]) => ReceiptFacts,
): Promise<{ url: string; receipt: Receipt }> {
  const receipt = await desk.db.write(async (tx) => {
    const given = await receiptsOf(tx, entry.id)
    const known = given.find((one) => one.id === id)
    if (known) return known
    if (await isReceipt(tx, id)) throw new AppError('stale')
    await assertEntryTranscribed(tx, entry.id)
    const stamp = stampOf(desk, actor)
    const stated = facts(given)
    const row = {
      entryId: entry.id,
      issuedAt: stamp.at,
      issuedById: actor.userId,
      copy: given.length === 0 ? 0 : Math.max(...given.map(({ copy }) => copy)) + 1,
    }
    await createRow(tx, 'receipt', id, { ...row, deviceId: desk.device.id, facts: stated as Plain }, stamp)
    return { id, ...row, facts: stated }
  })
  desk.emit('register', 'changed', { ids: [entry.id] })
  const url = await print(desk, actor, entry, receipt)
  return { url, receipt: await shown(desk.db.read, receipt) }
}

async function print(desk: Desk, actor: Actor, entry: Entry, receipt: ReceiptRecord): Promise<string> {
  const { facts, copy, issuedAt, issuedById } = receipt
  const person = await personById(desk.db.read, issuedById)
  const qr = printLetterCode(
    {
      paper: 'receipt',
      number: facts.numberText,
      date: facts.businessDate,
      sender: desk.office.names.ar,
      frozen: hashOf(facts),
      pages: copy,
      keyId: keyIdOf(desk.device.id),
    },
    desk.device.sign,
  )
  const names = person?.names ?? { ar: '', fr: '', en: '', es: '' }
  const by = { names, at: issuedAt, copy, cancelled: entry.status === 'cancelled', qr }
  return printForm(desk, actor, receiptModel(facts, by, desk.office), entry.id)
}

async function shown(read: Reader, { id, issuedAt, issuedById, copy, facts }: ReceiptRecord): Promise<Receipt> {
  const person = await personById(read, issuedById)
  return {
    id,
    issuedAt,
    issuedByNames: person?.names ?? null,
    copy,
    depositor: facts.depositor,
    deadline: facts.deadline,
  }
}
