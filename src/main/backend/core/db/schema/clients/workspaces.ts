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
    /** Instantly's id of it; null until a key of it was tested. */
    remoteId: text('remote_id'),
    remoteName: text('remote_name'),
    planName: text('plan_name'),
    contactsLimit: integer('contacts_limit'),
    contactsLeft: integer('contacts_left'),
    checkedAt: text('checked_at'),
    firstKeyReport: text('first_key_report'),
    firstKeyReportAt: text('first_key_report_at'),
    createdAt: text('created_at').notNull(),
    /** Set on demo workspaces only. `building` and `removing` are never shown, and are cleared away at start. */
    demo: text('demo', { enum: ['building', 'ready', 'removing'] }),
    /** Epoch ms: when limit and contacts left were told. */
    contactsAt: integer('contacts_at'),
    /** Epoch ms: when all its mailboxes were last read. */
    mailboxesAt: integer('mailboxes_at'),
    /** What Instantly says the plan costs, in cents of a US dollar, how often, and when it was told (epoch ms). */
    planCents: integer('plan_cents'),
    planInterval: text('plan_interval', { enum: ['day', 'week', 'month', 'year'] }),
    planAt: integer('plan_at'),
    /** Epoch ms: when the period it is paid for ends. */
    planUntil: integer('plan_until'),
  },
  (t) => [uniqueIndex('workspace_remote').on(t.remoteId).where(sql`${t.remoteId} is not null`)],
)

/** An API key, encrypted. `protection` tells with what: the system's keyring or the operator's passphrase. */
export const apiKey = sqliteTable('api_key', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  workspaceId: refersTo('workspace_id', () => workspace.id),
  masked: text('masked').notNull(),
  /** Null once removed: the row stays for the audit log's sake, the secret does not. */
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

/** The passphrase's salt and cost, and a sealed word that proves a passphrase right. At most one row. */
export const vault = sqliteTable('vault', {
  id: integer('id').primaryKey(),
  salt: blob('salt', { mode: 'buffer' }).notNull(),
  cost: integer('cost').notNull(),
  proof: blob('proof', { mode: 'buffer' }).notNull(),
  createdAt: text('created_at').notNull(),
})
