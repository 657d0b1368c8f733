import { z } from 'zod'
import {
  type CrmDealId,
  type CrmDeliveryId,
  type CrmTargetId,
  crmDealId,
  crmDeliveryId,
  crmTargetId,
  type WorkspaceId,
  workspaceId,
} from '../../ids.ts'
import { command, query } from '../route.ts'

export const crmKinds = ['webhook', 'hubspot', 'pipedrive', 'salesforce'] as const
export type CrmKind = (typeof crmKinds)[number]
/** Those with an API of their own, in which contacts and deals are made. */
export const crmSystems = ['hubspot', 'pipedrive', 'salesforce'] as const
export type CrmSystem = (typeof crmSystems)[number]

/** Where qualified leads of a client go. */
export type CrmTarget = {
  readonly id: CrmTargetId
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly kind: CrmKind
  /** Without its query and all but the begin of its path: Zapier's and Make's addresses are secrets. */
  readonly address: string
  /** The operator named an address inside a private network. */
  readonly privateNetwork: boolean
  readonly addedAt: string
  /** Leads that were qualified before it was there and never handed to it. */
  readonly earlier: number
  /** Null for a webhook. */
  readonly crm: {
    /** Whose CRM it is, as the CRM names it. */
    readonly account: string
    readonly pipeline: string
    readonly stage: string
    /** Null: whoever the token belongs to. */
    readonly owner: string | null
    readonly deals: number
    /** When its deals were last read back, and what hindered it since. */
    readonly readAt: string | null
    readonly readProblem: CrmProblem | null
  } | null
}

/** `sending` is on its way or was when the app ended; `dead` is tried again only by hand. */
export type CrmDeliveryState = 'waiting' | 'sending' | 'done' | 'dead'

/**
 * Why the last try did not arrive; `status` is the answer's, where there was one. `unclear`: something was asked for
 * and no answer came; it is looked for before it is asked for again.
 */
export type CrmProblem =
  | 'refused'
  | 'redirect'
  | 'unreachable'
  | 'timeout'
  | 'private_network'
  | 'secret_unreadable'
  | 'gone'
  | 'token_refused'
  | 'rights_missing'
  | 'rate_limited'
  | 'server_error'
  | 'unreadable'
  | 'unclear'

/** A deal as the CRM had it when it was last read. `gone`: it is not there any more. Null state: not read yet. */
export type CrmDeal = {
  readonly id: CrmDealId
  readonly targetName: string
  readonly kind: CrmKind
  readonly email: string
  readonly state: 'open' | 'won' | 'lost' | 'gone' | null
  readonly pipeline: string | null
  readonly stage: string | null
  readonly value: number | null
  /** ISO 4217; null where the CRM does not say. */
  readonly currency: string | null
  readonly closedAt: string | null
  readonly readAt: string | null
  /** Why its CRM could not be read since. */
  readonly readProblem: CrmProblem | null
}

export type CrmDelivery = {
  readonly id: CrmDeliveryId
  readonly targetId: CrmTargetId
  readonly targetName: string
  readonly kind: CrmKind
  readonly email: string
  readonly label: string
  readonly state: CrmDeliveryState
  readonly tries: number
  readonly handedAt: string
  /** Null unless it is waiting. */
  readonly nextTryAt: string | null
  readonly settledAt: string | null
  readonly status: number | null
  readonly problem: CrmProblem | null
  /** Null for a webhook, and before the deal is made. */
  readonly deal: CrmDeal | null
}

const text = (most: number) => z.string().max(most)
const optional = (most: number) => text(most).nullable().default(null)

/** A lead that was marked qualified, as it is handed to CRMs. */
export const qualifiedLead = z.object({
  /** The same for the same qualification, however often it is handed over. */
  key: z.string().min(1).max(200),
  email: z.email().max(320),
  firstName: optional(200),
  lastName: optional(200),
  companyName: optional(300),
  jobTitle: optional(300),
  phone: optional(100),
  website: optional(500),
  variables: z.record(z.string().max(200), text(5_000)).default({}),
  /** The label of the reply: `interested`, `meeting_booked`, or one of the operator's own. */
  label: z.string().min(1).max(100),
  qualifiedAt: z.iso.datetime({ offset: true }),
  campaignId: optional(200),
  campaignName: optional(300),
  replyAt: z.iso.datetime({ offset: true }).nullable().default(null),
  replyText: optional(20_000),
  replyUrl: optional(2_000),
})
export type QualifiedLead = z.input<typeof qualifiedLead>

export type QualifiedLeadRead = z.output<typeof qualifiedLead>

export type CrmTry = { readonly ok: boolean; readonly status: number | null; readonly problem: CrmProblem | null }

/** What goes into a header must not be able to end it. */
const secret = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[\x21-\x7e]+$/)

