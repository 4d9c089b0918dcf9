/** Its keys alone: a migration brings TypeORM with it, and the window is there before that is loaded. */
const files = import.meta.glob('./0*.ts')

/** The newest schema this version of Diwan knows: the number of its migrations. */
export const schemaVersion = Object.keys(files).length
