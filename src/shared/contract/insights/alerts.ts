import { z } from 'zod'
import type { AccountReason } from '../../domain/insights/alerts/evaluate-account.ts'
import {
  type Alert,
  type AlertKind,
  type AlertTargets,
  alertKinds,
} from '../../domain/insights/alerts/evaluate-campaign.ts'
import {
  type CampaignId,
  type ClientPartId,
  campaignId,
  clientPartId,
  type WorkspaceId,
  workspaceId,
} from '../../ids.ts'
import { clientFilter } from '../clients/client-filter.ts'
import { command, query } from '../route.ts'

/** What an alert is about. A mailbox names the running campaigns that send with it. */
export type AlertAbout =
  | { readonly kind: 'campaign'; readonly campaignId: CampaignId; readonly name: string }
  | {
      readonly kind: 'mailbox'
      /** The first of `emails`. */
      readonly email: string
      /** All of one domain with the same cause. */
      readonly emails: readonly string[]
      readonly domain: string
      readonly reason: AccountReason
      /** Instantly's own words. */
      readonly message: string | null
      readonly campaigns: readonly { readonly id: CampaignId; readonly name: string }[]
    }
  | { readonly kind: 'contacts'; readonly left: number; readonly limit: number; readonly perDay: number }
  /** People of whom it is asked whether they opted out; the address where it is one. */
  | { readonly kind: 'asked'; readonly people: number; readonly email: string | null }

/** An alert with whose it is and what it stands on. */
export type ShownAlert = Alert & {
  /** Names it among those of its workspace, for as long as it lasts. */
  readonly key: string
  readonly workspaceId: WorkspaceId
  readonly partId: ClientPartId | null
  readonly about: AlertAbout
  /** When it was first seen. */
  readonly since: string | null
  /** When the figures it stands on were read. */
  readonly readAt: string | null
  /** The days a target was looked at over; null: the whole life, or no target. */
  readonly periodDays: number | null
  /** Of costs. */
  readonly currency: string | null
}

const share = z.number().min(0.001).max(0.5)
/** One set of rules for all clients. Shares, not percents. */
export const alertSettings = z
  .object({
    bounceAmber: share,
    bounceRed: share,
    kinds: z.array(z.enum(alertKinds)),
    /** Also as notifications of the desktop, outside the inbox's quiet hours. */
    notify: z.boolean(),
  })
  .refine(({ bounceAmber, bounceRed }) => bounceAmber < bounceRed, {
    path: ['bounceRed'],
    message: 'not above bounceAmber',
  })
export type AlertSettings = z.output<typeof alertSettings>

const target = z.number().min(0.0001).max(1).nullable()
export const alertTargets = z.object({
  open: target,
  reply: target,
  // Targets that were set before there was this one have none.
  interested: target.default(null),
  unsubscribe: target,
  costPerReplyCents: z.number().int().min(1).max(100_000_000).nullable(),
}) satisfies z.ZodType<AlertTargets>
/** Over how many days targets are looked at, and from how many people contacted on. */
export const targetBasis = z.object({
  periodDays: z.number().int().min(7).max(90),
  minPeople: z.number().int().min(20).max(100_000),
})
export type TargetBasis = z.output<typeof targetBasis>

export type TargetSettings = TargetBasis & {
  readonly all: AlertTargets
  /** Clients with targets of their own. `partId` null: the workspace, and its parts without their own. */
  readonly own: readonly {
    readonly workspaceId: WorkspaceId
    readonly partId: ClientPartId | null
    readonly targets: AlertTargets
  }[]
}

/** Whom a kind of alert is not told of: a client, a campaign or a mailbox. */
const muteOf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('client'), partId: clientPartId.nullable() }),
  z.object({ kind: z.literal('campaign'), campaignId }),
  z.object({ kind: z.literal('mailbox'), email: z.string().min(1).max(320) }),
])
export type MuteOf = z.output<typeof muteOf>

/** What is not shown now, and why. */
export type Quieted = { readonly workspaceId: WorkspaceId } & (
  | { readonly how: 'snoozed'; readonly key: string; readonly alert: ShownAlert; readonly until: string }
  | { readonly how: 'aside'; readonly key: string; readonly alert: ShownAlert }
  | {
      readonly how: 'muted'
      readonly alertKind: AlertKind
      readonly of: MuteOf
      /** What the campaign is called; null for others. */
      readonly name: string | null
      readonly at: string
    }
)

const named = z.object({ workspaceId, key: z.string().min(1).max(400) })
const touches = ['campaigns'] as const

export const alerts = {
  /** What should be looked at now, the worst first. Left out: what is muted, snoozed, or put aside until it gets worse. */
  'alerts.list': query<readonly ShownAlert[]>({
    reads: ['workspaces', 'exports', 'settings', 'campaigns', 'clients', 'blocklist', 'inbox', 'labels', 'opt_outs'],
  })(clientFilter.extend({ campaignId: campaignId.nullable().default(null) })),
  /** Puts an alert aside at the level it has now. Doing it again changes nothing. */
  'alerts.dismiss': command<null>({ touches })(named),
  /** Hides an alert until then; null shows it again, also where it was put aside. */
  'alerts.snooze': command<null>({ touches })(named.extend({ until: z.iso.datetime().nullable() })),
  /** Tells no more of this kind for a client, a campaign or a mailbox; or tells again. */
  'alerts.mute': command<null>({ touches })(
    z.object({ workspaceId, alertKind: z.enum(alertKinds), of: muteOf, muted: z.boolean() }),
  ),
  /** What is snoozed, put aside or muted. */
  'alerts.quieted': query<readonly Quieted[]>({
    reads: ['workspaces', 'exports', 'settings', 'campaigns', 'clients', 'blocklist', 'inbox', 'labels', 'opt_outs'],
  })(clientFilter),
  'alerts.settings': query<AlertSettings>({ reads: ['settings'] })(z.object({})),
  'alerts.saveSettings': command<AlertSettings>({ touches: ['campaigns', 'settings'] })(alertSettings),
  'alerts.targets': query<TargetSettings>({ reads: ['settings'] })(z.object({})),
  /** Targets of all clients, with what they are looked at over. */
  'alerts.saveTargets': command<null>({ touches: ['campaigns', 'settings'] })(
    targetBasis.extend({ all: alertTargets }),
  ),
  /** Targets of one client; null: as for all, or as for the workspace. */
  'alerts.saveClientTargets': command<null>({ touches: ['campaigns', 'settings'] })(
    z.object({ workspaceId, partId: clientPartId.nullable(), targets: alertTargets.nullable() }),
  ),
}
