import { sql } from 'drizzle-orm'
import { blob, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { refersTo } from '../refers-to.ts'

/** One Instantly workspace. Every other row of the store belongs to one. */
export const workspace = sqliteTable(
  'workspace',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    name: text('name').notNull(),
    colour: integer('colour').notNull(),
    archivedAt: text('archived_at'),
    /** Its id at Instantly; null until one of its keys was tested. */
    remoteId: text('remote_id'),
    remoteName: text('remote_name'),
    planName: text('plan_name'),
    contactsLimit: integer('contacts_limit'),
    contactsLeft: integer('contacts_left'),
    checkedAt: text('checked_at'),
    firstKeyReport: text('first_key_report'),
    firstKeyReportAt: text('first_key_report_at'),
    createdAt: text('created_at').notNull(),
    /** Set on demo workspaces only. `building` and `removing` are never shown, and are removed at start. */
    demo: text('demo', { enum: ['building', 'ready', 'removing'] }),
    /** Epoch ms: when limit and remaining contacts were read. */
    contactsAt: integer('contacts_at'),
    /** Epoch ms: when all its mailboxes were last read. */
    mailboxesAt: integer('mailboxes_at'),
    /** The plan's price according to Instantly, in US cents, its interval, and when it was read (epoch ms). */
    planCents: integer('plan_cents'),
    planInterval: text('plan_interval', { enum: ['day', 'week', 'month', 'year'] }),
    planAt: integer('plan_at'),
    /** Epoch ms: when the paid period ends. */
    planUntil: integer('plan_until'),
  },
  (t) => [uniqueIndex('workspace_remote').on(t.remoteId).where(sql`${t.remoteId} is not null`)],
)

/** An API key, encrypted. `protection` says with what: the system's keyring or the operator's passphrase. */
export const apiKey = sqliteTable('api_key', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  workspaceId: refersTo('workspace_id', () => workspace.id),
  masked: text('masked').notNull(),
  /** Null once removed: the row stays for the audit log, the secret does not. */
  cipher: blob('cipher', { mode: 'buffer' }),
  protection: text('protection', { enum: ['keyring', 'passphrase'] }).notNull(),
  state: text('state', {
    enum: ['untested', 'active', 'invalid', 'revoked', 'no_plan', 'scope_missing'],
  }).notNull(),
  missingScopes: text('missing_scopes', { mode: 'json' }).$type<string[]>().notNull(),
  addedAt: text('added_at').notNull(),
  removedAt: text('removed_at'),
  lastCheckedAt: text('last_checked_at'),
  lastWorkedAt: text('last_worked_at'),
})

/** The passphrase's salt and cost, and an encrypted word that verifies a passphrase. At most one row. */
export const vault = sqliteTable('vault', {
  id: integer('id').primaryKey(),
  salt: blob('salt', { mode: 'buffer' }).notNull(),
  cost: integer('cost').notNull(),
  proof: blob('proof', { mode: 'buffer' }).notNull(),
  createdAt: text('created_at').notNull(),
})
