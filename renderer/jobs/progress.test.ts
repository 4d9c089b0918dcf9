import { expect, it } from 'vitest'
import { farOf, partOf } from './progress'

it.each([
  [{ step: 'beginning', done: 0, of: null }, null, null],
  [{ step: 'names', done: 1200, of: null }, { key: 'soFar', done: 1200 }, null],
  [{ step: 'acts', done: 999, of: 1000 }, { key: 'percent', n: 99 }, 0.999],
  [{ step: 'scans', done: 3, of: 12 }, { key: 'ofAll', done: 3, of: 12 }, 0.25],
  [{ step: 'scans', done: 0, of: 0 }, null, null],
  // What grew meanwhile is not more than all of it.
  [{ step: 'database', done: 120, of: 100 }, { key: 'percent', n: 100 }, 1],
] as const)('%j', (job, said, part) => {
  expect(farOf(job)).toEqual(said)
  expect(partOf(job)).toBe(part)
})
