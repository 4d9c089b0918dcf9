import { dialog } from 'electron'
import type { AskPlainly } from '../way-back/without-page'

/** A dialog of the system's own, where the window shows nothing. Closing it is the last button. */
export const plainly: AskPlainly = async ({ message, detail, buttons }) => {
  const asked = { type: 'warning' as const, title: 'Diwan', noLink: true }
  const { response } = await dialog.showMessageBox({ ...asked, message, detail, buttons, cancelId: buttons.length - 1 })
  return response
}
