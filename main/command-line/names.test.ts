import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { namesMatch } from './names'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diwan-names-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const places = { fontsDir: '', pdfWorkerFile: '', namesFile: resolve('resources/names/sounds.bin') }
async function file(name: string, content: string | Buffer): Promise<string> {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}
type Line = { query: string; matches: { name: string; score: number }[] }
async function matched(...args: string[]): Promise<Line[]> {
  const out: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  try {
    await namesMatch(args, places)
  } finally {
    write.mockRestore()
  }
  return out
    .join('')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
}

describe('diwan names match', () => {
  it('reads lists as people save them, and says one JSON line a query, the likest first', async () => {
    const candidates = await file('c.txt', '\ufeffمحمد العلوي\r\n\r\nخديجة الشامي\r\nمحمد العلوي\r\n')
    const queries = await file('q.txt', 'Khadija Chami\n\nAlaoui Mohamed')
    const lines = await matched('--candidates', candidates, '--queries', queries, '--top', '2')
    expect(lines.map(({ query, matches }) => [query, matches[0]?.name])).toEqual([
      ['Khadija Chami', 'خديجة الشامي'],
      ['Alaoui Mohamed', 'محمد العلوي'],
    ])
    for (const { matches } of lines) {
      expect(matches.length).toBeLessThanOrEqual(2)
      expect(new Set(matches.map(({ name }) => name)).size).toBe(matches.length)
      for (const { score } of matches) expect(score).toBeGreaterThan(0)
    }
  })

  it('takes a column of tab-separated pairs when it is asked to', async () => {
    const pairs = await file('p.txt', 'حداد\thaddad\nخوري\tkhoury\n')
    const columns = ['--candidates-column', '1', '--queries-column', '2']
    const lines = await matched('--candidates', pairs, '--queries', pairs, ...columns)
    expect(lines.map(({ matches }) => matches[0]?.name)).toEqual(['حداد', 'خوري'])
  })

  it.each([
    ['a file that is not there', async () => join(folder, 'nobody.txt'), 'There is no file'],
    ['a folder', async () => folder, 'cannot be read'],
    ['a picture', () => file('x.png', Buffer.from([0x89, 0x50, 0, 1])), 'is not a text file'],
    ['another encoding', () => file('w.txt', Buffer.from([0xe3, 0xcd, 0xe3, 0xcf])), 'is not UTF-8'],
  ])('says in one sentence what is wrong with %s', async (_what, made, said) => {
    const names = await file('c.txt', 'محمد\n')
    await expect(matched('--candidates', names, '--queries', await made())).rejects.toThrow(said)
    await expect(matched('--candidates', await made(), '--queries', names)).rejects.toThrow(said)
  })

  it.each([[['--candidates', 'x']], [['--queries', 'x', '--wrong', 'y']]])(
    'shows how it is called: %j',
    async (args) => {
      await expect(matched(...args)).rejects.toThrow('Usage: npm run diwan -- names match')
    },
  )
  it('wants a number of names', async () => {
    await expect(matched('--candidates', 'x', '--queries', 'y', '--top', 'many')).rejects.toThrow(
      '--top wants a number',
    )
  })
})
