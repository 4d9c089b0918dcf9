import { execFileSync, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readdirSync, readlinkSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { FaultyLine } from '../fixtures/faults'
import { AT_WORK, DeskWindow } from './window'

/** A Debian package of this checkout, made by the script an administrator uses. @returns its path */
export function makeDeb(version: string, releaseKey: string, output: string, more: readonly string[] = []): string {
  const args = ['scripts/package.mjs', 'deb', '--development', '--version', version, '--release-key', releaseKey]
  execFileSync(process.execPath, [...args, ...more, '--output', output], {
    env: { ...process.env, DIWAN_PACKAGE_QUICK: '1' },
    stdio: 'pipe',
  })
  return join(output, `diwan_${version}_amd64.deb`)
}

export const installDeb = (file: string): Buffer => execFileSync('dpkg', ['-i', file], { stdio: 'pipe' })
export const removeDeb = (): Buffer => execFileSync('dpkg', ['--purge', 'diwan'], { stdio: 'pipe' })
export const installedVersion = (): string =>
  execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'diwan']).toString().trim()

/** A disk of its own for a folder, in memory. @returns false where nobody may mount one */
export function mounted(folder: string, size: string): boolean {
  mkdirSync(folder, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=700`, 'diwan', folder], { stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}

/** While the work lasts, not a byte more has room on this disk. */
export async function filled(folder: string, work: () => Promise<void>): Promise<void> {
  const path = join(folder, 'filler')
  const file = openSync(path, 'w')
  try {
    // What is given back meanwhile is taken as well.
    const fill = (): void => {
      for (const size of [1024 * 1024, 1024])
        try {
          for (;;) writeSync(file, Buffer.alloc(size))
        } catch {
          // Full, as it should be.
        }
    }
    fill()
    const again = setInterval(fill, 200)
    await work().finally(() => clearInterval(again))
  } finally {
    closeSync(file)
    rmSync(path)
  }
}

/** The installed program. Its fuses let nobody in by Node's inspector, so it is driven by the page's own protocol. */
export class Installed {
  private constructor(
    private readonly port: number,
    private readonly env: Record<string, string>,
  ) {}

  static async start(home: string, env: Record<string, string>): Promise<Installed> {
    const all = { ...(process.env as Record<string, string>), ...AT_WORK, DIWAN_HOME: home, ...env }
    const program = new Installed(await FaultyLine.freePort(), all)
    program.again()
    return program
  }

  /** As a person starts it. */
  again(): void {
    const args = (process.env['DIWAN_ELECTRON_ARGS'] ?? '').split(' ').filter(Boolean)
    spawn('/opt/Diwan/diwan', [...args, `--remote-debugging-port=${this.port}`], {
      env: this.env,
      stdio: 'ignore',
      detached: true,
    }).unref()
  }

  /** Its window, however often the program was started anew since: it keeps the port. */
  async window(): Promise<DeskWindow> {
    const until = Date.now() + 60_000
    for (;;) {
      try {
        const browser = await chromium.connectOverCDP(`http://127.0.0.1:${this.port}`, {
          timeout: 5000,
          noDefaults: true,
        })
        const page = await ownPage(browser.contexts().flatMap((context) => context.pages()))
        // Other tests' windows may lie over it on the same display, and what nobody sees draws nothing.
        await (await page.context().newCDPSession(page)).send('Emulation.setFocusEmulationEnabled', { enabled: true })
        return DeskWindow.attach(page)
      } catch (error) {
        if (Date.now() > until) throw error
        await new Promise((done) => setTimeout(done, 300))
      }
    }
  }

  /** The program has ended: nobody answers at its port. */
  async ended(): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      const answers = await fetch(`http://127.0.0.1:${this.port}/json/version`).catch(() => null)
      if (!answers) return
      await new Promise((done) => setTimeout(done, 100))
    }
    throw new Error('the program goes on')
  }
}

/** Whether a process of the installed program is alive, one that opened no port yet included. */
export const isRunning = (): boolean =>
  readdirSync('/proc').some((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/exe`).startsWith('/opt/Diwan/')
    } catch {
      return false // gone meanwhile, or the system's own
    }
  })

async function ownPage(pages: Page[]): Promise<Page> {
  const page = pages.find((one) => one.url().startsWith('app://diwan'))
  if (!page) throw new Error('no window yet')
  await page.waitForLoadState()
  return page
}
