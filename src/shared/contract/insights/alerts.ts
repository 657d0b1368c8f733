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

/** What an alert is about. For an account, this includes the running campaigns that send with it. */
export type AlertAbout =
  | { readonly kind: 'campaign'; readonly campaignId: CampaignId; readonly name: string }
  | {
      readonly kind: 'mailbox'
      /** The first of `emails`. */
      readonly email: string
      /** All accounts of one domain with the same cause. */
      readonly emails: readonly string[]
      readonly domain: string
      readonly reason: AccountReason
      /** Instantly's own message. */
      readonly message: string | null
      readonly campaigns: readonly { readonly id: CampaignId; readonly name: string }[]
    }
  | { readonly kind: 'contacts'; readonly left: number; readonly limit: number; readonly perDay: number }
  /** People whose opt-out is waiting to be confirmed; `email` is set if there is only one. */
  | { readonly kind: 'asked'; readonly people: number; readonly email: string | null }

/** An alert with its client and the figures it is based on. */
export type ShownAlert = Alert & {
  /** Identifies the alert within its workspace for as long as it lasts. */
  readonly key: string
  readonly workspaceId: WorkspaceId
  readonly partId: ClientPartId | null
  readonly about: AlertAbout
  /** Time it was first seen. */
  readonly since: string | null
  /** Time the figures it is based on were read. */
  readonly readAt: string | null
  /** Number of days a target was evaluated over; null for the whole lifetime, or without a target. */
  readonly periodDays: number | null
  /** Currency of the costs. */
  readonly currency: string | null
}

const share = z.number().min(0.001).max(0.5)
/** Rules shared by all clients. Rates are fractions, not percentages. */
export const alertSettings = z
  .object({
    bounceAmber: share,
    bounceRed: share,
    kinds: z.array(z.enum(alertKinds)).max(alertKinds.length),
    /** Whether alerts also appear as desktop notifications, outside the inbox's quiet hours. */
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
  // Targets saved before this one was added do not have it.
  interested: target.default(null),
  unsubscribe: target,
  costPerReplyCents: z.number().int().min(1).max(100_000_000).nullable(),
}) satisfies z.ZodType<AlertTargets>
/** The number of days targets are evaluated over, and the minimum number of people contacted. */
export const targetBasis = z.object({
  periodDays: z.number().int().min(7).max(90),
  minPeople: z.number().int().min(20).max(100_000),
})
export type TargetBasis = z.output<typeof targetBasis>

export type TargetSettings = TargetBasis & {
  readonly all: AlertTargets
  /** Clients with their own targets. `partId` null: the workspace and those of its parts without their own. */
  readonly own: readonly {
    readonly workspaceId: WorkspaceId
    readonly partId: ClientPartId | null
    readonly targets: AlertTargets
  }[]
}

/** What a kind of alert is muted for: a client, a campaign or an account. */
const muteOf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('client'), partId: clientPartId.nullable() }),
  z.object({ kind: z.literal('campaign'), campaignId }),
  z.object({ kind: z.literal('mailbox'), email: z.string().min(1).max(320) }),
])
export type MuteSubject = z.output<typeof muteOf>

/** An alert that is not shown at the moment, and why. */
export type Quieted = { readonly workspaceId: WorkspaceId } & (
  | { readonly how: 'snoozed'; readonly key: string; readonly alert: ShownAlert; readonly until: string }
  | { readonly how: 'aside'; readonly key: string; readonly alert: ShownAlert }
  | {
      readonly how: 'muted'
      readonly alertKind: AlertKind
      readonly of: MuteSubject
      /** Name of the campaign; null for others. */
      readonly name: string | null
      readonly at: string
    }
)

const named = z.object({ workspaceId, key: z.string().min(1).max(400) })
const touches = ['campaigns'] as const

export const alerts = {
  /** Returns what needs attention now, most severe first, without muted, snoozed or dismissed alerts. */
  'alerts.list': query<readonly ShownAlert[]>({
    reads: ['workspaces', 'exports', 'settings', 'campaigns', 'clients', 'blocklist', 'inbox', 'labels', 'opt_outs'],
  })(clientFilter.extend({ campaignId: campaignId.nullable().default(null) })),
  /** Dismisses an alert at its current severity. Idempotent. */
  'alerts.dismiss': command({ touches })(named),
  /** Hides an alert until the given time; null shows it again, even if it was dismissed. */
  'alerts.snooze': command({ touches })(named.extend({ until: z.iso.datetime().nullable() })),
  /** Mutes this kind of alert for a client, a campaign or an account, or unmutes it. */
  'alerts.mute': command({ touches })(
    z.object({ workspaceId, alertKind: z.enum(alertKinds), of: muteOf, muted: z.boolean() }),
  ),
  /** Returns what is snoozed, dismissed or muted. */
  'alerts.quieted': query<readonly Quieted[]>({
    reads: ['workspaces', 'exports', 'settings', 'campaigns', 'clients', 'blocklist', 'inbox', 'labels', 'opt_outs'],
  })(clientFilter),
  'alerts.settings': query<AlertSettings>({ reads: ['settings'] })(z.object({})),
  'alerts.saveSettings': command<AlertSettings>({ touches: ['campaigns', 'settings'] })(alertSettings),
  'alerts.targets': query<TargetSettings>({ reads: ['settings'] })(z.object({})),
  /** Saves the targets of all clients, with the period they are evaluated over. */
  'alerts.saveTargets': command({ touches: ['campaigns', 'settings'] })(targetBasis.extend({ all: alertTargets })),
  /** Saves the targets of one client; null: use those of all clients, or of the workspace. */
  'alerts.saveClientTargets': command({ touches: ['campaigns', 'settings'] })(
    z.object({ workspaceId, partId: clientPartId.nullable(), targets: alertTargets.nullable() }),
  ),
}
