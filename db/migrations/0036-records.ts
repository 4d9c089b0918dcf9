import type { MigrationInterface, QueryRunner } from 'typeorm'
import type { contact } from '../../domain/entities/contact'
import { added, createIndex, createTable } from './columns'

const ADDED = [
  ...['kinAr', 'kinLatin', 'sex', 'birthDate', 'birthPlace', 'nationalities', 'civilNumber', 'civilPlace', 'documents'],
  ...[
    'occupation',
    'spokenLanguages',
    'entityType',
    'legalNumber',
    'legalAuthority',
    'legalCountry',
    'legalDate',
    'website',
  ],
  ...['phones', 'emails', 'homeAddress', 'homeCity', 'homeCountry'],
] as const satisfies readonly (keyof typeof contact.fields)[]

/** The record of a person and an entity (P1), what they agreed to (P4), who corrected their card, and a card's life in pages. */
export class Records1763740800036 implements MigrationInterface {
  name = 'Records1763740800036'

  async up(q: QueryRunner): Promise<void> {
    for (const name of ADDED) await q.query(added('contact', name, 'text?'))
    const kept = { rv: 'int=0', versions: "text='{}'", extra: "text='{}'" }
    await createTable(q, 'consent', {
      ...{ id: 'text', contactId: 'text', purpose: 'text', sharedWith: 'text', givenOn: 'text', document: 'text' },
      ...{ recordedAt: 'int', recordedById: 'text', withdrawnOn: 'text?', withdrawal: 'text?', withdrawnAt: 'int?' },
      ...{ withdrawnById: 'text?', ...kept },
    })
    await createIndex(q, 'consent', ['contactId', 'recordedAt', 'id'])
    await createTable(q, 'cardChange', {
      ...{ id: 'text', contactId: 'text', at: 'int', byId: 'text', changes: 'text', ...kept },
    })
    await createIndex(q, 'cardChange', ['contactId', 'at', 'id'])
    await createIndex(q, 'letter', ['addresseeId', 'createdAt', 'id'], { where: 'addresseeId IS NOT NULL' })
  }

  async down(): Promise<void> {
    throw new Error('what somebody agreed to is not forgotten')
  }
}
