import { api, openFigures } from '../bridge/client'
import { useSheetImport } from '../imports/useSheetImport'

/** A table of figures on its way in: a figure is nothing without a country, a number and whoever says so (R4). */
export const useFigureImport = () =>
  useSheetImport({
    open: openFigures,
    calls: api.figureImport,
    kept: ({ measure, source, year }) => ({ measure, source, year }),
    tidy: (mapping) => ({ ...mapping, source: mapping.source.trim() }),
    run: ({ added, changed }) => ({ expected: { added, changed } }),
    ready: ({ columns, source }) => columns.includes('country') && columns.includes('total') && source.trim() !== '',
  })
