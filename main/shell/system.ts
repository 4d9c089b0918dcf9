import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { app, dialog, type BrowserWindow } from 'electron'
import type { Handlers } from '../../contract/define'
import { AppError } from '../../contract/errors'
import type { system } from '../../contract/system'
import { renameWithRetries } from '../../db/core/durable'
import { asAppError } from '../../db/core/errors'
import { fileNameFor } from '../../domain/documents/names'
import type { Ctx } from '../desk'
import { answer, recordLeaving } from '../documents/protocol'
import { isSupported } from './support'

export const systemHandlers = (window: () => BrowserWindow | null): Handlers<typeof system, Ctx> => ({
  about: async () => {
    const { electron = '', chrome = '', tz = '' } = process.versions
    return {
      version: app.getVersion(),
      electron,
      chromium: chrome,
      timeZones: tz,
      supported: isSupported(electron),
    }
  },
  zoom: async (_ctx, { percent }) => {
    const contents = window()?.webContents
    if (percent !== undefined) contents?.setZoomFactor(percent / 100)
    return { percent: Math.round((contents?.getZoomFactor() ?? 1) * 100) }
  },
  saveAs: async (ctx, { url, suggestedName }) => {
    const parent = window()
    if (!parent) return { saved: false }
    const response = await answer({ url, headers: { get: () => null } }, ctx)
    if (!response.ok || !response.body) throw new AppError('not-found')
    const { canceled, filePath } = await dialog.showSaveDialog(parent, {
      defaultPath: fileNameFor(suggestedName, response.headers.get('content-type') ?? ''),
    })
    if (canceled || !filePath) return { saved: false }
    await recordLeaving(ctx, url, 'export')
    await writeWhole(filePath, Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]))
    return { saved: true }
  },
  print: async (ctx, { url, duplex }) => {
    const contents = window()?.webContents
    if (!contents) return { printed: false }
    if (url) await recordLeaving(ctx, url, 'print')
    return new Promise((resolve) => {
      // In the size the page says, whatever the driver would rather fit.
      contents.print({ printBackground: true, scaleFactor: 100, ...(duplex && { duplexMode: duplex }) }, (printed) =>
        resolve({ printed }),
      )
    })
  },
})

/** The file appears whole or not at all. */
async function writeWhole(path: string, source: Readable): Promise<void> {
  const temporary = `${path}.part`
  try {
    await pipeline(source, createWriteStream(temporary, { mode: 0o600 }))
    await renameWithRetries(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw asAppError(error)
  }
}
