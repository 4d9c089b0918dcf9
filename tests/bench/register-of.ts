import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { schemaVersion } from '../../db/migrations/version'
import { addUser, logIn, officeDesk, startDesk, type TestDesk } from '../fixtures/office'
import { fillRegister } from './filling'

/** What stands beside the cache says it is whole: a run that was cut begins anew. */
const WHOLE = 'whole'

/**
 * An office with so many entries, made once with the services' own statements and kept: a million of them take half an hour. Another
 * way of filling is another folder.
 */
export async function registerOf(entries: number): Promise<TestDesk> {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  const kept = (schema: number): string => join(cache, 'diwan-bench', `register-${schema}-1-${entries}`)
  const folder = kept(schemaVersion)
  // One of an older schema is taken on by the migrations, as an office's is.
  for (let schema = schemaVersion - 1; schema > 0 && !existsSync(join(folder, WHOLE)); schema--)
    if (existsSync(join(kept(schema), WHOLE))) {
      rmSync(folder, { recursive: true, force: true })
      renameSync(kept(schema), folder)
    }
  if (!existsSync(join(folder, WHOLE))) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const began = Date.now()
    const desk = await officeDesk({ ownApprovalAllowed: true }, { folder: join(folder, 'desk') })
    await addUser(desk, 'amina', ['clerk'])
    await fillRegister(desk, entries, (done) => {
      if (done % 50_000 === 0)
        console.error(`register of ${entries}: ${done} after ${Math.round((Date.now() - began) / 1000)} s`)
    })
    await desk.close()
    writeFileSync(join(folder, WHOLE), '')
  }
  const desk = startDesk({ folder: join(folder, 'desk') })
  await logIn(desk, 'admin')
  return desk
}
