import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { refersTo } from '../refers-to.ts'
import { workspace } from './workspaces.ts'

/** A client that is a part of a workspace. It holds no rows of its own: campaigns refer to it. */
export const clientPart = sqliteTable(
  'client_part',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    name: text('name').notNull(),
    /** In lower case: names are unique among the parts of a workspace. */
    searchName: text('search_name').notNull(),
    colour: integer('colour').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (t) => [uniqueIndex('client_part_name').on(t.workspaceId, t.searchName)],
)

/** Which campaigns belong to a part. The first matching rule, in the order of `position`, decides. */
export const clientRule = sqliteTable(
  'client_rule',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: integer('workspace_id').notNull(),
    partId: refersTo('part_id', () => clientPart.id),
    position: integer('position').notNull(),
    kind: text('kind', { enum: ['contains', 'starts', 'matches', 'tag'] }).notNull(),
    value: text('value').notNull(),
  },
  (t) => [index('client_rule_workspace').on(t.workspaceId, t.position), index('client_rule_part').on(t.partId)],
)

/** A sending account as last read. One deleted at Instantly stays, with `gone_at`. */
export const mailbox = sqliteTable(
  'mailbox',
  {
    workspaceId: refersTo('workspace_id', () => workspace.id),
    /** Trimmed, lower-cased. */
    email: text('email').notNull(),
    /** Instantly's numbers; null if it returned none. */
    status: integer('status'),
    warmupStatus: integer('warmup_status'),
    warmupScore: integer('warmup_score'),
    /** Instantly's own description of the problem. */
    message: text('message'),
    /** Epoch ms: since when every read found it failing; null if it is not. */
    failingSince: integer('failing_since'),
    pulledAt: integer('pulled_at').notNull(),
    goneAt: integer('gone_at'),
    /** The address in Instantly's spelling, if that differs; campaigns are given this one to send from. */
    spelling: text('spelling'),
    /** Mails it may send a day; null if Instantly returned none. */
    dailyLimit: integer('daily_limit'),
    /** Instantly's number of the provider: 1 IMAP and SMTP, 2 Google, 3 Microsoft, 4 AWS, 8 and 11 AirMail. */
    provider: integer('provider'),
    /** Minutes between two emails. */
    sendingGap: integer('sending_gap'),
    trackingDomain: text('tracking_domain'),
    setupPending: integer('setup_pending', { mode: 'boolean' }),
    /** Its tags as JSON, `[{ "id", "label" }]`; null if Instantly returned none. */
    tags: text('tags'),
    /** When its warmup began. */
    warmupSince: integer('warmup_since'),
    /** Instantly raises its daily limit step by step. */
    slowRamp: integer('slow_ramp', { mode: 'boolean' }),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.email] })],
)

/** State of an alert while it lasts. `key`: its subject and kind. */
export const alertState = sqliteTable(
  'alert_state',
  {
    workspaceId: integer('workspace_id').notNull(),
    key: text('key').notNull(),
    /** Epoch ms: when it was first seen. */
    since: integer('since').notNull(),
    /** The level at which it was last shown on the desktop, and at which it was dismissed. */
    toldLevel: text('told_level', { enum: ['info', 'amber', 'red'] }),
    asideLevel: text('aside_level', { enum: ['info', 'amber', 'red'] }),
    snoozedUntil: integer('snoozed_until'),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.key] })],
)

/** Kinds of alerts that are muted for a client, a campaign or a mailbox. */
export const alertMute = sqliteTable(
  'alert_mute',
  {
    workspaceId: integer('workspace_id').notNull(),
    /** `client`, `part 3`, `campaign 12` or `mailbox a@b.example`. */
    subject: text('subject').notNull(),
    kind: text('kind').notNull(),
    mutedAt: integer('muted_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.subject, t.kind] })],
)
