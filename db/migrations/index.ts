import type { MigrationInterface } from 'typeorm'

/** One class a numbered file, in order; a migration that has shipped never changes. */
const files = import.meta.glob<Record<string, new () => MigrationInterface>>('./0*.ts', { eager: true })
export const migrations = Object.values(files).flatMap((file) => Object.values(file))
