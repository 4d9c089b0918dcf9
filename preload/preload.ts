import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import { CALL, EVENT, type EventMessage } from '../contract/channel'

/**
 * All the window can do: ask, listen, and hand over a file the person chose. A path never comes from the page: it is read
 * here from the File itself (Electron before 32 has it on the file, later ones through webUtils).
 */
const ownPath = Object.getOwnPropertyDescriptor(File.prototype, 'path')?.get
function pathOf(file: unknown): string {
  // An object of the page's own making, with a path of its own choosing, is no file.
  if (!(file instanceof File)) throw new Error('refused')
  return webUtils ? webUtils.getPathForFile(file) : String(ownPath?.call(file) ?? '')
}

/** What takes a path: the page hands over the file instead. */
const BY_FILE = new Set([
  ...['documents.stage', 'imports.open', 'runs.open', 'exchange.open', 'planImport.open', 'figureImport.open'],
  'peopleImport.open',
])

const bridge = {
  call: (request: { feature?: unknown; name?: unknown; input?: unknown }): Promise<unknown> => {
    if (BY_FILE.has(`${String(request.feature)}.${String(request.name)}`)) return Promise.reject(new Error('refused'))
    return ipcRenderer.invoke(CALL, { feature: request.feature, name: request.name, input: request.input })
  },
  on: (feature: string, name: string, seen: (payload: unknown) => void): (() => void) => {
    const listener = (_event: IpcRendererEvent, message: EventMessage): void => {
      if (message.feature === feature && message.name === name) seen(message.payload)
    }
    ipcRenderer.on(EVENT, listener)
    return () => ipcRenderer.off(EVENT, listener)
  },
  stageFile: async (file: File, keepProtected: unknown): Promise<unknown> =>
    ipcRenderer.invoke(CALL, {
      feature: 'documents',
      name: 'stage',
      input: { path: pathOf(file), keepProtected: keepProtected === true },
    }),
  openSheet: async (file: File, registerId: unknown): Promise<unknown> =>
    ipcRenderer.invoke(CALL, { feature: 'imports', name: 'open', input: { path: pathOf(file), registerId } }),
  openPlan: async (file: File): Promise<unknown> =>
    ipcRenderer.invoke(CALL, { feature: 'planImport', name: 'open', input: { path: pathOf(file) } }),
  openFigures: async (file: File): Promise<unknown> =>
    ipcRenderer.invoke(CALL, { feature: 'figureImport', name: 'open', input: { path: pathOf(file) } }),
  openPeople: async (file: File): Promise<unknown> =>
    ipcRenderer.invoke(CALL, { feature: 'peopleImport', name: 'open', input: { path: pathOf(file) } }),
  openList: async (file: File): Promise<unknown> =>
    ipcRenderer.invoke(CALL, { feature: 'runs', name: 'open', input: { path: pathOf(file) } }),
  openCapsules: async (files: unknown): Promise<unknown> => {
    if (!Array.isArray(files)) throw new Error('refused')
    return ipcRenderer.invoke(CALL, { feature: 'exchange', name: 'open', input: { paths: files.map(pathOf) } })
  },
}
export type Bridge = typeof bridge

contextBridge.exposeInMainWorld('diwan', bridge)
