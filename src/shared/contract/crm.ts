import { z } from 'zod'
import {
  type CrmDeliveryId,
  type CrmTargetId,
  crmDeliveryId,
  crmTargetId,
  type WorkspaceId,
  workspaceId,
} from '../ids.ts'
import { command, query } from './route.ts'

/** Where qualified leads of a client go. */
export type CrmTarget = {
  readonly id: CrmTargetId
  readonly workspaceId: WorkspaceId
  readonly name: string
  readonly kind: 'webhook'
  /** Without its query and all but the begin of its path: Zapier's and Make's addresses are secrets. */
  readonly address: string
  /** The operator named an address inside a private network. */
  readonly privateNetwork: boolean
  readonly addedAt: string
}

/** `sending` is on its way or was when the app ended; `dead` is tried again only by hand. */
export type CrmDeliveryState = 'waiting' | 'sending' | 'done' | 'dead'

/** Why the last try did not arrive; `status` is the answer's, where there was one. */
export type CrmProblem =
  | 'refused'
  | 'redirect'
  | 'unreachable'
  | 'timeout'
  | 'private_network'
  | 'secret_unreadable'
  | 'gone'

export type CrmDelivery = {
  readonly id: CrmDeliveryId
  readonly targetId: CrmTargetId
  readonly targetName: string
  readonly email: string
  readonly state: CrmDeliveryState
  readonly tries: number
  readonly handedAt: string
  /** Null unless it is waiting. */
  readonly nextTryAt: string | null
  readonly settledAt: string | null
  readonly status: number | null
  readonly problem: CrmProblem | null
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

export type CrmTry = { readonly ok: boolean; readonly status: number | null; readonly problem: CrmProblem | null }

export const crm = {
  'crm.targets': query<readonly CrmTarget[]>()(z.object({ workspaceId })),
  /** Keeps a webhook. Answers the signing secret this once; it is sealed like an API key and never shown again. */
  'crm.addWebhook': command<{ readonly target: CrmTarget; readonly secret: string }>({ touches: ['crm'] })(
    z.object({
      workspaceId,
      name: z.string().trim().min(1).max(80),
      address: z.string().trim().min(1).max(2_000),
      privateNetwork: z.boolean().default(false),
    }),
  ),
  /** Erases its secret for good. What still waits for it is dead; the log stays. */
  'crm.removeTarget': command<null>({ touches: ['crm'] })(z.object({ targetId: crmTargetId })),
  /** Sends a made-up lead, marked as a test, once. */
  'crm.test': command<CrmTry>({ touches: [] })(z.object({ targetId: crmTargetId })),
  /** The newest first, 100 at a time; `before` is the last id seen. */
  'crm.deliveries': query<readonly CrmDelivery[]>()(
    z.object({
      workspaceId,
      state: z.enum(['waiting', 'sending', 'done', 'dead']).nullable().default(null),
      before: crmDeliveryId.nullable().default(null),
    }),
  ),
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
