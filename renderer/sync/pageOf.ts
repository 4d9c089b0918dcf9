const PAGES: Record<string, string> = { entry: '/entry/', contact: '/contact/', letter: '/letter/' }

/** The page a changed row is read on, where it has one. */
export const pageOf = ({ entity, rowId }: { entity: string; rowId: string }): string | null =>
  PAGES[entity] ? PAGES[entity] + rowId : null
