import { all, any, as, cleared, contested, empty, everybody, person, type Rules } from './rule'

/**
 * A1, A2: who may see a row, of every entity there is. Lists, cards, search, counts, duplicates, conflicts, what waits for the
 * line, files, events and the server ask this table and nothing else; an entity without a line here does not compile.
 */
export const rules: Rules = {
  office: everybody,
  unit: everybody,
  user: everybody,
  userKey: everybody,
  device: everybody,
  register: everybody,
  book: everybody,
  /** Whoever registered it has seen it already. */
  entry: any(person('registeredById'), cleared('level')),
  act: any(empty('entryId'), as('entry', 'entryId')),
  /** A scan is its entry's; before that it is whoever put it in who sees it. */
  file: any(as('entry', 'entryId'), all(empty('entryId'), person('stagedById'))),
  contact: everybody,
  /** Once issued it is its entry's text: an entry that was raised since takes its letter with it. */
  letter: any(
    person('draftedById'),
    all(cleared('content.level'), any(empty('issuedEntryId'), as('entry', 'issuedEntryId'))),
  ),
  conflict: contested,
}
