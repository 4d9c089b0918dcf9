/**
 * What can be put back and forth while something is written: whole states, those of one burst of typing as one. States are
 * texts, so that none of them changes under the list's hands.
 */
export class History {
  private readonly past: string[] = []
  private readonly future: string[] = []
  constructor(
    private now: string,
    private readonly most = 200,
  ) {}

  /** What stands now. @returns whether it differs from what stood */
  keep(next: string): boolean {
    if (next === this.now) return false
    this.past.push(this.now)
    if (this.past.length > this.most) this.past.shift()
    this.future.length = 0
    this.now = next
    return true
  }
  undo(): string | null {
    return this.step(this.past, this.future)
  }
  redo(): string | null {
    return this.step(this.future, this.past)
  }
  get canUndo(): boolean {
    return this.past.length > 0
  }
  get canRedo(): boolean {
    return this.future.length > 0
  }

  private step(from: string[], to: string[]): string | null {
    const next = from.pop()
    if (next === undefined) return null
    to.push(this.now)
    this.now = next
    return next
  }
}
