import { fork } from 'node:child_process'
import { FolderSaid, InFolder, type FolderTask } from './folder-work'

/** Starts folder-process with one argument. @returns ends it, whatever it does */
export type StartProcess = (argument: string, said: (message: unknown) => void, ended: () => void) => () => void
export type RunTask = (task: FolderTask) => Promise<string>

/** A share that says nothing for so long is away; a copy that has not ended by then never does. */
const IDLE_MS = 30_000
const WHOLE_MS = 2 * 3600_000

/** @throws InFolder: what the file system said, or `away` when it says nothing */
export const runner =
  (start: StartProcess, idleMs = IDLE_MS, wholeMs = WHOLE_MS): RunTask =>
  (task) =>
    new Promise((done, failed) => {
      const away = (): void => over(() => failed(new InFolder('away')))
      let idle = setTimeout(away, idleMs)
      const whole = setTimeout(away, wholeMs)
      const stop = start(JSON.stringify(task), said, away)
      function over(how: () => void): void {
        clearTimeout(idle)
        clearTimeout(whole)
        stop()
        how()
      }
      function said(message: unknown): void {
        const what = FolderSaid.safeParse(message).data
        if (!what) return
        if ('done' in what) return over(() => done(what.done))
        if ('failed' in what) return over(() => failed(new InFolder(what.failed)))
        clearTimeout(idle)
        idle = setTimeout(away, idleMs)
      }
    })

/** In plain Node. */
export const forked =
  (file: string): StartProcess =>
  (argument, said, ended) => {
    const child = fork(file, [argument], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] })
    child.on('message', said)
    child.on('error', ended)
    child.on('exit', ended)
    return () => {
      child.off('exit', ended)
      child.kill('SIGKILL')
    }
  }
