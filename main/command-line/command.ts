export type Places = { fontsDir: string; pdfWorkerFile: string; namesFile: string }
export type Command = {
  name: string
  /** Arguments that must be there, as they are printed in the usage. */
  needs: string[]
  says: string
  run: (args: string[], places: Places) => Promise<void>
}
