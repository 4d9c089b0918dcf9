import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ReleaseOverview, Rollout } from '../../contract/updates'
import { revokeDevice } from '../../server/db/devices'
import { addUser, logIn } from '../fixtures/office'
import { everybody } from '../fixtures/releases'
import { deviceOf, Feed, officeOf, orderOf } from './releasing'
import { firstPc, secondPc } from './stories'

const feed = new Feed()
beforeAll(() => feed.open())
afterAll(() => feed.close())
afterEach(() => feed.tidy())
const { line, types, released } = feed

describe('managers', () => {
  const ten: Rollout = { ...everybody, percent: 10 }
  const rolloutAt = (overview: ReleaseOverview): Rollout | undefined => overview.releases[0]?.rollout

  it('there are none until the server is told; then an administrator’s order is taken from their PC', async () => {
    await released({}, { state: 'paused', percent: 0 })
    const pc = await firstPc(feed.ministry)
    await pc.syncs()
    const rabat = await line(pc)
    await expect(rabat.order(await orderOf(pc, '1.1.0', ten))).rejects.toMatchObject({ code: 'unproven' })
    await expect(rabat.overview()).rejects.toMatchObject({ code: 'not-found' })
    expect(await types('release', 'managers')).toContain('none')
    expect(await types('release', 'managers', '--office', officeOf(pc))).toBe(officeOf(pc))
    const order = await orderOf(pc, '1.1.0', ten, pc.desk.clock.now() + 60_000)
    await rabat.order(order)
    expect(rolloutAt(await rabat.overview())).toEqual(ten)
    // Its answer was lost: the same is no other.
    await rabat.order(order)
    await expect(rabat.order(await orderOf(pc, '9.9.9', ten))).rejects.toMatchObject({ code: 'not-found' })
    await types('release', 'managers', '--office', 'none')
    await expect(rabat.overview()).rejects.toMatchObject({ code: 'not-found' })
  })

  it('are administrators: a clerk’s order is refused, and one in an administrator’s name', async () => {
    await released({}, { state: 'paused', percent: 0 })
    const pc = await firstPc(feed.ministry)
    await addUser(pc.desk, 'karim', ['clerk'])
    await pc.syncs()
    await types('release', 'managers', '--office', officeOf(pc))
    const rabat = await line(pc)
    const at = pc.desk.clock.now() + 60_000
    const real = await orderOf(pc, '1.1.0', ten, at)
    await logIn(pc.desk, 'karim')
    const clerks = await orderOf(pc, '1.1.0', ten, at)
    for (const order of [
      clerks,
      { ...clerks, proof: { ...clerks.proof, by: real.proof.by } },
      { ...clerks, proof: { ...clerks.proof, by: real.proof.by, as: real.proof.as } },
      { ...clerks, proof: { ...clerks.proof, as: real.proof.as } },
      { ...real, rollout: everybody },
      { ...real, at: at + 1 },
    ])
      await expect(rabat.order(order)).rejects.toMatchObject({ code: 'unproven' })
    expect(rolloutAt(await rabat.overview())).toMatchObject({ state: 'paused', percent: 0 })
    const login = { ...real, proof: { ...real.proof, as: real.proof.as && { ...real.proof.as, login: '\ud800' } } }
    await expect(rabat.order(login)).rejects.toMatchObject({ code: 'bad-request' })
    await rabat.order(real)
  })

  it('are of the managing office: another office’s administrator, or PC, is refused', async () => {
    await released({}, { state: 'paused', percent: 0 })
    const [rabat, lille] = [await firstPc(feed.ministry), await firstPc(feed.ministry)]
    for (const pc of [rabat, lille]) await pc.syncs()
    await types('release', 'managers', '--office', officeOf(rabat))
    const [atRabat, atLille] = [await line(rabat), await line(lille)]
    const at = rabat.desk.clock.now() + 60_000
    const theirs = await orderOf(lille, '1.1.0', ten, at)
    const ours = await orderOf(rabat, '1.1.0', ten, at)
    await expect(atLille.order(theirs)).rejects.toMatchObject({ code: 'unproven' })
    await expect(atRabat.order(theirs)).rejects.toMatchObject({ code: 'unproven' })
    await expect(atLille.order(ours)).rejects.toMatchObject({ code: 'unproven' })
    await expect(atLille.overview()).rejects.toMatchObject({ code: 'not-found' })
    expect(rolloutAt(await atRabat.overview())).toMatchObject({ state: 'paused', percent: 0 })
  })

  it('who are no longer administrators give no order, not even one they signed before', async () => {
    await released({}, { state: 'paused', percent: 0 })
    const pc = await firstPc(feed.ministry)
    const second = await secondPc(feed.ministry, pc, 'karim', 'RB2', ['administrator'])
    await second.syncs()
    await types('release', 'managers', '--office', officeOf(pc))
    const order = await orderOf(second, '1.1.0', ten, pc.desk.clock.now() + 60_000)
    const karim = (await pc.api.users.list({})).find(({ login }) => login === 'karim')
    if (!karim) expect.fail('no karim')
    await pc.api.users.update({ ...karim, roles: ['clerk'] })
    await pc.syncs()
    await expect((await line(second)).order(order)).rejects.toMatchObject({ code: 'unproven' })
  })

  it('an old order sent again changes nothing: the latest word stands, the server’s own included', async () => {
    await released({}, { state: 'paused', percent: 0 })
    const pc = await firstPc(feed.ministry)
    await pc.syncs()
    await types('release', 'managers', '--office', officeOf(pc))
    const rabat = await line(pc)
    const at = pc.desk.clock.now() + 60_000
    const [old, next] = [await orderOf(pc, '1.1.0', everybody, at), await orderOf(pc, '1.1.0', ten, at + 1)]
    await rabat.order(old)
    await rabat.order(next)
    for (const order of [old, await orderOf(pc, '1.1.0', everybody, at), await orderOf(pc, '1.1.0', everybody, at + 1)])
      await expect(rabat.order(order)).rejects.toMatchObject({ code: 'outdated' })
    await types('release', 'set', '1.1.0', '--state', 'withdrawn')
    await expect(rabat.order(next)).rejects.toMatchObject({ code: 'outdated' })
    expect(rolloutAt(await rabat.overview())).toEqual({ ...ten, state: 'withdrawn' })
    // A clock far ahead does not keep everybody else away.
    const ahead = await orderOf(pc, '1.1.0', ten, pc.desk.clock.now() + 25 * 60 * 60_000)
    await expect(rabat.order(ahead)).rejects.toMatchObject({ code: 'bad-request' })
  })

  it('who say different things at once: the latest word stands, whichever came first', async () => {
    await released({}, { state: 'paused', percent: 0 })
    const pc = await firstPc(feed.ministry)
    await pc.syncs()
    await types('release', 'managers', '--office', officeOf(pc))
    const rabat = await line(pc)
    const at = pc.desk.clock.now() + 60_000
    const orders = await Promise.all(
      [5, 9, 2, 7, 1, 8, 3, 6, 4].map((n) => orderOf(pc, '1.1.0', { ...ten, percent: n }, at + n)),
    )
    const done = await Promise.allSettled(orders.map((order) => rabat.order(order)))
    for (const one of done) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'outdated' })
    expect(rolloutAt(await rabat.overview())?.percent).toBe(9)
  })

  it('see what each PC said of itself last, and which are silent; nothing of PCs that are gone', async () => {
    await released()
    const pc = await firstPc(feed.ministry)
    const second = await secondPc(feed.ministry, pc)
    const gone = await firstPc(feed.ministry)
    await types('release', 'managers', '--office', officeOf(pc))
    const rabat = await line(pc)
    const report = { version: '1.0.0', channel: 'general', kind: 'deb', about: '1.1.0' } as const
    await rabat.report({ ...report, state: 'fetching', reason: null })
    await rabat.report({ ...report, state: 'failed', reason: 'noSpace' })
    await expect(rabat.report({ ...report, state: 'failed', reason: 'no room' })).rejects.toMatchObject({
      code: 'bad-request',
    })
    await feed.ministry.looks((store) => revokeDevice(store.pool, deviceOf(gone), 1))
    const { offices, pcs } = await rabat.overview()
    const ours = pcs.filter(({ office }) => office === officeOf(pc))
    expect(ours).toEqual([
      {
        ...{ device: deviceOf(pc), name: 'الرباط 1', office: officeOf(pc), lastSeen: feed.ministry.clock.now() },
        report: { ...report, state: 'failed', reason: 'noSpace', at: feed.ministry.clock.now() },
      },
      expect.objectContaining({ device: deviceOf(second), report: null }),
    ])
    expect(offices.find(({ id }) => id === officeOf(pc))?.names?.ar).toBe('مكتب الضبط')
    expect(pcs.some(({ device }) => device === deviceOf(gone))).toBe(false)
    expect(await types('releases')).toMatch(/failed {2}الرباط 1, مكتب الضبط {2}noSpace/)
  })
})
