import { describe, expect, it } from 'vitest'
import { patiently } from './patience'

const held = (code: string): Error => Object.assign(new Error('held'), { code })
const failing = (times: number, code: string) => {
  let tries = 0
  return { tries: () => tries, work: async () => (++tries > times ? 'done' : Promise.reject(held(code))) }
}
const noWait = (): Promise<void> => Promise.resolve()

describe('a file a virus scanner holds', () => {
  it.each(['EBUSY', 'EPERM', 'EACCES'])('is tried again (%s)', async (code) => {
    const { work, tries } = failing(3, code)
    expect(await patiently('a.pdf', work, noWait)).toBe('done')
    expect(tries()).toBe(4)
  })

  it('is said in words after some seconds', async () => {
    const waits: number[] = []
    const { work } = failing(Infinity, 'EBUSY')
    const wait = async (ms: number): Promise<void> => void waits.push(ms)
    await expect(patiently('a.pdf', work, wait)).rejects.toMatchObject({ code: 'file-held', params: { name: 'a.pdf' } })
    expect(waits.reduce((sum, ms) => sum + ms)).toBeGreaterThan(3000)
  })

  it('is nothing to wait for when the disk is full', async () => {
    const { work, tries } = failing(1, 'ENOSPC')
    await expect(patiently('a.pdf', work, noWait)).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(tries()).toBe(1)
  })
})
