/**
 * The parts of pdfmake 0.3.11 that the letter engine reaches into. Each module is CommonJS and arrives differently wrapped under
 * Node, Vitest and the bundler, so it is declared `unknown` here and opened in internals.ts, in one place.
 */
declare module 'pdfmake/js/*' {
  const contents: unknown
  export = contents
}

declare module 'linebreak' {
  export default class LineBreaker {
    constructor(text: string)
    nextBreak(): { position: number; required?: boolean } | null
  }
}

/** Where the WebAssembly of harfbuzzjs lies (scripts/lib/harfbuzz.mts). */
declare module 'virtual:harfbuzz-file' {
  const file: string
  export default file
}

declare module 'hyphen/*' {
  /** The word with soft hyphens (U+00AD) where its language's patterns cut it. */
  export function hyphenateSync(text: string, options?: { minWordLength?: number }): string
}
