import { normalise } from '../text/normalise'

/**
 * What a register's code is known by: two that are read as one (و and a و of another keyboard, RH and rh, ٢ and 2) would print one
 * number for two letters (N3). Asked by whoever opens a register, and by the server, which alone sees what two desks did without a line.
 */
export const codeKey = (code: string): string => normalise(code.trim()) || code.trim()
export const sameCode = (one: string, other: string): boolean => codeKey(one) === codeKey(other)
