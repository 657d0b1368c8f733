import { blob, index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'

/** Values of `CrmProblem`; the column is text, so a new value needs no migration. */
const crmProblems = [
  'refused',
  'redirect',
  'unreachable',
  'timeout',
  'private_network',
  'secret_unreadable',
  'gone',
  'token_refused',
  'rights_missing',
  'rate_limited',
  'server_error',
  'unreadable',
  'unclear',
] as const

/** Where a client's qualified leads are sent; its credentials are encrypted like an API key. */
export const crmTarget = sqliteTable(
  'crm_target',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['webhook', 'hubspot', 'pipedrive', 'salesforce'] }).notNull(),
    /** The address in a form that may be shown. */
    address: text('address').notNull(),
    privateNetwork: integer('private_network', { mode: 'boolean' }).notNull(),
    /** Null once removed. */
    cipher: blob('cipher', { mode: 'buffer' }),
    protection: text('protection', { enum: ['keyring', 'passphrase'] }).notNull(),
    addedAt: text('added_at').notNull(),
    removedAt: text('removed_at'),
    /** Account, pipeline, stage and owner chosen for a CRM, as JSON. Null for a webhook. */
    settings: text('settings'),
    /** When its deals were last read back completely. */
    readAt: text('read_at'),
    /** When they are to be read again; null while none has been created. */
    nextReadAt: text('next_read_at'),
    readProblem: text('read_problem', { enum: crmProblems }),
  },
  (t) => [index('crm_target_workspace').on(t.workspaceId)],
)

/** A qualified lead handed over, once per key. */
export const crmHandover = sqliteTable(
  'crm_handover',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    leadKey: text('lead_key').notNull(),
    /** Id by which receivers recognise repeated deliveries. */
    uid: text('uid').notNull(),
    email: text('email').notNull(),
    /** The request body, the same at every attempt. */
    body: text('body').notNull(),
    handedAt: text('handed_at').notNull(),
  },
  (t) => [uniqueIndex('crm_handover_key').on(t.workspaceId, t.leadKey)],
)

/**
 * The person, company and deal created in a CRM for one lead of one campaign, however many labels the lead was given.
 * `…SentAt` without its id: a creation request was sent and its outcome is unknown. The object is looked up before it
 * is created again.
 */
export const crmDeal = sqliteTable(
  'crm_deal',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    targetId: refersTo('target_id', () => crmTarget.id),
    email: text('email').notNull(),
    /** Empty if the lead has no campaign. */
    campaignId: text('campaign_id').notNull(),
    /** Id written into the deal so that it can be found again. */
    uid: text('uid').notNull(),
    companyId: text('company_id'),
    companySentAt: text('company_sent_at'),
    personId: text('person_id'),
    personSentAt: text('person_sent_at'),
    remoteId: text('remote_id'),
    remoteSentAt: text('remote_sent_at'),
    /** As last read; null before the first reading. */
    state: text('state', { enum: ['open', 'won', 'lost', 'gone'] }),
    pipeline: text('pipeline'),
    stage: text('stage'),
    value: real('value'),
    currency: text('currency'),
    closedAt: text('closed_at'),
    readAt: text('read_at'),
  },
  (t) => [
    uniqueIndex('crm_deal_once').on(t.targetId, t.campaignId, t.email),
    index('crm_deal_lead').on(t.workspaceId, t.email),
    index('crm_deal_read').on(t.targetId, t.readAt),
  ],
)

/** Delivery of a handover to one target. `sending` is committed before the request is sent. */
export const crmDelivery = sqliteTable(
  'crm_delivery',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    handoverId: refersTo('handover_id', () => crmHandover.id),
    targetId: refersTo('target_id', () => crmTarget.id),
    state: text('state', { enum: ['waiting', 'sending', 'done', 'dead'] }).notNull(),
    tries: integer('tries').notNull(),
    nextTryAt: text('next_try_at'),
    settledAt: text('settled_at'),
    status: integer('status'),
    problem: text('problem', { enum: crmProblems }),
    /** The deal created in the CRM. */
    dealId: integer('deal_id').references(() => crmDeal.id),
    /** The note in the CRM with the reply; `noteSentAt` without it: its creation was requested, outcome unknown. */
    noteId: text('note_id'),
    noteSentAt: text('note_sent_at'),
  },
  (t) => [
    uniqueIndex('crm_delivery_once').on(t.handoverId, t.targetId),
    index('crm_delivery_due').on(t.state, t.nextTryAt),
    index('crm_delivery_workspace').on(t.workspaceId, t.id),
    index('crm_delivery_deal').on(t.dealId),
  ],
)
