import { PdfLine, type LayoutBuilder, type LayoutNode, type ListMarker, type ListVector } from './internals'
import { layOutLine } from './reorder'
import type { Line } from './types'

/** The bullet of pdfmake's left-hand gap, moved to the same distance from the text on its right. */
function mirrorBullet(bullet: ListVector, textWidth: number, gap: number): void {
  const isBox = bullet.type === 'rect'
  const left = isBox ? bullet.x : bullet.x - bullet.r1
  const width = isBox ? bullet.w : 2 * bullet.r1
  bullet.x += textWidth + gap - width - 2 * left
}

/** Lists whose text runs from the right (mirror.ts marks them) have their markers at the right. */
export function patchLists(prototype: LayoutBuilder): void {
  const processStock = prototype.processList
  prototype.processList = function (ordered: boolean, node: LayoutNode): void {
    if (!node._rtl) return processStock.call(this, ordered, node)
    const gap = node._gapSize.width
    const context = () => this.writer.context()
    let pending: ListMarker | null = null

    const addMarker = (line: Line): void => {
      const marker = pending
      pending = null
      const bullet = marker?.canvas?.[0]
      if (bullet) {
        mirrorBullet(bullet, context().availableWidth, gap)
        this.writer.addVector(bullet)
      } else if (marker?._inlines) {
        const markerLine = new PdfLine(this.pageSize.width)
        for (const inline of marker._inlines) markerLine.addInline({ ...inline, alignment: 'left' })
        layOutLine(markerLine, 0)
        markerLine.x = context().availableWidth + gap - markerLine.getWidth()
        markerLine.y = line.getAscenderHeight() - markerLine.getAscenderHeight()
        this.writer.addLine(markerLine, true)
      }
    }

    context().addMargin(0, gap)
    this.writer.addListener('lineAdded', addMarker)
    for (const item of (ordered ? node.ol : node.ul) ?? []) {
      pending = item.listMarker ?? null
      this.processNode(item)
      node.positions.push(...item.positions)
    }
    this.writer.removeListener('lineAdded', addMarker)
    context().addMargin(0, -gap)
  }
}
