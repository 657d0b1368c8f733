import { blob, text } from 'drizzle-orm/sqlite-core'

/** Columns for access to a database, with a secret that is encrypted like an API key. */
export const accessColumns = () => ({
  kind: text('kind', { enum: ['project', 'database'] }).notNull(),
  address: text('address').notNull(),
  keyKind: text('key_kind', {
    enum: ['publishable', 'secret', 'anon', 'service_role', 'password', 'unknown'],
  }).notNull(),
  masked: text('masked').notNull(),
  /** Null once removed. */
  cipher: blob('cipher', { mode: 'buffer' }),
  protection: text('protection', { enum: ['keyring', 'passphrase'] }).notNull(),
})
