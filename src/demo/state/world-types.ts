import type { IdSource } from './ids.ts'
import type {
  CampaignLife,
  Delivery,
  Job,
  LeadLife,
  LifeEvent,
  Message,
  Outgoing,
  Subsequence,
  Webhook,
} from './life-types.ts'

export type LeadValue = string | number | boolean | null

/** A lead's own fields by their API names; null if the world stores leads compactly. */
export type LeadFields = {
  readonly core: Readonly<Record<string, string | number>>
  readonly custom: Readonly<Record<string, LeadValue>>
}

/** A million of these are kept at once, so they have no texts but the address, no id, and no time of their own. */
export type Lead = {
  readonly serial: number
  readonly stamp: number
  readonly email: string | null
  holder: Holder
  /** 1 Active, 2 Paused, 3 Completed, -1 Bounced, -2 Unsubscribed, -3 Skipped. */
  status: number
  fields: LeadFields | null
  updatedAt: number
  /** Set from the first mail on. */
  life: LeadLife | null
  /** The next lead with the same address in this workspace. */
  sameEmail: Lead | null
  gone: boolean
}

export type Campaign = {
  readonly kind: 'campaign'
  readonly id: string
  readonly stamp: number
  /** 0 Draft, 1 Active, 2 Paused, 3 Completed and the rest. */
  status: number
  /** The fields the operator may write, as last written. */
  settings: Record<string, unknown>
  readonly variables: Set<string>
  updatedAt: number
  leads: Lead[]
  goneLeads: number
  readonly life: CampaignLife
  sharedUntil: number
}

export type LeadList = {
  readonly kind: 'list'
  readonly id: string
  readonly stamp: number
  name: string
  leads: Lead[]
  goneLeads: number
}

export type Holder = Campaign | LeadList

export type ApiKey = {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly createdAt: number
  scopes: ReadonlySet<string>
  /** A revoked key is answered like an unknown one. */
  revoked: boolean
}

export type Mailbox = {
  readonly email: string
  firstName: string
  lastName: string
  readonly stamp: number
  status: number
  /** 0 Paused, 1 Active, -1 Banned and the rest. */
  warmupStatus: number
  dailyLimit: number | null
  readonly providerCode: number
  /** Minutes between two mails. */
  sendingGap: number
  /** The other fields the operator may write, as last written. */
  settings: Record<string, unknown>
  updatedAt: number
  /** UTC day of the last mail (days since 1970), and the number of mails on that day. */
  sentDay: number
  sentToday: number
  freeAt: number
  /** Set while a connection error lasts. */
  error: string | null
  /** A warmup score that falls or recovers over the days; without it the score stays high. */
  warmth?: { readonly at: number; readonly score: number; readonly perDay: number }
  /** Missing DNS records of its domain. */
  dnsMissing?: readonly ('mx' | 'spf' | 'dkim' | 'dmarc')[]
}

export type Tag = {
  readonly id: string
  readonly stamp: number
  label: string
  description: string | null
  updatedAt: number
  /** Mailbox addresses and campaign ids the tag is assigned to, with the time. */
  readonly resources: Map<string, { readonly id: string; readonly type: 1 | 2; readonly at: number }>
}

export type Label = {
  readonly id: string
  readonly stamp: number
  label: string
  tone: string
  description: string | null
  useWithAi: boolean | null
  /** Generated; leads have it as their interest status. */
  readonly value: number
}

export type AuditEntry = {
  readonly id: string
  readonly at: number
  readonly activity: number
  readonly keyId: string | null
  readonly campaignId: string | null
  readonly webhookId: string | null
  readonly listId: string | null
  readonly affected: number | null
}

export type BlockEntry = {
  readonly id: string
  value: string
  isDomain: boolean
  readonly createdAt: number
}

export type Workspace = {
  readonly id: string
  readonly salt: number
  name: string
  readonly createdAt: number
  readonly ownerId: string
  /** False: every call is answered 402. */
  paid: boolean
  planName: string
  planId: string
  leadLimit: number
  /** Contacts counted against the plan: those in campaigns, and for a while those just deleted. */
  contacts: number
  /** Contacts of deleted leads, freed at a later time. */
  readonly freeing: { at: number; count: number }[]
  readonly keys: ApiKey[]
  readonly mailboxes: Mailbox[]
  readonly campaigns: Map<string, Campaign>
  readonly lists: Map<string, LeadList>
  /** Holds leads without campaign and list, which the API document allows. */
  readonly nowhere: LeadList
  readonly blocked: Map<string, BlockEntry>
  /** By number, which is contained in the id. */
  readonly leads: (Lead | null)[]
  readonly byEmail: Map<string, Lead>
  readonly ids: IdSource
  /** Workspaces for which an admin's key may act. */
  readonly members: Set<string>
  readonly messages: Message[]
  readonly events: LifeEvent[]
  readonly jobs: Job[]
  readonly webhooks: Map<string, Webhook>
  readonly deliveries: Delivery[]
  /** Webhook posts still to be sent, by time. */
  readonly outgoing: Outgoing[]
  readonly tags: Map<string, Tag>
  readonly labels: Map<string, Label>
  readonly subsequences: Map<string, Subsequence>
  readonly audit: AuditEntry[]
  /** Addresses whose verification was requested; null until it is finished. */
  readonly verified: Map<string, { readonly at: number; readonly status: string | null }>
  credits: number
  blocksUnsubscribed: boolean
  logoUrl: string | null
  updatedAt: number
}
