import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { build } from './build.mjs'
import { electronArgs, ended, root, underDisplay } from './lib/launch.mjs'
import { main, say } from './lib/say.mjs'
import { setup } from './setup.mjs'

const vitest = join(root, 'node_modules/vitest/vitest.mjs')

/** What runs beside each other, and what needs the real window and runs alone. */
const PARTS = [
  { name: 'unit, window parts, integration', projects: ['unit', 'renderer', 'integration'] },
  { name: 'the real Electron', projects: ['e2e'] },
]

/** Everything a newcomer must see pass; ends with one plain line over all parts. Arguments go to vitest. */
await main(async () => {
  await setup({ tests: true })
  // Tests found real offices on whatever Electron is here; the program itself refuses that.
  process.env.DIWAN_DEVELOPMENT = '1'
  process.env.DIWAN_ELECTRON_ARGS = (await electronArgs()).join(' ')
  await build()
  const reports = await mkdtemp(join(tmpdir(), 'diwan-test-'))
  const total = { passed: 0, failed: 0, skipped: 0 }
  const failures = []
  let broken = false
  for (const [index, { name, projects }] of PARTS.entries()) {
    say(name)
    const report = join(reports, `${index}.json`)
    const args = [
      vitest,
      'run',
      ...projects.flatMap((p) => ['--project', p]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]
    const code = await ended(underDisplay(process.execPath, [...args, '--passWithNoTests', ...process.argv.slice(2)]))
    const found = existsSync(report) ? JSON.parse(await readFile(report, 'utf8')) : null
    total.passed += found?.numPassedTests ?? 0
    total.failed += found?.numFailedTests ?? 0
    total.skipped += found?.numPendingTests ?? 0
    failures.push(...failuresOf(found))
    // A file that does not even load, or a runner that died, has no failed test to count.
    if (code !== 0 && !found?.numFailedTests) total.failed++
    broken ||= code !== 0
  }
  await rm(reports, { recursive: true, force: true })
  // Said again at the end: of the first part's failures nobody sees anything after ten minutes of the second.
  for (const failure of failures) console.log(`failed: ${failure}`)
  console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`)
  return broken || total.failed > 0 || total.passed === 0 ? 1 : 0
})

/** What failed, by file and name, and the first line of why; a file that does not load is its own failure. */
function failuresOf(report) {
  return (report?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((one) => one.status === 'failed')
    if (tests.length === 0) return status === 'failed' ? [said(name, '', message)] : []
    return tests.map((one) => said(name, one.fullName, one.failureMessages[0]))
  })
}

function said(file, test, why = '') {
  return [relative(root, file), test, why.split('\n')[0]].filter(Boolean).join(' › ')
}
