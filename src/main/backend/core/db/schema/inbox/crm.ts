import { blob, index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { workspace } from '../clients/workspaces.ts'
import { refersTo } from '../refers-to.ts'

/** Words of `CrmProblem`; the column is text, so a new one needs no migration. */
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

/** Where qualified leads of a client are sent; what opens it is encrypted like an API key. */
export const crmTarget = sqliteTable(
  'crm_target',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['webhook', 'hubspot', 'pipedrive', 'salesforce'] }).notNull(),
    /** As it may be shown. */
    address: text('address').notNull(),
    privateNetwork: integer('private_network', { mode: 'boolean' }).notNull(),
    /** Null once removed. */
    cipher: blob('cipher', { mode: 'buffer' }),
    protection: text('protection', { enum: ['keyring', 'passphrase'] }).notNull(),
    addedAt: text('added_at').notNull(),
    removedAt: text('removed_at'),
    /** Of a CRM: account, pipeline, stage and owner as chosen, as JSON. Null for a webhook. */
    settings: text('settings'),
    /** When its deals were last read back wholly. */
    readAt: text('read_at'),
    /** When they are to be read again; null as long as none was made. */
    nextReadAt: text('next_read_at'),
    readProblem: text('read_problem', { enum: crmProblems }),
  },
  (t) => [index('crm_target_workspace').on(t.workspaceId)],
)

/** A qualified lead that was handed over, once for its key. */
export const crmHandover = sqliteTable(
  'crm_handover',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
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

/**
 * What was made in a CRM for one lead of one campaign: person, company and deal, whatever number of labels it was given.
 * `…SentAt` without its id: a creation left, and its answer is not known. It is looked for before it is made again.
 */
export const crmDeal = sqliteTable(
  'crm_deal',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    workspaceId: refersTo('workspace_id', () => workspace.id),
    targetId: refersTo('target_id', () => crmTarget.id),
    email: text('email').notNull(),
    /** Empty where the lead is of no campaign. */
    campaignId: text('campaign_id').notNull(),
    /** What is written into the deal to find it again. */
    uid: text('uid').notNull(),
    companyId: text('company_id'),
    companySentAt: text('company_sent_at'),
    personId: text('person_id'),
    personSentAt: text('person_sent_at'),
    remoteId: text('remote_id'),
    remoteSentAt: text('remote_sent_at'),
    /** As last read; null before. */
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

/** A handover to one target. It is `sending` on disk before the request leaves. */
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
    /** The deal in the CRM it led to. */
    dealId: integer('deal_id').references(() => crmDeal.id),
    /** The note in the CRM that carries the reply; `noteSentAt` without it: its creation left, its answer is not known. */
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
