/** What one card is to another (P1); which cards, and which of them are said the same from both ends, is in domain/community. */
export const relationNames = [
  ...(['spouse', 'parent', 'sibling', 'relative', 'guardian', 'household'] as const),
  ...(['representative', 'member', 'employee', 'branch', 'federated'] as const),
] as const
export type RelationKind = (typeof relationNames)[number]

/** As what somebody represents an entity. */
export const capacities = [
  'president',
  'vicePresident',
  'secretary',
  'treasurer',
  'director',
  'spokesperson',
  'agent',
  'other',
] as const
export type Capacity = (typeof capacities)[number]
