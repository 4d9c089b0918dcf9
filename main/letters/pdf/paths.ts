import type { Document, Renderer } from './internals'

/** What pdfkit draws with. */
interface Graphics {
  save(): Graphics
  restore(): Graphics
  translate(x: number, y: number): Graphics
  scale(factor: number): Graphics
  path(data: string): Graphics
  fill(color: string): Graphics
}

export interface PlacedSvg {
  x: number
  y: number
  _width: number
  /** A black path in a square of `size`, drawn as it is: parsing a QR code as SVG takes longer than the rest of a letter. */
  plainPath?: { path: string; size: number }
}

export function patchPlainPaths(prototype: Renderer): void {
  const renderStock = prototype.renderSVG
  prototype.renderSVG = function (svg: PlacedSvg): void {
    const { plainPath } = svg
    if (!plainPath) return renderStock.call(this, svg)
    const graphics = this.pdfDocument as Document & Graphics
    graphics
      .save()
      .translate(svg.x, svg.y)
      .scale(svg._width / plainPath.size)
      .path(plainPath.path)
      .fill('#000')
      .restore()
  }
}
