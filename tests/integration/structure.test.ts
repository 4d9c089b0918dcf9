import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { preProcessFile } from 'typescript'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const folders = ['contract', 'domain', 'db', 'main', 'preload', 'renderer', 'server']
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...folders], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(ts|vue)$/.test(file) && !/\.(test|d)\.ts$/.test(file) && existsSync(join(root, file)))

const scriptOf = (file: string, text: string): string =>
  file.endsWith('.vue')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code).join('\n')
    : text

/** Types too: two files whose types name each other cannot be read one after the other either. */
const imports = new Map(
  files.map((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const named = preProcessFile(scriptOf(file, text)).importedFiles.map(({ fileName }) => fileName)
    const known = new Set(files)
    const reached = named
      .filter((name) => name.startsWith('.'))
      .map((name) => join(dirname(file), name))
      .map((path) => [path, `${path}.ts`, `${path}/index.ts`].find((one) => known.has(one)))
    return [file, reached.filter((one) => one !== undefined)]
  }),
)

/** The first way that comes back to where it began. */
function circle(): string[] | null {
  const done = new Set<string>()
  const walk = (file: string, way: string[]): string[] | null => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file]
    if (done.has(file)) return null
    for (const next of imports.get(file) ?? []) {
      const found = walk(next, [...way, file])
      if (found) return found
    }
    done.add(file)
    return null
  }
  for (const file of files) {
    const found = walk(file, [])
    if (found) return found
  }
  return null
}

describe('how the code is laid out (docs/architecture.md)', () => {
  const lengths = files
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1 }))
    .sort((a, b) => b.lines - a.lines)

  it('no file imports itself by way of others', () => {
    expect(imports.get('main/app.ts')?.length).toBeGreaterThan(5)
    expect(circle()).toBeNull()
  })

  it('no file is longer than 300 lines, and half of them are read at one glance', () => {
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([])
    expect(lengths[lengths.length >> 1]?.lines).toBeLessThanOrEqual(70)
  })
})
