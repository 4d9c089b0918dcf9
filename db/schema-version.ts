/** The newest schema this version of Diwan knows: the number of its migrations, without loading them. */
export const schemaVersion = 11
