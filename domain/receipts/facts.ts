import { isUndescribed } from '../register/undescribed'
import type { ReceiptFacts } from '../../contract/receipts'
import type { Entry } from '../../contract/register'
import type { Plain } from '../../contract/wire'
import { sha256 } from '../hash'
import { canonical } from '../sync/canonical'

/** Who stood at the counter, and until when an answer is due; the clerk says both. */
export type Said = { depositor: string; deadline: string | null }

/** What the receipt of an entry states: the entry as it is now. */
export function factsOf(
  entry: Entry,
  { depositor, deadline }: Said,
  tender: ReceiptFacts['tender'] = undefined,
): ReceiptFacts {
  const { correspondent } = entry
  return {
    numberText: entry.numberText,
    businessDate: entry.businessDate,
    registeredAt: entry.registeredAt,
    unit: entry.unitNames,
    channel: entry.channel,
    depositor,
    sender: correspondent && { nameAr: correspondent.nameAr, nameLatin: correspondent.nameLatin },
    subject: entry.subject,
    reference: entry.reference,
    letterDate: entry.letterDate,
    enclosureCount: entry.enclosureCount,
    enclosures: entry.enclosures.map(({ title }) => title),
    deadline,
    ...(tender && { tender }),
  }
}

/** What the code on the paper stands for, and says in its beginning (domain/letters/code.ts). */
export const hashOf = (facts: ReceiptFacts): string => sha256(canonical(facts as unknown as Plain))

/** Why no receipt is given of an entry; null: one is. A reprint of what was cancelled since is given, and bears the mark (I1). */
export function refusedFirst(
  entry: Pick<Entry, 'kind' | 'status' | 'paper' | 'subject' | 'level'>,
): 'cancelled' | 'outgoing' | 'paper' | 'undescribed' | null {
  if (entry.kind === 'outgoing') return 'outgoing'
  // What was transcribed arrived at an hour nobody knows, before somebody else.
  if (entry.paper) return 'paper'
  if (entry.status === 'cancelled') return 'cancelled'
  // It says of what it is a receipt.
  return isUndescribed(entry) ? 'undescribed' : null
}
