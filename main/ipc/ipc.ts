import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import { CALL } from '../../contract/channel'
import type { Dispatch } from './router'

/** Opens the only channel. The sender is checked before the message: our window, its main frame, our page. */
export function openChannel(
  window: () => BrowserWindow | null,
  isOurPage: (url: string) => boolean,
  dispatch: Dispatch,
): void {
  ipcMain.handle(CALL, async (event, raw: unknown) => {
    assertOurWindow(event, window(), isOurPage)
    return dispatch(raw)
  })
}

function assertOurWindow(
  event: IpcMainInvokeEvent,
  window: BrowserWindow | null,
  isOurPage: (url: string) => boolean,
): void {
  const { senderFrame } = event
  const ours =
    window !== null &&
    event.sender === window.webContents &&
    senderFrame !== null &&
    senderFrame === window.webContents.mainFrame &&
    isOurPage(senderFrame.url)
  if (!ours) throw new Error('refused')
}
