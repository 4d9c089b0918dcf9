import { utilityProcess } from 'electron'
import type { StartProcess } from '../updates/folder-run'

/** A process of Electron's own beside the program: what it waits for, and what becomes of it, is no matter of the window. */
export const utility =
  (file: string): StartProcess =>
  (argument, said, ended) => {
    const child = utilityProcess.fork(file, [argument], { stdio: 'ignore' })
    child.on('message', said)
    child.on('exit', ended)
    return () => {
      child.removeListener('exit', ended)
      child.kill()
    }
  }
