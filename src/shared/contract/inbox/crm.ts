import { z } from 'zod'
import { typedName } from '../../domain/core/typed-name.ts'
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
/** CRMs supported through their API, in which contacts and deals are created. */
export const crmSystems = ['hubspot', 'pipedrive', 'salesforce'] as const
export type CrmSystem = (typeof crmSystems)[number]

/** A place to which qualified leads of a client are handed over. */
export type CrmTarget = {
  readonly id: CrmTargetId
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly kind: CrmKind
  /** The URL without its query and with the beginning of its path, because Zapier's and Make's URLs are secrets. */
  readonly address: string
  /** Whether the operator entered an address inside a private network. */
  readonly privateNetwork: boolean
  readonly addedAt: string
  /** Leads that were qualified before it was added and were never handed to it. */
  readonly earlier: number
  /** Null for a webhook. */
  readonly crm: {
    /** Name of the account, as the CRM gives it. */
    readonly account: string
    readonly pipeline: string
    readonly stage: string
    /** Null for the owner of the token. */
    readonly owner: string | null
    readonly deals: number
    /** Time its deals were last read back, and the problem that has prevented it since. */
    readonly readAt: string | null
    readonly readProblem: CrmProblem | null
  } | null
}

/** `sending`: on its way, or interrupted when the app ended. `dead`: retried only manually. */
export type CrmDeliveryState = 'waiting' | 'sending' | 'done' | 'dead'

/**
 * Why the last attempt failed; `status` is the HTTP status, if there was a response. `unclear`: a creation was
 * requested and no response arrived, so the CRM is searched for it before the request is repeated.
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

/** A deal as last read from the CRM. `gone`: it no longer exists there. Null state: not read yet. */
export type CrmDeal = {
  readonly id: CrmDealId
  readonly targetName: string
  readonly kind: CrmKind
  readonly email: string
  readonly state: 'open' | 'won' | 'lost' | 'gone' | null
  readonly pipeline: string | null
  readonly stage: string | null
  readonly value: number | null
  /** ISO 4217; null if the CRM does not report it. */
  readonly currency: string | null
  readonly closedAt: string | null
  readonly readAt: string | null
  /** Why its CRM could not be read since. */
  readonly readProblem: CrmProblem | null
}

export type CrmDelivery = {
  readonly id: CrmDeliveryId
  readonly targetName: string
  readonly kind: CrmKind
  readonly email: string
  readonly label: string
  readonly state: CrmDeliveryState
  readonly tries: number
  readonly handedAt: string
  /** Null unless it is waiting. */
  readonly nextTryAt: string | null
  readonly status: number | null
  readonly problem: CrmProblem | null
  /** Null for a webhook, and until the deal is created. */
  readonly deal: CrmDeal | null
}

const text = (most: number) => z.string().max(most)
const optional = (most: number) => text(most).nullable().default(null)

