/** The world's journal of events, the counters derived from it, and the webhooks it triggers. */

import { dayAt } from '#shared/domain/core/days.ts'
import type { Counter, CountRow, LifeEvent, Subsequence } from '../state/life-types.ts'
import type { World } from '../state/world.ts'
import type { Campaign, Workspace } from '../state/world-types.ts'
import { announceToWebhooks } from './announce.ts'

type Optional = 'knownAt' | 'subsequence' | 'lead' | 'message' | 'isFirst' | 'isFirstOfStep' | 'interest' | 'campaign'
type NewEvent = Omit<LifeEvent, Optional> & Partial<Pick<LifeEvent, Optional>>

/** Records an event, counts it and reports it to webhooks. */
export function recordEvent(world: World, workspace: Workspace, given: NewEvent, counters: readonly Counter[]): void {
  const event: LifeEvent = {
    kind: given.kind,
    at: given.at,
    knownAt: given.knownAt ?? given.at,
    campaign: given.campaign ?? null,
    subsequence: given.subsequence ?? null,
    lead: given.lead ?? null,
    mailbox: given.mailbox,
    step: given.step,
    variant: given.variant,
    message: given.message ?? null,
    isFirst: given.isFirst ?? false,
    isFirstOfStep: given.isFirstOfStep ?? false,
    interest: given.interest ?? null,
  }
  workspace.events.push(event)
  if (event.campaign) {
    const row = rowOf(event.campaign, event, event.subsequence)
    for (const counter of counters) row.counts[counter] = (row.counts[counter] ?? 0) + 1
  }
  if (workspace.webhooks.size > 0) announceToWebhooks(world, workspace, event)
}

type Place = Pick<LifeEvent, 'at' | 'step' | 'variant' | 'mailbox'>

function rowOf(campaign: Campaign, place: Place, subsequence: Subsequence | null): CountRow {
  const day = dayAt(place.at)
  const key = `${day}|${place.step}|${place.variant}|${place.mailbox}|${subsequence?.id ?? ''}`
  const known = campaign.life.rows.get(key)
  if (known) return known
  const { step, variant, mailbox } = place
  const row: CountRow = { day, step, variant, mailbox, subsequence, counts: {} }
  campaign.life.rows.set(key, row)
  return row
}