/** What opens a CRM, as pasted. */
export const crmAccess = z.discriminatedUnion('kind', [
  /** The access token of a private app. */
  z.object({ kind: z.literal('hubspot'), token: secret(1_000) }),
  /** The API token of a user. */
  z.object({ kind: z.literal('pipedrive'), token: secret(1_000) }),
  /** My Domain, and key and secret of an app with the client credentials flow. */
  z.object({
    kind: z.literal('salesforce'),
    address: z.string().trim().min(1).max(500),
    clientId: secret(1_000),
    clientSecret: secret(1_000),
  }),
])
export type CrmAccess = z.output<typeof crmAccess>

type Choice = { readonly id: string; readonly name: string }
/** What a CRM offers to whoever holds the token. */
export type CrmOffer = {
  readonly account: string
  /** Whom the token belongs to, where the CRM says. */
  readonly person: string | null
  /** Rights that are needed and not there, by the CRM's own names. */
  readonly missing: readonly string[]
  readonly pipelines: readonly (Choice & { readonly stages: readonly Choice[] })[]
  /** Null where the token may not read them. */
  readonly owners: readonly Choice[] | null
}

const remoteChoice = z.string().min(1).max(200)

export const crm = {
  'crm.targets': query<readonly CrmTarget[]>({ reads: ['crm'] })(z.object({ workspaceId })),
  /** Keeps a webhook. Answers the signing secret this once; it is sealed like an API key and never shown again. */
  'crm.addWebhook': command<{ readonly target: CrmTarget; readonly secret: string }>({ touches: ['crm'] })(
    z.object({
      workspaceId,
      name: z.string().trim().min(1).max(80),
      address: z.string().trim().min(1).max(2_000),
      privateNetwork: z.boolean().default(false),
    }),
  ),
  /** Asks a CRM who a token belongs to, what it may do, and what can be chosen. Nothing is kept. */
  'crm.look': command<CrmOffer>({ touches: [] })(z.object({ workspaceId, access: crmAccess })),
  /** Keeps a CRM, its token sealed like an API key. Asked once more first: what was chosen must be there. */
  'crm.connect': command<CrmTarget>({ touches: ['crm'] })(
    z.object({
      workspaceId,
      name: z.string().trim().min(1).max(80),
      access: crmAccess,
      pipelineId: remoteChoice,
      stageId: remoteChoice,
      ownerId: remoteChoice.nullable().default(null),
    }),
  ),
  /** Another token for the same account; what was held up by the old one goes on. */
  'crm.renew': command<CrmTarget>({ touches: ['crm'] })(z.object({ targetId: crmTargetId, access: crmAccess })),
  /** Erases its secret for good. What still waits for it is dead; the log stays. */
  'crm.removeTarget': command<null>({ touches: ['crm'] })(z.object({ targetId: crmTargetId })),
  /** To a webhook: sends a made-up lead, marked as a test, once. A CRM is asked whether all that is needed is there. */
  'crm.test': command<CrmTry>({ touches: [] })(z.object({ targetId: crmTargetId })),
  /** The newest first, some at a time; `next` is where the following page begins. */
  'crm.deliveries': query<{ readonly rows: readonly CrmDelivery[]; readonly next: CrmDeliveryId | null }>({
    reads: ['crm'],
  })(
    z.object({
      workspaceId,
      state: z.enum(['waiting', 'sending', 'done', 'dead']).nullable().default(null),
      before: crmDeliveryId.nullable().default(null),
      limit: z.number().int().min(1).max(100).default(100),
    }),
  ),
  /** How many there are. */
  'crm.deliveryCount': query<{ readonly count: number }>({ reads: ['crm'] })(
    z.object({ workspaceId, state: z.enum(['waiting', 'sending', 'done', 'dead']).nullable().default(null) }),
  ),
  /** Deals made for a person, the newest first. */
  'crm.dealsOf': query<readonly CrmDeal[]>({ reads: ['crm'] })(
    z.object({ workspaceId, email: z.string().min(1).max(320) }),
  ),
  /** Reads the deals of a client back now. `failed`: CRMs that did not answer. */
  'crm.readDeals': command<{ readonly read: number; readonly failed: number }>({ touches: ['crm'] })(
    z.object({ workspaceId }),
  ),
  /** Opens a deal in the browser. NOT_FOUND where it is not made yet. */
  'crm.openDeal': command<null>({ touches: [] })(z.object({ dealId: crmDealId })),
  /** Hands over what was qualified before a target was there; what it had already it does not get again. */
  'crm.handEarlier': command<{ readonly leads: number }>({ touches: ['crm'] })(z.object({ targetId: crmTargetId })),
  /** Puts a dead or waiting delivery on its way now, with all its tries before it again. */
  'crm.retry': command<null>({ touches: ['crm'] })(z.object({ deliveryId: crmDeliveryId })),
  /** Hands a qualified lead over by hand. The same key again changes nothing. */
  'crm.handOver': command<{ readonly isNew: boolean }>({ touches: ['crm'] })(
    z.object({ workspaceId, lead: qualifiedLead }),
  ),
  /** Every lead handed over, as CSV; null where the operator cancels. */
  'crm.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(
    z.object({ workspaceId }),
  ),
}
