import { v7 } from 'uuid'

/** Ids are made on the device; time-ordered, so rows of one day lie together. */
export const newId = (): string => v7()
