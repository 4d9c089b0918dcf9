import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, it } from 'vitest'
import { sql } from '../../db/core/sql'
import { closeDesks, entryInput, officeDesk } from '../fixtures/office'
import { faults } from './check'
import { Said } from './said'

afterEach(closeDesks)
const said = (line: Partial<Said> & Pick<Said, 'kind' | 'what'>): Said => Said.parse(line)

it('a desk killed 12 times at random points loses nothing it acknowledged', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [resolve('out/node/torture.cjs'), '--kills', '12', '--json'],
    { maxBuffer: 64 * 1024 * 1024 },
  ).catch((error: { stdout: string; stderr: string }) => expect.fail(error.stdout + error.stderr.slice(-8000)))
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ kills: 12, lost: [] })
}, 300_000)

it('what is looked at after a kill is found when it is lost', async () => {
  const desk = await officeDesk()
  const { db } = desk.app.session.desk
  const [first, second] = [
    await desk.api.register.register(await entryInput(desk)),
    await desk.api.register.register(await entryInput(desk)),
  ]
  await desk.api.register.correct({ id: first.id, field: 'notes', value: 'صفحة 1', reason: 'سهو' })
  const holdId = desk.app.session.desk.newId()
  await desk.api.disposal.hold({ id: holdId, entryId: first.id, classId: null, reason: 'x' })
  const heard = [
    said({ kind: 'ack', what: 'beside', id: holdId, value: 'hold 1' }),
    ...[first, second].map((e) => said({ kind: 'ack', what: 'register', id: e.id, value: e.numberText })),
    said({ kind: 'ack', what: 'correct', id: first.id, value: 'صفحة 1' }),
  ]
  expect(await faults(desk, heard)).toEqual([])
  for (const [damage, words] of [
    [`DELETE FROM searchDoc WHERE rowId = '${second.id}'`, 'search'],
    [`UPDATE entry SET notes = '' WHERE id = '${first.id}'`, 'a correction'],
    [`DELETE FROM hold`, `hold ${holdId}: 0 of 1`],
    [`UPDATE entry SET subject = NULL WHERE id = '${first.id}'`, 'without its envelope'],
    [`DELETE FROM outbox WHERE d = 3`, 'outbox'],
    [`DELETE FROM entry WHERE id = '${second.id}'`, `acknowledged ${second.numberText}`],
  ] as const) {
    await db.write((tx) => sql(tx).run(damage))
    expect(
      (await faults(desk, heard)).some((fault) => fault.includes(words)),
      damage,
    ).toBe(true)
  }
})
