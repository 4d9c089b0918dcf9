import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import type { valuables, Valuable } from '../../contract/valuables'
import { valuablesBy, valuablesOf, type ValuableRecord } from '../../db/valuables/valuables'
import { balanceOf } from '../../domain/valuables/amount'
import type { Ctx, Desk } from '../desk'
import { recordLines } from '../lists/lines-paper'
import { printForm } from '../pdf/form-printing'
import type { SecondPerson } from '../register/second'
import { recordListing } from '../security/listing'
import { recordReading } from '../security/log'
import { dateOf, zoneOf } from '../../domain/text/zone'
import { move, receive } from './moving'
import { stockModel } from './page'
import { movementsShown, valuableOf } from './showing'

const PAGE = 100
/** A safe holds no more at once; a list of more is no stock-taking by hand. */
const SAFE = 2000

/** The valuables book (D3): what came, where it is, and who took it there, by two people each time. */
export const valuableHandlers = (second: SecondPerson): Handlers<typeof valuables, Ctx> => ({
  list: async ({ desk, actor }, asked) => {
    const found = await valuablesOf(desk.db.read, actor, { ...asked, limit: PAGE + 1 })
    return { rows: await listed(desk, actor, found.slice(0, PAGE)), more: found.length > PAGE }
  },

  balance: async ({ desk, actor }) => balanceOf((await inSafe(desk, actor)).map(valuableOf)),

  ofEntry: async ({ desk, actor }, { entryId }) =>
    listed(desk, actor, await valuablesBy(desk.db.read, actor, { entryId })),

  get: async ({ desk, actor }, { id }) => {
    const [found] = await shown(desk, actor, [id])
    if (!found) throw new AppError('not-found')
    await recordReading(desk, actor, 'read', { entity: 'entry', id: found.entryId })
    return { ...found, movements: await movementsShown(desk.db.read, id) }
  },

  receive: async ({ desk, actor }, input) => shown(desk, actor, await receive(desk, actor, input, second)),

  move: async ({ desk, actor }, input) => shown(desk, actor, await move(desk, actor, input, second)),

  stock: async ({ desk, actor }, { found, beside }) => {
    const things = (await inSafe(desk, actor)).map(valuableOf)
    await recordLines(
      desk,
      actor,
      things.map(({ entryId }) => entryId),
    )
    const there = new Set(found)
    const now = desk.clock.now()
    const missing = things.filter(({ id }) => !there.has(id)).length
    const model = stockModel(things, { there, beside, at: now }, desk.office)
    return { url: await printForm(desk, actor, model, null), missing, date: dateOf(now, zoneOf(desk.office)) }
  },
})

const inSafe = (desk: Desk, actor: Actor): Promise<ValuableRecord[]> =>
  valuablesOf(desk.db.read, actor, { tab: 'safe', limit: SAFE })

async function listed(desk: Desk, actor: Actor, found: readonly ValuableRecord[]): Promise<Valuable[]> {
  await recordListing(
    desk,
    actor,
    'entry',
    found.map(({ entryId }) => entryId),
  )
  return found.map(valuableOf)
}

const shown = async ({ db }: Desk, actor: Actor, ids: readonly string[]): Promise<Valuable[]> =>
  (await valuablesBy(db.read, actor, { ids })).map(valuableOf)
