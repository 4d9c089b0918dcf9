import { expect, it } from 'vitest'
import type { ReleasePc, UpdateReport } from '../../contract/updates'
import { tallyOf } from './tally'

const pc = (name: string, report: Partial<UpdateReport> | null): ReleasePc => ({
  ...{
    device: '01890000-0000-7000-8000-000000000001',
    office: '01890000-0000-7000-8000-000000000002',
    lastSeen: 1,
    name,
  },
  report: report && {
    ...{ version: '1.0.0', channel: 'general', kind: 'deb', state: 'current', about: null, reason: null, at: 1 },
    ...report,
  },
})

it('a PC has a release, is at it, or failed; who says nothing is none of them', () => {
  const pcs = [
    pc('has', { version: '1.1.0' }),
    pc('has, and is at the next', { version: '1.1.0', state: 'fetching', about: '1.2.0' }),
    pc('has it by hand after it failed', { version: '1.1.0', state: 'failed', about: '1.1.0', reason: 'noSpace' }),
    pc('fetches', { state: 'fetching', about: '1.1.0' }),
    pc('is ready', { state: 'ready', about: '1.1.0' }),
    pc('failed', { state: 'failed', about: '1.1.0', reason: 'noSpace' }),
    pc('went back', { state: 'back', about: '1.1.0', reason: 'crashed' }),
    pc('failed before', { state: 'failed', about: '1.0.9', reason: 'line' }),
    pc('is silent', null),
  ]
  const names = ({ have, underWay, failed }: ReturnType<typeof tallyOf>) =>
    [have, underWay, failed].map((some) => some.map(({ name }) => name))
  expect(names(tallyOf('1.1.0', pcs))).toEqual([
    ['has', 'has, and is at the next', 'has it by hand after it failed'],
    ['fetches', 'is ready'],
    ['failed', 'went back'],
  ])
})
