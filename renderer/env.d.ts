/// <reference types="vite/client" />
import type { Result } from '../contract/errors'

declare global {
  interface Window {
    /** Put there by the preload: the only way out of the window. */
    readonly diwan: {
      call(request: { feature: string; name: string; input: unknown }): Promise<Result<unknown>>
      on(feature: string, name: string, seen: (payload: unknown) => void): () => void
      /** The preload asks the system for the file's path; the window never sees it. */
      stageFile(file: File, keepProtected: boolean): Promise<Result<unknown>>
      openCapsules(files: File[]): Promise<Result<unknown>>
      openList(file: File): Promise<Result<unknown>>
      openSheet(file: File, registerId: string): Promise<Result<unknown>>
      openPlan(file: File): Promise<Result<unknown>>
      openFigures(file: File): Promise<Result<unknown>>
      openPeople(file: File): Promise<Result<unknown>>
    }
  }
}
