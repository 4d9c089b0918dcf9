import { api, openPlan } from '../bridge/client'
import { useSheetImport } from '../imports/useSheetImport'

const NAMES = ['nameAr', 'nameFr', 'nameEn', 'nameEs'] as const

/** A filing plan on its way in (R1). */
export const usePlanImport = () =>
  useSheetImport({
    open: openPlan,
    calls: api.planImport,
    kept: ({ event, fate }) => ({ event, fate }),
    run: ({ added, changed }) => ({ expected: { added, changed } }),
    ready: ({ columns }) => columns.includes('code') && NAMES.some((use) => columns.includes(use)),
  })
