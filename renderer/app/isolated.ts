/**
 * U+2068 FSI … U+2069 PDI: in a sentence that is one string, what `<bdi>` is in markup. A number or a date between two
 * Arabic words keeps its own order, and a Latin name its own direction.
 */
export const isolated = (text: string | number): string => `\u2068${text}\u2069`
