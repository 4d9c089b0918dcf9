import { FolderTask, inFolder, troubleOf, type FolderSaid } from './folder-work'

/**
 * One task in the office's folder, in a process of its own: a share that hangs holds nobody else, and ends with it. Electron calls it
 * a utility process; in plain Node it is a child.
 */
const parent = (process as { parentPort?: { postMessage: (said: unknown) => void } }).parentPort
const say = (said: FolderSaid): void => void (parent ? parent.postMessage(said) : process.send?.(said))
process.on('disconnect', () => process.exit(0))

const task = FolderTask.parse(JSON.parse(process.argv.at(-1) ?? ''))
inFolder(task, () => say({ alive: true })).then(
  (done) => say({ done }),
  (error: unknown) => say({ failed: troubleOf(error) }),
)
