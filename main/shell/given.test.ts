import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Given, updateFileIn } from './given'

const folder = mkdtempSync(join(tmpdir(), 'diwan-given-'))
const file = join(folder, 'تحديث #1 100%.diwan-update')
beforeAll(() => {
  writeFileSync(file, 'x')
  writeFileSync(join(folder, 'letter.pdf'), 'x')
  mkdirSync(join(folder, 'folder.diwan-update'))
  if (process.platform !== 'win32') symlinkSync(file, join(folder, 'link.diwan-update'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each([
  ['a path', [file], file],
  ['among the words of a start', ['/opt/Diwan/diwan', '--minimised', '/opt/app', file], file],
  ['a name in the folder it was said in', ['تحديث #1 100%.diwan-update'], file],
  ['an address, as a desktop of Linux says it', [pathToFileURL(file).href], file],
  ['behind one that is not there', [join(folder, 'gone.diwan-update'), file], file],
  ['nothing', ['diwan'], null],
  ['another ending', [join(folder, 'letter.pdf')], null],
  ['a folder of that name', [join(folder, 'folder.diwan-update')], null],
  ['a link', [join(folder, 'link.diwan-update')], null],
  ['a switch', [`--load=${file}`], null],
  ['a file of another machine', [`file://server/share/a.diwan-update`], null],
  ['a share', ['\\\\server\\share\\a.diwan-update', '//server/share/a.diwan-update', `/${file}`], null],
  ['an address of the network', [`https://server.invalid${file}`], null],
  ['no address', ['file:///%00.diwan-update', 'file:///%ff.diwan-update'], null],
])('of what is opened, only a plain update file of this PC is looked at: %s', (_name, words, path) => {
  expect(updateFileIn(words, folder)).toBe(path)
})

it('waits until it is taken, and is taken once; the last one counts', () => {
  const given = new Given()
  let heard = 0
  given.heard = () => heard++
  expect([given.said(['nothing'], folder), given.waits, given.take()]).toEqual([false, false, null])
  expect([given.said([file], folder), given.waits, heard]).toEqual([true, true, 1])
  expect([given.take(), given.waits, given.take()]).toEqual([file, false, null])
})
