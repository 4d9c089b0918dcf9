import { Client } from 'pg'

/** What the server works as: it owns its schema and nothing else. */
export const ROLE = 'diwan_server'
const SCHEMA = 'diwan'

/**
 * Makes the role and its schema in a PostgreSQL of our own, as its administrator; again is no harm. Tables that an older server
 * made as the administrator become the role's.
 */
export async function prepareRole(administratorUrl: string, password: string): Promise<void> {
  const client = new Client({ connectionString: administratorUrl, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [ROLE])
    if (!rowCount) await client.query(`CREATE ROLE ${ROLE}`)
    await client.query(
      `ALTER ROLE ${ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD ${client.escapeLiteral(password)}`,
    )
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA} AUTHORIZATION ${ROLE}`)
    await client.query(`ALTER ROLE ${ROLE} SET search_path = ${SCHEMA}`)
    await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC')
    await client.query('REVOKE CREATE, TEMPORARY ON DATABASE postgres FROM PUBLIC')
    const { rows } = await client.query<{ name: string }>(
      "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'",
    )
    for (const { name } of rows) {
      await client.query(`ALTER TABLE public.${name} SET SCHEMA ${SCHEMA}`)
      await client.query(`ALTER TABLE ${SCHEMA}.${name} OWNER TO ${ROLE}`)
    }
  } finally {
    await client.end()
  }
}
