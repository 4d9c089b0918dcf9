import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { configuration } from './config.mjs'

it('what the program reads beside its code is in the package: the fonts of letters, and the sounds of names', () => {
  const { extraResources } = configuration({
    root: resolve('.'),
    version: '0.2.0',
    output: 'dist',
    electronVersion: '45.4.1',
  })
  expect(extraResources.map(({ to }) => to)).toEqual(['fonts', 'names'])
  for (const { from } of extraResources) expect(existsSync(resolve(from))).toBe(true)
  // Where main/app.ts looks for them, beside the fonts.
  expect(existsSync(join(resolve('resources/fonts'), '../names/sounds.bin'))).toBe(true)
})
