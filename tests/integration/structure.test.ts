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

const known = new Set(files)
/** Types too: two files whose types name each other cannot be read one after the other either. */
const imports = new Map(
  files.map((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const named = preProcessFile(scriptOf(file, text)).importedFiles.map(({ fileName }) => fileName)
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

/** What holds up all features: each may be used by each. */
const GROUND = ['core', 'migrations', 'visibility', 'search', 'outbox', 'sync']
/** Names of a module of db/ that write in a transaction. */
const writers = (file: string): string[] => {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/export (?:async function|const) (\w+)[^(]*\(\s*tx: Tx/g)].map(([, name]) => name ?? '')
}
/** A feature of main/ that writes the rows of another by their repository. */
function trespasses(): string[] {
  const found: string[] = []
  for (const file of files.filter((one) => /^main\/\w[\w-]*\//.test(one))) {
    const text = readFileSync(join(root, file), 'utf8')
    for (const [, names = '', path = ''] of text.matchAll(/import \{([^}]*)\} from '(\.[^']+)'/g)) {
      const module = `${join(dirname(file), path)}.ts`
      const [layer, feature = ''] = module.split('/')
      if (layer !== 'db' || !known.has(module) || GROUND.includes(feature) || feature === file.split('/')[1]) continue
      const write = writers(module)
      for (const name of names.split(',').map((one) => one.trim()))
        if (write.includes(name)) found.push(`${file}: ${name}`)
    }
  }
  return found
}

describe('how the code is laid out (docs/architecture.md)', () => {
  const lengths = files
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1 }))
    .sort((a, b) => b.lines - a.lines)

  it('no file imports itself by way of others', () => {
    expect(imports.get('main/app.ts')?.length).toBeGreaterThan(5)
    expect(circle()).toBeNull()
  })

  it('a feature writes another’s rows by its service, never by its repository; what is there it may read', () => {
    expect(writers('db/register/books.ts')).toContain('setBookState')
    expect(trespasses()).toEqual([])
  })

  it('no file is longer than 300 lines, and half of them are read at one glance', () => {
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([])
    expect(lengths[lengths.length >> 1]?.lines).toBeLessThanOrEqual(70)
  })
})
