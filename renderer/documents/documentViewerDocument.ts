/** One page as the viewer sees it, whatever the file is: its size at 100 % and a way to draw it. */
export type Sheet = {
  /** Of the first page until this one was read; each has a shape of its own. */
  width: number
  height: number
  /** Draws at `scale` (1 = 100 %), turned by a quarter at a time; an aborted drawing rejects. */
  draw: (canvas: HTMLCanvasElement, scale: number, rotation: Rotation, signal: AbortSignal) => Promise<void>
  /** The words it holds, where it is more than a picture. */
  text?: () => Promise<PageText>
}

/** The words of a page and where each stands: shares of the page's width and height, from its top left corner, as it lies. */
export type PageText = { text: string; boxes: TextBox[] }
export type TextBox = { from: number; to: number; rtl: boolean; x: number; y: number; width: number; height: number }

/** What a file holds besides what is drawn; nothing of it runs or is followed here. */
export const hidden = ['form', 'script', 'attachments', 'launch', 'links', 'media', 'comments', 'layers'] as const
export type Hidden = (typeof hidden)[number]

export type OpenDocument = {
  sheets: Sheet[]
  /** Reads on behind the first page: the shape of each, and what the file holds besides. */
  readOn: (found: (what: Hidden) => void, signal: AbortSignal) => Promise<void>
  close: () => Promise<void>
}
export type Rotation = 0 | 90 | 180 | 270

/** It needs a password, or another one than was given. */
export class PasswordNeeded extends Error {
  constructor(readonly wrong: boolean) {
    super('a password is needed')
  }
}
