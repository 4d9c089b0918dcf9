import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeFolder, renameWithRetries, writeDurably } from './durable'

const folder = (): string => mkdtempSync(join(tmpdir(), 'diwan-durable-'))
const holding = (times: number, code: string) => {
  let left = times
  return async (from: string, to: string): Promise<void> => {
    if (left-- > 0) throw Object.assign(new Error(code), { code })
    await rename(from, to)
  }
}

describe('a file that another program holds', () => {
  it.each(['EBUSY', 'EPERM', 'EACCES'])('%s once is waited out', async (code) => {
    const at = folder()
    writeFileSync(join(at, 'a'), 'new')
    await renameWithRetries(join(at, 'a'), join(at, 'b'), { rename: holding(3, code), waits: [1, 1, 1, 1] })
    expect(readFileSync(join(at, 'b'), 'utf8')).toBe('new')
  })

  it('and never lets go is said by name, with all as before', async () => {
    const at = folder()
    writeFileSync(join(at, 'a'), 'new')
    writeFileSync(join(at, 'b'), 'old')
    const held = renameWithRetries(join(at, 'a'), join(at, 'b'), { rename: holding(9, 'EBUSY'), waits: [1, 1] })
    await expect(held).rejects.toMatchObject({ code: 'file-held', params: { name: 'b' } })
    expect(readFileSync(join(at, 'b'), 'utf8')).toBe('old')
  })

  it('another failure is not waited for', async () => {
    const at = folder()
    await expect(renameWithRetries(join(at, 'none'), join(at, 'b'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

it('a file is written whole, into folders that are made for it', async () => {
  const at = join(folder(), 'a/b/c')
  await makeFolder(at)
  await writeDurably(join(at, 'x'), 'whole')
  expect(readFileSync(join(at, 'x'), 'utf8')).toBe('whole')
  expect(existsSync(join(at, 'x.new'))).toBe(false)
})
