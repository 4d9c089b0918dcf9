import type { NameEvidence } from './name-evidence'

/** What two cards have to say about each other, one outcome of each; what either does not know says nothing. */
export type Outcomes = {
  name: 'same' | 'alike' | 'near' | 'far' | 'unlike'
  /** The part of the shorter name that is least like any part of the other. */
  part: 'same' | 'alike' | 'doubtful' | 'far' | 'other'
  /** How many people one would expect to be called so, by how often each part is borne; a single name says little. */
  called: 'one' | 'few' | 'some' | 'many' | 'short'
  mother: 'alike' | 'other' | 'unknown'
  birth: 'same' | 'turned' | 'year' | 'other' | 'unknown'
  born: 'there' | 'elsewhere' | 'unknown'
  document: 'same' | 'slip' | 'other' | 'unknown'
  phone: 'same' | 'other' | 'unknown'
  email: 'same' | 'other' | 'unknown'
  place: 'address' | 'city' | 'other' | 'unknown'
  kin: 'same' | 'unknown'
}
export type Reason = { [K in keyof Outcomes]: `${K}-${Outcomes[K]}` }[keyof Outcomes]

/** What two cards say, with what their names do in figures. */
export type Weighed = Outcomes & { evidence: NameEvidence }
