/** The guides, each with its chapters in their order: the anchors of docs/<guide>*.md. */
export const chapters = {
  clerk: [
    'registering',
    'keys',
    'mending',
    'handing',
    'delivering',
    'reading',
    'answering',
    'signing',
    'issuing',
    'transcribing',
    'closing',
  ],
  administrator: [
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
    'support',
  ],
} as const
export type GuideName = keyof typeof chapters
export type Chapter = (typeof chapters)[GuideName][number]
