/** A picture's points, and nothing decoded; `cut` when its end is not there, `unknown` when nobody here can show its form. */
export type Measured = { width: number; height: number } | 'cut' | 'unknown'
