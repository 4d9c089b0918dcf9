import type { Content } from 'pdfmake/interfaces'
import { inkBox, type Ink } from '../../contract/ink'
import { pointsOf } from '../../domain/ink/ink'
import { INK } from './style'

/** A signature as vectors, as wide as `width` points and as high as its box is then. */
export function inkDrawing(ink: Ink, width: number): Content {
  const scale = width / inkBox.width
  const strokes = ink.map((stroke) => ({
    type: 'polyline' as const,
    points: pointsOf(stroke).map(({ x, y }) => ({ x: x * scale, y: y * scale })),
    lineWidth: 0.9,
    lineColor: INK,
    lineJoin: 'round' as const,
    lineCap: 'round' as const,
    closePath: false,
  }))
  // What holds the place: a signature in a corner of the box stays there.
  const box = {
    type: 'rect' as const,
    x: 0,
    y: 0,
    w: width,
    h: inkBox.height * scale,
    lineWidth: 0,
    lineColor: '#fff',
    fillOpacity: 0,
    strokeOpacity: 0,
  }
  return { canvas: [box, ...strokes], alignment: 'center' }
}
