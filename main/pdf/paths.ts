import type { Document, Renderer } from './internals'
import type { PlacedSvg } from './types'

/** What pdfkit draws with. */
interface Graphics {
  save(): Graphics
  restore(): Graphics
  translate(x: number, y: number): Graphics
  scale(factor: number): Graphics
  path(data: string): Graphics
  fill(color: string): Graphics
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
