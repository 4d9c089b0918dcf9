import type { Actor } from '../../contract/permissions'
import { usualInstructions } from '../../domain/routing/instructions'
import { dateOf, zoneOf } from '../../domain/text/zone'
import type { Desk } from '../desk'
import { give } from '../routing/giving'

const DAY = 86_400_000
/** To which unit, with which of the usual instructions, and in how many days: what is past is late. */
const ways = [
  { unit: 1, instruction: 0, days: 6 },
  { unit: 1, instruction: 6, days: -2 },
  { unit: 3, instruction: 0, days: 12 },
  { unit: 2, instruction: 1, days: null },
  { unit: 1, instruction: 3, days: null, informs: true },
] as const

/** The invented registry assigned what came to units, one after the other. */
export async function assignSome(
  { desk, actor }: { desk: Desk; actor: Actor },
  entryIds: readonly string[],
  unitIds: readonly string[],
  now: number,
): Promise<void> {
  const instructions = usualInstructions(desk.office.country)
  for (const [n, way] of ways.entries()) {
    const entryId = entryIds[n]
    const id = unitIds[way.unit]
    if (!entryId || !id) continue
    await give(desk, actor, {
      ...{ id: desk.newId(), entryId, after: null, reason: '', copies: [], inOrder: false, text: '' },
      purpose: 'informs' in way ? 'information' : 'action',
      to: [{ kind: 'unit', id }],
      instruction: instructions[way.instruction] ?? null,
      dueOn: way.days === null ? null : dateOf(now + way.days * DAY, zoneOf(desk.office)),
    })
  }
}
