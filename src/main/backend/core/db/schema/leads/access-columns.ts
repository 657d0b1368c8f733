import { blob, text } from 'drizzle-orm/sqlite-core'

/** How a database is reached, with a secret that is encrypted like an API key. */
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
