import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { join } from 'node:path'

/** `--profile FOLDER`: what each process did in each part of a benchmark, for the browser's developer tools. */
const folder = (): string | null => {
  const at = process.argv.indexOf('--profile')
  return at < 0 ? null : (process.argv[at + 1] ?? null)
}

let session: Session | null = null

export async function beginProfile(): Promise<void> {
  if (folder() === null) return
  session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.start')
}

export async function endProfile(name: string): Promise<void> {
  const to = folder()
  if (!session || to === null) return
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  session = null
  writeFileSync(join(to, `${name}.cpuprofile`), JSON.stringify(profile))
}
