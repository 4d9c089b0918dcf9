/** The guides, each with its chapters in their order: the anchors of docs/<guide>*.md. */
export const chapters = {
  clerk: [
    'registering',
    'numbering',
    'scanning',
    'keys',
    'mending',
    'arriving',
    'handing',
    'exchanging',
    'delivering',
    'reading',
    'answering',
    'signing',
    'issuing',
    'merging',
    'transcribing',
    'closing',
    'filing',
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
    'templates',
    'offline',
    'server',
    'support',
  ],
} as const
export type GuideName = keyof typeof chapters
export type Chapter = (typeof chapters)[GuideName][number]
