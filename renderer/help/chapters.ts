/** The chapters of the administrator's guide, in its order: the anchors of docs/administrator*.md. */
export const chapters = [
  'install',
  'enrol',
  'update',
  'backup',
  'restore',
  'move',
  'lose',
  'people',
  'registers',
  'offline',
  'server',
] as const
export type Chapter = (typeof chapters)[number]
