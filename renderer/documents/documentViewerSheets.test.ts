import { describe, expect, it } from 'vitest'
import { safeScale, sizeOf, turned, zoomIn, zoomOut } from './documentViewerSheets'

describe('the viewer', () => {
  it('turns by a quarter and comes back', () => {
    expect(turned(turned(turned(turned(0))))).toBe(0)
    expect(sizeOf({ width: 210, height: 297 }, 90)).toEqual({ width: 297, height: 210 })
    expect(sizeOf({ width: 210, height: 297 }, 180)).toEqual({ width: 210, height: 297 })
  })

  it('zooms in steps from whatever fits the window, and stops at both ends', () => {
    expect(zoomIn(0.63)).toBe(0.75)
    expect(zoomOut(0.63)).toBe(0.5)
    expect(zoomIn(1)).toBe(1.25)
    expect(zoomOut(1)).toBe(0.75)
    expect(zoomIn(4)).toBe(4)
    expect(zoomOut(0.25)).toBe(0.25)
  })

  it('never asks for a canvas the browser refuses', () => {
    expect(safeScale({ width: 9921, height: 14031 }, 4) * 14031).toBeLessThanOrEqual(8192)
    expect(safeScale({ width: 794, height: 1123 }, 2)).toBe(2)
  })
})
