/** One column a field; a field that is given anew is taken from the column that had it. `none` and what is named may be of many. */
export const givenTo = <Use extends string>(
  columns: readonly Use[],
  at: number,
  use: Use,
  ofMany: readonly string[] = ['none'],
): Use[] => columns.map((one, i) => (i === at ? use : !ofMany.includes(use) && one === use ? ('none' as Use) : one))
