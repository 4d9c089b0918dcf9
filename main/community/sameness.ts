import type { community } from '../../contract/community'
import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { Actor } from '../../contract/permissions'
import { contactHits } from '../../db/community/contacts'
import { namesOfUsers, wordById, wordsAround, wordsOfPair } from '../../db/community/sameness'
import { createRow, patchRow } from '../../db/outbox/changes'
import { joined, oneWith, pairKey, pairOf, samenessText } from '../../domain/community/sameness'
import { idFrom } from '../../domain/hash'
import { stampOf, type Ctx, type Desk } from '../desk'

type Calls = 'sameness' | 'judge' | 'unjudge'

/** Cards that are one person, by what people said of them (P3). Neither card is changed: what is found from one is found from the other. */
export const samenessHandlers: Pick<Handlers<typeof community, Ctx>, Calls> = {
  sameness: async ({ desk, actor }, { id }) => {
    const { read } = desk.db
    const words = await wordsAround(read, actor, [id])
    const all = joined(words)
    const ids = oneWith(id, all)
    const cards = await contactHits(read, actor, ids)
    const own = words.filter(({ oneId, otherId, removedAt }) => removedAt === null && (oneId === id || otherId === id))
    const others = await contactHits(
      read,
      actor,
      own.map(({ oneId, otherId }) => (oneId === id ? otherId : oneId)),
    )
    const names = await namesOfUsers(
      read,
      own.map(({ byId }) => byId),
    )
    const said = own.flatMap((word) => {
      const hit = others.find((one) => one.id === (word.oneId === id ? word.otherId : word.oneId))
      const by = names.get(word.byId)
      if (!hit || !by) return []
      const other = { id: hit.id, kind: hit.kind, nameAr: hit.nameAr, nameLatin: hit.nameLatin }
      return [
        {
          ...{ id: word.id, verdict: word.verdict as 'same', other, by },
          keptId: word.keptId,
          reason: word.reason,
          at: word.at,
        },
      ]
    })
    const disputed = own.some(({ oneId, otherId }) => all.disputed.has(pairKey(oneId, otherId)))
    return { leadId: ids[0] ?? id, cards, disputed, said: said.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)) }
  },

  judge: async ({ desk, actor }, input) => {
    await judge(desk, actor, input)
    const [leadId = input.keptId] = oneWith(
      input.keptId,
      joined(await wordsAround(desk.db.read, actor, [input.keptId])),
    )
    return { leadId }
  },

  unjudge: async ({ desk, actor }, { id }) => {
    const { oneId, otherId } = await desk.db.write(async (tx) => {
      const word = await wordById(tx, id)
      if (!word || (await contactHits(tx, actor, [word.oneId, word.otherId])).length < 2)
        throw new AppError('not-found')
      const taken = { removedAt: desk.clock.now(), removedById: actor.userId }
      if (word.removedAt === null) await patchRow(tx, 'sameness', id, taken, stampOf(desk, actor))
      return word
    })
    desk.emit('community', 'changed', { ids: [oneId, otherId] })
    return {}
  },
}

type Judged = { keptId: string; otherId: string; verdict: 'same' | 'different'; reason: string }

/** Puts down a person's word; what they or others said otherwise of these two is taken back by it. @throws not-found · relation-unfit */
async function judge(desk: Desk, actor: Actor, { keptId, otherId, verdict, reason }: Judged): Promise<void> {
  const stamp = stampOf(desk, actor)
  const by = { byId: actor.userId, deviceId: desk.device.id }
  const id = idFrom(samenessText({ keptId, otherId, verdict, ...by }))
  await desk.db.write(async (tx) => {
    const cards = await contactHits(tx, actor, [keptId, otherId])
    if (keptId === otherId || cards.length < 2) throw new AppError('not-found')
    if (cards[0]?.kind !== cards[1]?.kind) throw new AppError('relation-unfit')
    for (const word of await wordsOfPair(tx, keptId, otherId))
      if (word.id !== id && (word.verdict !== verdict || word.keptId !== (verdict === 'same' ? keptId : null)))
        await patchRow(tx, 'sameness', word.id, { removedAt: stamp.at, removedById: actor.userId }, stamp)
    const known = await wordById(tx, id)
    if (known?.removedAt === null) return
    if (known) return void (await patchRow(tx, 'sameness', id, { removedAt: null, removedById: null }, stamp))
    const [oneId, other] = pairOf(keptId, otherId)
    const said = {
      oneId,
      otherId: other,
      verdict,
      keptId: verdict === 'same' ? keptId : null,
      reason,
      at: stamp.at,
      ...by,
    }
    await createRow(tx, 'sameness', id, { ...said, removedAt: null, removedById: null }, stamp)
  })
  desk.emit('community', 'changed', { ids: [keptId, otherId] })
}
