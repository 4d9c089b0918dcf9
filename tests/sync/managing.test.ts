import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Rollout } from '../../contract/updates'
import { addUser, logIn } from '../fixtures/office'
import { everybody } from '../fixtures/releases'
import { Feed, officeOf } from './releasing'
import { firstPc } from './stories'

const feed = new Feed()
beforeAll(() => feed.open())
afterAll(() => feed.close())
afterEach(() => feed.tidy())
const ten: Rollout = { ...everybody, percent: 10 }

it('the window of the managing office shows releases and PCs, and its administrator’s order is signed and taken', async () => {
  await feed.released({}, { state: 'paused', percent: 0 })
  const pc = await firstPc(feed.ministry)
  expect(await pc.api.updates.overview({})).toBeNull()
  await pc.syncs()
  await feed.types('release', 'managers', '--office', officeOf(pc))
  const [release] = (await pc.api.updates.overview({}))?.releases ?? []
  const orderedAt = release?.orderedAt ?? null
  const after = await pc.api.updates.order({ version: '1.1.0', rollout: ten, orderedAt })
  expect(after?.releases[0]?.rollout).toEqual(ten)
  // Somebody who had the order before it in front of them is told, and nothing changes.
  const late = pc.api.updates.order({ version: '1.1.0', rollout: everybody, orderedAt })
  await expect(late).rejects.toMatchObject({ code: 'order-outdated' })
  expect((await pc.api.updates.overview({}))?.releases[0]?.rollout).toEqual(ten)
})

it('a clerk neither reads nor orders', async () => {
  const pc = await firstPc(feed.ministry)
  await addUser(pc.desk, 'karim', ['clerk'])
  await logIn(pc.desk, 'karim')
  await expect(pc.api.updates.overview({})).rejects.toMatchObject({ code: 'forbidden' })
  const order = pc.api.updates.order({ version: '1.1.0', rollout: ten, orderedAt: null })
  await expect(order).rejects.toMatchObject({ code: 'forbidden' })
  await expect(pc.api.updates.choose({ channel: 'pilot' })).rejects.toMatchObject({ code: 'forbidden' })
})

it('a PC asks by itself and finds what it is offered; what it is by hand it only says', async () => {
  await feed.released()
  const pc = await firstPc(feed.ministry)
  await pc.syncs()
  const status = await pc.api.updates.check({})
  // A checkout has no package: the server offers none, and nothing is fetched.
  expect(status).toMatchObject({ kind: null, found: null, refusal: null })
  expect(status.checkedAt).not.toBeNull()
  expect(pc.desk.events).toContainEqual({ feature: 'updates', name: 'changed', payload: {} })
})
