import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from './workspaces.ts'

/** Where qualified leads of a client are sent; address and secret are encrypted together like an API key. */
export const crmTarget = sqliteTable(
  'crm_target',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id')
      .notNull()
      .references(() => workspace.id),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['webhook'] }).notNull(),
    /** As it may be shown. */
    address: text('address').notNull(),
    privateNetwork: integer('private_network', { mode: 'boolean' }).notNull(),
    /** Null once removed. */
    cipher: blob('cipher', { mode: 'buffer' }),
    protection: text('protection', { enum: ['keyring', 'passphrase'] }).notNull(),
    addedAt: text('added_at').notNull(),
    removedAt: text('removed_at'),
  },
  (t) => [index('crm_target_workspace').on(t.workspaceId)],
)

/** A qualified lead that was handed over, once for its key. */
export const crmHandover = sqliteTable(
  'crm_handover',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id')
      .notNull()
      .references(() => workspace.id),
    leadKey: text('lead_key').notNull(),
    /** What receivers tell repetitions by. */
    uid: text('uid').notNull(),
    email: text('email').notNull(),
    /** The request's body, the same at every try. */
    body: text('body').notNull(),
    handedAt: text('handed_at').notNull(),
  },
  (t) => [uniqueIndex('crm_handover_key').on(t.workspaceId, t.leadKey)],
)

/** A handover to one target. It is `sending` on disk before the request leaves. */
export const crmDelivery = sqliteTable(
  'crm_delivery',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id')
      .notNull()
      .references(() => workspace.id),
    handoverId: integer('handover_id')
      .notNull()
      .references(() => crmHandover.id),
    targetId: integer('target_id')
      .notNull()
      .references(() => crmTarget.id),
    state: text('state', { enum: ['waiting', 'sending', 'done', 'dead'] }).notNull(),
    tries: integer('tries').notNull(),
    nextTryAt: text('next_try_at'),
    settledAt: text('settled_at'),
    status: integer('status'),
    problem: text('problem', {
      enum: ['refused', 'redirect', 'unreachable', 'timeout', 'private_network', 'secret_unreadable', 'gone'],
    }),
  },
  (t) => [
    uniqueIndex('crm_delivery_once').on(t.handoverId, t.targetId),
    index('crm_delivery_due').on(t.state, t.nextTryAt),
    index('crm_delivery_workspace').on(t.workspaceId, t.id),
  ],
)
