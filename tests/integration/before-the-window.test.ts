import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const built = join(import.meta.dirname, '../../out/main')

/** What a built file and those it names load before its first line runs: packages and Node's own modules. */
function loadedBy(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return []
  seen.add(file)
  const named = [...readFileSync(join(built, file), 'utf8').matchAll(/^(?:const|let|var) .*= require\("([^"]+)"\)/gm)]
  return named.flatMap(([, name = '']) => (name.startsWith('./') ? loadedBy(name.slice(2), seen) : [name]))
}

const chunk = (name: string): string => readdirSync(built).find((file) => file.startsWith(`chunk-${name}-`)) ?? ''

it('the window is there before anything is loaded but Electron and Node’s own modules', () => {
  for (const file of ['main.js', chunk('main')])
    expect(new Set(loadedBy(file).filter((name) => !name.startsWith('node:')))).toEqual(new Set(['electron']))
})

it('TypeORM, a third of what there is to load, is not loaded with the program but for a vault', () => {
  const packages = loadedBy(chunk('start'))
  expect(packages).toContain('pino')
  expect(packages).not.toContain('typeorm')
})

it('the careful start loads nothing that may have crashed: no database, no passwords (ADR 026)', () => {
  expect(new Set(loadedBy(chunk('careful')).filter((name) => !name.startsWith('node:')))).toEqual(
    new Set(['electron', 'pino']),
  )
})
