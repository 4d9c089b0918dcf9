/** What the reader of PDFs works with in a thread of its own; it is handed over whole (text.ts). */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  export const WorkerMessageHandler: unknown
}
