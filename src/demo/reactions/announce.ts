/** Reports events to webhooks: a flat payload, posted some time later. */
import { drawChance, drawPurposes } from '../state/draws.ts'
import type { LifeEvent, Webhook } from '../state/life-types.ts'
import { htmlOf, messageId, subjectOf, textOf, threadId } from '../state/messages.ts'
import { optionalText } from '../state/values.ts'
import type { World } from '../state/world.ts'
import type { Lead, Workspace } from '../state/world-types.ts'
import { pushDue } from '../time/due-queue.ts'

/** Name of the subscription → name in the payload, if they differ. */
const subscribedAs: Readonly<Record<string, string>> = { link_clicked: 'email_link_clicked' }

const interestEvents: Readonly<Record<number, string>> = {
  0: 'lead_out_of_office',
  1: 'lead_interested',
  2: 'lead_meeting_booked',
  3: 'lead_meeting_completed',
  4: 'lead_closed',
  [-1]: 'lead_not_interested',
  [-2]: 'lead_wrong_person',
  [-4]: 'lead_no_show',
}

/** Returns the payload's `event_type`; null for events that are not reported to webhooks. */
function eventName(workspace: Workspace, event: LifeEvent): string | null {
  if (event.kind === 'lead_completed') return null
  if (event.kind !== 'lead_interest') return event.kind
  if (event.interest === null) return 'lead_neutral'
  const own = [...workspace.labels.values()].find((label) => label.value === event.interest)
  // A custom label is reported as its own text; Lost has no event.
  return own?.label ?? interestEvents[event.interest] ?? null
}

/** Returns what a webhook for all events would receive; null for events that are not reported. */
export function reportedPayloadOf(workspace: Workspace, event: LifeEvent): Record<string, unknown> | null {
  const name = eventName(workspace, event)
  return name === null ? null : payloadOf(workspace, event, name)
}

export function announceToWebhooks(world: World, workspace: Workspace, event: LifeEvent): void {
  const name = eventName(workspace, event)
  if (name === null) return
  for (const webhook of workspace.webhooks.values()) {
    if (webhook.status !== 1 || !isSubscribed(webhook, event, name)) continue
    const { seed } = world.state
    const chance = (which: number) =>
      drawChance(seed, webhook.stamp + workspace.events.length, which, drawPurposes.deliveries)
    // Sent mails are reported minutes later; occasionally an event is an hour late, or is reported twice.
    const usual = event.kind === 'email_sent' ? 4 * 60_000 : 3_000
    const after = usual * (0.5 + chance(1)) + (chance(2) < 0.02 ? 3_600_000 * chance(3) : 0)
    for (const delay of chance(4) < 0.03 ? [after, after * 1.7 + 500] : [after]) {
      queueDelivery(
        world,
        workspace,
        webhook,
        payloadOf(workspace, event, name),
        event.lead?.email ?? null,
        event.knownAt + delay,
      )
    }
  }
}

function queueDelivery(
  world: World,
  workspace: Workspace,
  webhook: Webhook,
  payload: Record<string, unknown>,
  leadEmail: string | null,
  at: number,
): void {
  const group = world.newId(workspace)
  const order = world.state.order++
  pushDue(workspace.outgoing, { at, order, webhook, payload, leadEmail, group, tries: 0, earlier: [] })
}

function isSubscribed(webhook: Webhook, event: LifeEvent, name: string): boolean {
  const { event_type: type, campaign, custom_interest_value: value } = webhook.settings
  if (typeof campaign === 'string' && campaign !== event.campaign?.id) return false
  if (typeof value === 'number') return event.kind === 'lead_interest' && event.interest === value
  if (type === 'all_events') return true
  // Automatic replies have no subscription of their own: they are reported with the replies.
  if (event.kind === 'auto_reply_received') return type === 'reply_received'
  return type === (subscribedAs[name] ?? name)
}

function payloadOf(workspace: Workspace, event: LifeEvent, name: string): Record<string, unknown> {
  const { campaign, lead, message } = event
  const payload: Record<string, unknown> = {
    ...variablesOf(lead),
    timestamp: new Date(event.at).toISOString(),
    event_type: name,
    workspace: workspace.id,
    campaign_id: campaign?.id ?? '',
    campaign_name: optionalText(campaign?.settings['name']) ?? '',
  }
  if (event.mailbox !== '') payload['email_account'] = event.mailbox
  if (!lead) return payload
  payload['lead_email'] = lead.email
  payload['step'] = event.step + 1
  payload['variant'] = event.variant + 1
  payload['is_first'] = event.isFirst
  if (!message) return payload
  payload['email_id'] = messageId(message)
  if (message.kind === 1) {
    payload['email_subject'] = subjectOf(message)
    if (event.kind === 'email_sent') {
      payload['email_text'] = textOf(message)
      payload['email_html'] = htmlOf(message)
    }
    return payload
  }
  const text = textOf(message)
  payload['reply_subject'] = subjectOf(message)
  payload['reply_text'] = text
  payload['reply_text_snippet'] = text.slice(0, 120)
  payload['reply_html'] = htmlOf(message)
  payload['unibox_url'] = `https://app.instantly.ai/app/unibox?thread=${threadId(message)}`
  return payload
}

/** The lead's own values, at the top level beside everything else. */
function variablesOf(lead: Lead | null): Record<string, unknown> {
  const core = lead?.fields?.core ?? {}
  const values: Record<string, unknown> = { ...lead?.fields?.custom }
  for (const [name, value] of Object.entries(core)) {
    if (name !== 'lt_interest_status')
      values[name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())] = value
  }
  return values
}
