import type { IdSource } from './ids.ts'

export type LeadValue = string | number | boolean | null

/** A lead's own fields as the API names them; absent when the world keeps leads compactly. */
export type LeadFields = {
  readonly core: Readonly<Record<string, string | number>>
  readonly custom: Readonly<Record<string, LeadValue>>
}

/** A million of these are kept at once: no texts but the address, no id, no time of its own. */
export type Lead = {
  readonly serial: number
  readonly stamp: number
  readonly email: string | null
  readonly holder: Holder
  /** 1 Active, 2 Paused, 3 Completed, -1 Bounced, -2 Unsubscribed, -3 Skipped. */
  status: number
  fields: LeadFields | null
  updatedAt: number
  /** The next lead of the same address in this workspace. */
  sameEmail: Lead | null
  gone: boolean
}

export type Campaign = {
  readonly kind: 'campaign'
  readonly id: string
  readonly stamp: number
  /** 0 Draft, 1 Active, 2 Paused, 3 Completed and the rest. */
  status: number
  /** What the operator may write, as last written. */
  settings: Record<string, unknown>
  readonly variables: Set<string>
  updatedAt: number
  leads: Lead[]
  goneLeads: number
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
  /** A revoked key answers like an unknown one. */
  revoked: boolean
}

export type Mailbox = {
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly stamp: number
  status: number
  warmupStatus: number
  dailyLimit: number | null
  readonly providerCode: number
}

export type BlockEntry = {
  readonly id: string
  readonly value: string
  readonly isDomain: boolean
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
  /** Where leads without campaign and list are: the document allows them. */
  readonly nowhere: LeadList
  readonly blocked: Map<string, BlockEntry>
  /** By number; the id tells the number. */
  readonly leads: (Lead | null)[]
  readonly byEmail: Map<string, Lead>
  readonly ids: IdSource
}
