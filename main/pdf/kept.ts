/**
 * What was worked out of a text, for as long as it is asked for: two halves, of which the older is dropped whole when the younger
 * is full. It is measured by the length of the texts, so that a run of a thousand letters of other words each keeps no more than
 * one of the same.
 */
export class Kept<Made> {
  private young = new Map<string, Made>()
  private old = new Map<string, Made>()
  private length = 0

  /** @param most length of the texts of one half, in UTF-16 units */
  constructor(private readonly most: number) {}

  get(text: string, make: () => Made): Made {
    const known = this.young.get(text)
    if (known !== undefined) return known
    const made = this.old.get(text) ?? make()
    if (this.length + text.length > this.most && this.young.size > 0) {
      this.old = this.young
      this.young = new Map()
      this.length = 0
    }
    this.young.set(text, made)
    this.length += text.length
    return made
  }
}
