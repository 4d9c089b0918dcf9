import { digits } from '../text/digits'

/**
 * What a login is known by. People type one name with other capitals, other digits, or the wide letters of another keyboard: it is one
 * login, for the log-in, for whoever adds a person, and for the server, which alone sees what two desks made without a line.
 */
export const loginKey = (login: string): string =>
  digits(login.normalize('NFKC').toLowerCase().normalize('NFKC').trim(), 'latn')

export const sameLogin = (one: string, other: string): boolean => loginKey(one) === loginKey(other)
