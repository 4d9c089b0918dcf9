import { isLink, isOperation, Withheld, type Change, type Plain, type PushRequest } from '../../contract/wire'
import { canonical } from '../../domain/sync/canonical'
import { linkOf } from '../../domain/sync/operation'
import type { DeviceRow } from '../db/devices'
import { Failure } from '../failure'
import type { ArrivedChange } from './judge'

/** One operation as it came. It is hashed as it was sent, with whatever a newer desk put into it. */
type Arrived = ArrivedChange['steps'][number] & { change: string }

/** A change nobody could read belongs to nobody; it is parked by itself. */
const NOBODYS = ''

/**
 * The batch as it came, read one by one: only the link of an operation has to be there, everything else is its own affair.
 * @throws bad-request when there is no link to hold on to
 */
export const readOperations = (parsed: PushRequest): Arrived[] => parsed.operations.map(readOne)

function readOne(raw: unknown): Arrived {
  if (!isLink(raw)) throw new Failure('bad-request')
  const { d, hash } = raw
  if (isWithheld(raw)) return { d, hash, body: '', op: null, withheld: true, change: NOBODYS }
  const { d: _d, hash: _hash, ...rest } = raw as unknown as { [key: string]: Plain }
  try {
    const body = canonical(rest)
    const { change } = rest
    const id = typeof change === 'string' ? change : NOBODYS
    return { d, hash, body, op: isOperation(raw) ? raw : null, withheld: false, change: id }
  } catch {
    throw new Failure('bad-request') // a float, a lone surrogate: two stores would keep them differently
  }
}

/** Hardly any is: the schema is asked only of what says so. */
const isWithheld = (raw: unknown): boolean =>
  typeof raw === 'object' && raw !== null && 'withheld' in raw && Withheld.safeParse(raw).success

/** Operations of one command stand together; the first that says another name begins the next. */
export function byChange(operations: readonly Arrived[], changes: readonly Change[]): ArrivedChange[] {
  const signed = new Map(changes.map((c) => [c.id, c]))
  const groups: ArrivedChange[] = []
  for (const { change, ...step } of operations) {
    const last = groups.at(-1)
    if (last && last.id === change && change !== NOBODYS) last.steps.push(step)
    else groups.push({ id: change, signed: signed.get(change), steps: [step] })
  }
  return groups
}

/** (device, d) without a gap, each chained to the one before. A first link that does not fit is another history of this PC. */
export function checkChain(device: DeviceRow, fresh: readonly Arrived[]): void {
  let previous = device.lastHash
  for (const [index, { d, hash, body, withheld }] of fresh.entries()) {
    if (d !== device.lastD + 1 + index) throw new Failure('want-d', device.lastD + 1)
    // What is withheld is held to its word: the next link says whether it was true.
    if (!withheld && linkOf(previous, d, body) !== hash)
      throw new Failure(index === 0 && device.lastD > 0 ? 'clone' : 'bad-request')
    previous = hash
  }
}
