/**
 * A list for one statement, as the bytes of its JSON: a long text is measured and copied several times on its way into the driver,
 * on the thread everybody waits for; bytes are copied once. The statement reads it with `EACH`.
 */
export const listOf = (values: readonly unknown[]): Buffer => Buffer.from(JSON.stringify(values))
export const EACH = 'json_each(CAST(? AS TEXT))'