/** A lead marked as qualified, in the form in which it is handed to CRMs. */
export const qualifiedLead = z.object({
  /** Identifies the qualification: the same key each time it is handed over. */
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

/** A value used in an HTTP header must not contain characters that end the header. */
const secret = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[\x21-\x7e]+$/)

/** Credentials for a CRM, as pasted. */
export const crmAccess = z.discriminatedUnion('kind', [
  /** The access token of a private app. */
  z.object({ kind: z.literal('hubspot'), token: secret(1_000) }),
  /** The API token of a user. */
  z.object({ kind: z.literal('pipedrive'), token: secret(1_000) }),
  /** My Domain URL, and key and secret of an app with the client credentials flow. */
  z.object({
    kind: z.literal('salesforce'),
    address: z.string().trim().min(1).max(500),
    clientId: secret(1_000),
    clientSecret: secret(1_000),
  }),
])
export type CrmAccess = z.output<typeof crmAccess>

type Choice = { readonly id: string; readonly name: string }
/** What the token gives access to in a CRM. */
export type CrmOffer = {
  readonly account: string
  /** The person the token belongs to, if the CRM reports it. */
  readonly person: string | null
  /** Required permissions that are missing, under the CRM's own names. */
  readonly missing: readonly string[]
  readonly pipelines: readonly (Choice & { readonly stages: readonly Choice[] })[]
  /** Null if the token may not read them. */
  readonly owners: readonly Choice[] | null
}

const remoteChoice = z.string().min(1).max(200)

export const crm = {
  'crm.targets': query<readonly CrmTarget[]>({ reads: ['crm'] })(z.object({ workspaceId })),
  /** Stores a webhook. Returns the signing secret this once; it is encrypted like an API key and not shown again. */
  'crm.addWebhook': command<{ readonly target: CrmTarget; readonly secret: string }>({ touches: ['crm'] })(
    z.object({
      workspaceId,
      name: typedName(80),
      address: z.string().trim().min(1).max(2_000),
      privateNetwork: z.boolean().default(false),
    }),
  ),
  /** Asks a CRM whom a token belongs to, what it may do and what can be chosen. Stores nothing. */
  'crm.look': command<CrmOffer>({ touches: [] })(z.object({ workspaceId, access: crmAccess })),
  /** Stores a CRM, with its token encrypted like an API key. It is queried again first: chosen items must exist. */
  'crm.connect': command<CrmTarget>({ touches: ['crm'] })(
    z.object({
      workspaceId,
      name: typedName(80),
      access: crmAccess,
      pipelineId: remoteChoice,
      stageId: remoteChoice,
      ownerId: remoteChoice.nullable().default(null),
    }),
  ),
  /** Stores another token for the same account; deliveries held up by the old one continue. */
  'crm.renew': command<CrmTarget>({ touches: ['crm'] })(z.object({ targetId: crmTargetId, access: crmAccess })),
  /** Permanently deletes the target's secret. Deliveries still waiting for it become dead; the log stays. */
  'crm.removeTarget': command({ touches: ['crm'] })(z.object({ targetId: crmTargetId })),
  /** Tests a target. A webhook is sent a made-up lead, marked as test, once; a CRM is checked for what it requires. */
  'crm.test': command<CrmTry>({ touches: [] })(z.object({ targetId: crmTargetId })),
  /** Returns deliveries page by page, newest first; `next` is the start of the following page. */
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
  /** Returns the number of deliveries. */
  'crm.deliveryCount': query<{ readonly count: number }>({ reads: ['crm'] })(
    z.object({ workspaceId, state: z.enum(['waiting', 'sending', 'done', 'dead']).nullable().default(null) }),
  ),
  /** Returns the deals created for a person, newest first. */
  'crm.dealsOf': query<readonly CrmDeal[]>({ reads: ['crm'] })(
    z.object({ workspaceId, email: z.string().min(1).max(320) }),
  ),
  /** Reads the deals of a client back now. `failed`: number of CRMs that did not answer. */
  'crm.readDeals': command<{ readonly read: number; readonly failed: number }>({ touches: ['crm'] })(
    z.object({ workspaceId }),
  ),
  /** Opens a deal in the browser. Throws NOT_FOUND if it has not been created yet. */
  'crm.openDeal': command({ touches: [] })(z.object({ dealId: crmDealId })),
  /** Hands over leads that were qualified before the target was added; leads it already has are not sent again. */
  'crm.handEarlier': command<{ readonly leads: number }>({ touches: ['crm'] })(z.object({ targetId: crmTargetId })),
  /** Sends a dead or waiting delivery now, with its full number of retries again. */
  'crm.retry': command({ touches: ['crm'] })(z.object({ deliveryId: crmDeliveryId })),
  /** Hands a qualified lead over manually. Idempotent for the same key. */
  'crm.handOver': command<{ readonly isNew: boolean }>({ touches: ['crm'] })(
    z.object({ workspaceId, lead: qualifiedLead }),
  ),
  /** Saves every lead handed over as CSV; returns null if the operator cancels. */
  'crm.saveCsv': command<{ readonly path: string; readonly rows: number } | null>({ touches: [] })(
    z.object({ workspaceId }),
  ),
}
