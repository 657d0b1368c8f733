import { beforeAll, describe, expect, test } from 'vitest'
import { demoRoutes } from '#demo/api/app.ts'
import { buildHistory } from '#demo/history/history.ts'
import { leadId } from '#demo/state/lead-store.ts'
import { messageId, threadId } from '#demo/state/messages.ts'
import { createWorld } from '#demo/state/world.ts'
import { campaignBody } from '../../support/instantly/ask.ts'
import { type Ask, startDemo } from '../../support/instantly/ask-demo.ts'

const now = Date.UTC(2026, 10, 18, 11, 0)

/** Ids of existing objects, found or created again for each request. */
type Things = {
  readonly campaign: string
  readonly draft: string
  readonly mailbox: string
  readonly lead: string
  readonly otherLead: string
  readonly email: string
  readonly list: string
  readonly received: string
  readonly sent: string
  readonly thread: string
  readonly webhook: string
  readonly delivery: string
  readonly tag: string
  readonly label: string
  readonly entry: string
  readonly key: string
  readonly subsequence: string
  readonly job: string
}

type Made = readonly [path: string, body?: unknown]
const reply = { subject: 'Re: Hello', body: { html: 'Thanks' } }
const span = 'start_date=2026-10-01&end_date=2026-10-31'

/** One of them is pending at first. */
const verifications: readonly Made[] = ['kai', 'kaii', 'kaiii'].map((name) => [
  '/email-verification',
  { email: `${name}@prospect.example` },
])

/** A successful request for each operation the simulator has. */
const requests: Readonly<Record<string, (t: Things) => Made | readonly Made[]>> = {
  'GET /campaigns/analytics': (t) => [[`/campaigns/analytics?${span}`], [`/campaigns/analytics?id=${t.campaign}`]],
  'GET /campaigns/analytics/overview': () => [[`/campaigns/analytics/overview?${span}&expand_crm_events=true`]],
  'GET /campaigns/analytics/daily': (t) => [`/campaigns/analytics/daily?campaign_id=${t.campaign}`],
  'GET /campaigns/analytics/steps': () => [`/campaigns/analytics/steps?include_opportunities_count=true`],
  'GET /accounts/analytics/daily': (t) => [`/accounts/analytics/daily?emails=${t.mailbox}&${span}`],
  'GET /campaigns': () => ['/campaigns?limit=100'],
  'POST /campaigns': () => ['/campaigns', campaignBody],
  'GET /campaigns/search-by-contact': (t) => [`/campaigns/search-by-contact?search=${t.email}`],
  'GET /campaigns/count-launched': () => ['/campaigns/count-launched'],
  'GET /campaigns/:id': (t) => [`/campaigns/${t.campaign}`],
  'PATCH /campaigns/:id': (t) => [`/campaigns/${t.campaign}`, { daily_limit: 40 }],
  'DELETE /campaigns/:id': (t) => [`/campaigns/${t.draft}`],
  'POST /campaigns/:id/activate': (t) => [`/campaigns/${t.draft}/activate`],
  'POST /campaigns/:id/pause': (t) => [`/campaigns/${t.campaign}/pause`],
  'POST /campaigns/:id/duplicate': (t) => [`/campaigns/${t.campaign}/duplicate`, {}],
  'POST /campaigns/:id/share': (t) => [`/campaigns/${t.campaign}/share`],
  'POST /campaigns/:id/export': (t) => [`/campaigns/${t.campaign}/export`],
  'POST /campaigns/:id/variables': (t) => [`/campaigns/${t.campaign}/variables`, { variables: ['seats'] }],
  'POST /campaigns/:id/from-export': (t) => [`/campaigns/${t.campaign}/from-export`],
  'GET /campaigns/:id/sending-status': (t) => [
    [`/campaigns/${t.campaign}/sending-status`],
    [`/campaigns/${t.draft}/sending-status`],
  ],
  'POST /leads/add': (t) => ['/leads/add', { campaign_id: t.draft, leads: [{ email: 'new@prospect.example' }] }],
  'POST /leads/list': (t) => [
    ['/leads/list', { campaign: t.campaign, limit: 100 }],
    ['/leads/list', { filter: 'FILTER_VAL_REPLIED', limit: 100 }],
  ],
  'POST /leads': (t) => ['/leads', { campaign: t.draft, email: 'one@prospect.example' }],
  'DELETE /leads': (t) => ['/leads', { campaign_id: t.campaign, ids: [t.lead] }],
  'GET /leads/:id': (t) => [`/leads/${t.lead}`],
  'PATCH /leads/:id': (t) => [`/leads/${t.lead}`, { job_title: 'CTO', lt_interest_status: 1 }],
  'DELETE /leads/:id': (t) => [`/leads/${t.lead}`],
  'POST /leads/move': (t) => ['/leads/move', { ids: [t.lead], campaign: t.campaign, to_campaign_id: t.draft }],
  'POST /leads/merge': (t) => ['/leads/merge', { lead_id: t.lead, destination_lead_id: t.otherLead }],
  'POST /leads/subsequence/move': (t) => ['/leads/subsequence/move', { id: t.lead, subsequence_id: t.subsequence }],
  'POST /leads/subsequence/remove': (t) => ['/leads/subsequence/remove', { id: t.lead }],
  'POST /leads/bulk-assign': (t) => [
    '/leads/bulk-assign',
    { organization_user_ids: [t.campaign], ids: [t.lead], campaign: t.campaign },
  ],
  'POST /leads/update-interest-status': (t) => [
    '/leads/update-interest-status',
    { lead_email: t.email, interest_value: 2, campaign_id: t.campaign },
  ],
  'GET /lead-lists': () => ['/lead-lists'],
  'POST /lead-lists': () => ['/lead-lists', { name: 'Webinar' }],
  'GET /lead-lists/:id': (t) => [`/lead-lists/${t.list}`],
  'PATCH /lead-lists/:id': (t) => [`/lead-lists/${t.list}`, { name: 'Other' }],
  'DELETE /lead-lists/:id': (t) => [`/lead-lists/${t.list}`],
  'GET /lead-lists/:id/verification-stats': (t) => [`/lead-lists/${t.list}/verification-stats`],
  'GET /lead-labels': () => ['/lead-labels'],
  'POST /lead-labels': () => ['/lead-labels', { label: 'Call back', interest_status_label: 'positive' }],
  'GET /lead-labels/:id': (t) => [`/lead-labels/${t.label}`],
  'PATCH /lead-labels/:id': (t) => [`/lead-labels/${t.label}`, { description: 'later' }],
  'DELETE /lead-labels/:id': (t) => [`/lead-labels/${t.label}`, { reassigned_status: 1 }],
  'GET /emails': () => [
    ['/emails?limit=100'],
    ['/emails?email_type=received&limit=100&sort_order=asc'],
    ['/emails?email_type=manual&preview_only=true&limit=100'],
  ],
  'GET /emails/unread/count': () => ['/emails/unread/count'],
  'POST /emails/threads/:thread_id/mark-as-read': (t) => [`/emails/threads/${t.thread}/mark-as-read`],
  'POST /emails/reply': (t) => ['/emails/reply', { ...reply, eaccount: t.mailbox, reply_to_uuid: t.received }],
  'POST /emails/forward': (t) => [
    '/emails/forward',
    {
      eaccount: t.mailbox,
      reply_to_uuid: t.received,
      to_address_email_list: 'boss@client.example',
      subject: 'Fwd',
      include_original_body: true,
    },
  ],
  'POST /emails/test': (t) => [
    ['/emails/test', { ...reply, eaccount: t.mailbox, to_address_email_list: 'me@client.example' }],
    ['/emails/test', { ...reply, eaccount: 'no@such.example', to_address_email_list: 'me@client.example' }],
  ],
  'GET /emails/:id': (t) => [[`/emails/${t.received}`], [`/emails/${t.sent}`]],
  'PATCH /emails/:id': (t) => [`/emails/${t.received}`, { is_unread: 0, reminder_ts: '2026-12-01T09:00:00Z' }],
  'DELETE /emails/:id': (t) => [`/emails/${t.received}`],
  'GET /accounts': () => ['/accounts?include_tags=true'],
  'POST /accounts': () => [
    '/accounts',
    {
      email: 'new@outreach.example',
      first_name: 'New',
      last_name: 'One',
      provider_code: 1,
      imap_username: 'a',
      imap_password: 'b',
      imap_host: 'imap.example',
      imap_port: 993,
      smtp_username: 'a',
      smtp_password: 'b',
      smtp_host: 'smtp.example',
      smtp_port: 465,
    },
  ],
  'POST /accounts/pause': (t) => ['/accounts/pause', { emails: [t.mailbox, 'no@such.example'] }],
  'POST /accounts/warmup/enable': (t) => ['/accounts/warmup/enable', { emails: [t.mailbox] }],
  'POST /accounts/warmup/disable': () => ['/accounts/warmup/disable', { include_all_emails: true }],
  'POST /accounts/warmup-analytics': (t) => ['/accounts/warmup-analytics', { emails: [t.mailbox] }],
  'POST /accounts/test/vitals': (t) => ['/accounts/test/vitals', { accounts: [t.mailbox, 'no@such.example'] }],
  'GET /accounts/ctd/status': () => ['/accounts/ctd/status?host=track.example'],
  'GET /accounts/:email': (t) => [`/accounts/${t.mailbox}`],
  'PATCH /accounts/:email': (t) => [`/accounts/${t.mailbox}`, { daily_limit: 20, signature: 'Bye' }],
  'DELETE /accounts/:email': (t) => [`/accounts/${t.mailbox}`],
  'POST /accounts/:email/pause': (t) => [`/accounts/${t.mailbox}/pause`],
  'POST /accounts/:email/resume': (t) => [`/accounts/${t.mailbox}/resume`],
  'POST /accounts/:email/mark-fixed': (t) => [`/accounts/${t.mailbox}/mark-fixed`],
  'GET /account-campaign-mappings/:email': (t) => [`/account-campaign-mappings/${t.mailbox}`],
  'GET /custom-tags': () => ['/custom-tags'],
  'POST /custom-tags': () => ['/custom-tags', { label: 'VIP' }],
  'POST /custom-tags/toggle-resource': (t) => [
    '/custom-tags/toggle-resource',
    { tag_ids: [t.tag], resource_type: 2, assign: true, resource_ids: [t.campaign] },
  ],
  'GET /custom-tags/:id': (t) => [`/custom-tags/${t.tag}`],
  'PATCH /custom-tags/:id': (t) => [`/custom-tags/${t.tag}`, { label: 'Other' }],
  'DELETE /custom-tags/:id': (t) => [`/custom-tags/${t.tag}`],
  'GET /custom-tag-mappings': () => ['/custom-tag-mappings'],
  'GET /subsequences': () => ['/subsequences'],
  'POST /subsequences': (t) => [
    '/subsequences',
    { parent_campaign: t.campaign, name: 'After a click', conditions: { lead_activity: [4] } },
  ],
  'GET /subsequences/analytics': (t) => [`/subsequences/analytics?campaign_id=${t.campaign}`],
  'GET /subsequences/:id': (t) => [`/subsequences/${t.subsequence}`],
  'PATCH /subsequences/:id': (t) => [`/subsequences/${t.subsequence}`, { name: 'Other' }],
  'DELETE /subsequences/:id': (t) => [`/subsequences/${t.subsequence}`],
  'POST /subsequences/:id/duplicate': (t) => [`/subsequences/${t.subsequence}/duplicate`, { parent_campaign: t.draft }],
  'POST /subsequences/:id/pause': (t) => [`/subsequences/${t.subsequence}/pause`],
  'POST /subsequences/:id/resume': (t) => [`/subsequences/${t.subsequence}/resume`],
  'GET /subsequences/:id/sending-status': (t) => [`/subsequences/${t.subsequence}/sending-status`],
  'GET /subsequences/:id/analytics/steps': (t) => [`/subsequences/${t.subsequence}/analytics/steps`],
  'GET /webhooks': () => ['/webhooks?event_type=all_events'],
  'POST /webhooks': () => [
    '/webhooks',
    { target_hook_url: 'https://relay.example/a', event_type: 'all_events', headers: { 'x-secret': 'a' } },
  ],
  'GET /webhooks/event-types': () => ['/webhooks/event-types'],
  'GET /webhooks/:id': (t) => [`/webhooks/${t.webhook}`],
  'PATCH /webhooks/:id': (t) => [`/webhooks/${t.webhook}`, { name: 'Other' }],
  'DELETE /webhooks/:id': (t) => [`/webhooks/${t.webhook}`],
  'POST /webhooks/:id/test': (t) => [`/webhooks/${t.webhook}/test`],
  'POST /webhooks/:id/resume': (t) => [`/webhooks/${t.webhook}/resume`],
  'GET /webhook-events': () => ['/webhook-events?success=true&limit=100'],
  'GET /webhook-events/summary': () => ['/webhook-events/summary?from=2026-11-01&to=2026-11-30'],
  'GET /webhook-events/summary-by-date': () => ['/webhook-events/summary-by-date?from=2026-11-01&to=2026-11-30'],
  'GET /webhook-events/:id': (t) => [`/webhook-events/${t.delivery}`],
  'GET /background-jobs': () => ['/background-jobs?type=move-leads&sort_order=asc'],
  'GET /background-jobs/:id': (t) => [`/background-jobs/${t.job}?data_fields=success_count`],
  'GET /block-lists-entries': () => ['/block-lists-entries?domains_only=true'],
  'POST /block-lists-entries': () => ['/block-lists-entries', { bl_value: 'blocked.example' }],
  'DELETE /block-lists-entries': () => ['/block-lists-entries?search=fallow'],
  'GET /block-lists-entries/download': () => ['/block-lists-entries/download'],
  'POST /block-lists-entries/bulk-create': () => [
    '/block-lists-entries/bulk-create',
    { bl_values: ['a.example', 'x'] },
  ],
  'POST /block-lists-entries/bulk-delete': (t) => ['/block-lists-entries/bulk-delete', { ids: [t.entry] }],
  'GET /block-lists-entries/:id': (t) => [`/block-lists-entries/${t.entry}`],
  'PATCH /block-lists-entries/:id': (t) => [`/block-lists-entries/${t.entry}`, { bl_value: 'other.example' }],
  'DELETE /block-lists-entries/:id': (t) => [`/block-lists-entries/${t.entry}`],
  'POST /email-verification': () => verifications,
  'GET /email-verification/:email': () => [
    ['/email-verification/kai%40prospect.example'],
    ['/email-verification/kaii%40prospect.example'],
    ['/email-verification/kaiii%40prospect.example'],
  ],
  'GET /api-keys': () => ['/api-keys'],
  'POST /api-keys': () => ['/api-keys', { name: 'Second', scopes: ['leads:read'] }],
  'DELETE /api-keys/:id': (t) => [`/api-keys/${t.key}`],
  'GET /workspaces/current': () => ['/workspaces/current'],
  'PATCH /workspaces/current': () => ['/workspaces/current', { name: 'Other' }],
  'GET /workspace-billing/plan-details': () => ['/workspace-billing/plan-details'],
  'GET /workspace-billing/subscription-details': () => ['/workspace-billing/subscription-details'],
  'GET /audit-logs': () => ['/audit-logs?limit=1000'],
}

/** If the published schema and Instantly itself differ, the simulator follows Instantly. */
const exceptions: Readonly<Record<string, { readonly problem: RegExp; readonly reason: string }>> = {
  'GET /accounts': {
    problem: /^answer\/items\/\d+\/tags is not a known key$/,
    reason: 'the document says include_tags adds the tags, and its schema of an account has no place for them',
  },
}

const world = buildHistory({ now, frozen: true })
const demo = startDemo({ world })
const { ask } = demo

async function made(method: string, path: string, body: unknown): Promise<string> {
  const answer = await ask(method, path, body)
  return String(answer.body['id'])
}

async function things(): Promise<Things> {
  const workspace = demo.world.workspaces[0]
  const campaign = [...(workspace?.campaigns.values() ?? [])].find(({ status }) => status === 1)
  const leads = campaign?.leads.filter((lead) => !lead.gone && (lead.life?.step ?? 0) > 0) ?? []
  const received = workspace?.messages.find((message) => message.kind === 2 && !message.gone)
  const sent = workspace?.messages.find((message) => message.kind === 1)
  const [lead, otherLead] = leads
  if (!workspace || !campaign || !lead || !otherLead || !received || !sent) throw new Error('the history is empty')
  const parent = { parent_campaign: campaign.id, conditions: { lead_activity: [2] } }
  return {
    campaign: campaign.id,
    draft: await made('POST', '/campaigns', { ...campaignBody, email_list: [String(workspace.mailboxes[0]?.email)] }),
    mailbox: encodeURIComponent(workspace.mailboxes[0]?.email ?? '').replace('%40', '@'),
    lead: leadId(workspace, lead),
    otherLead: leadId(workspace, otherLead),
    email: String(lead.email),
    list: await made('POST', '/lead-lists', { name: 'Made' }),
    received: messageId(received),
    sent: messageId(sent),
    thread: threadId(received),
    webhook: await made('POST', '/webhooks', { target_hook_url: 'https://relay.example/b' }),
    delivery: String(workspace.deliveries[0]?.id),
    tag: await made('POST', '/custom-tags', { label: `Made ${Math.random()}` }),
    label: await made('POST', '/lead-labels', { label: 'Made', interest_status_label: 'neutral' }),
    entry: await made('POST', '/block-lists-entries', { bl_value: 'made.example' }),
    key: await made('POST', '/api-keys', { name: 'Made', scopes: ['leads:read'] }),
    subsequence: await made('POST', '/subsequences', { ...parent, name: 'Made' }),
    job: await made('POST', '/accounts/warmup/enable', { emails: [workspace.mailboxes[1]?.email] }),
  }
}

describe("every operation's answer matches its published schema, over months of history", () => {
  beforeAll(() => ask('POST', '/email-verification', { email: 'kai@prospect.example' }))

  test.each(demoRoutes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', async (name, route) => {
    const request = requests[name]
    if (!request) throw new Error(`no request is written for ${name}`)
    const given = await things()
    const asked = request(given)
    const list = (Array.isArray(asked[0]) ? asked : [asked]) as readonly Made[]
    if (name.endsWith('/from-export')) await ask('POST', `/campaigns/${given.campaign}/share`)
    if (name.includes('email-verification/')) {
      for (const [, body] of verifications) {
        await ask('POST', '/email-verification', body)
      }
    }
    for (const [path, body] of list) {
      const answer = await ask(route.method, path, body)
      expect(answer.status, answer.text).toBe(route.status ?? 200)
      const excused = exceptions[name]
      expect(answer.problems.filter((problem) => !excused?.problem.test(problem))).toEqual([])
    }
  })

  test('a list page shows all kinds of items, and every row matches its schema', async () => {
    const seen = new Set<unknown>()
    for await (const row of pages(ask, '/emails?')) {
      seen.add(row['ue_type'])
    }
    expect(seen).toEqual(new Set([1, 2, 3]))
  })
})

async function* pages(asker: Ask, path: string) {
  let cursor = ''
  for (let page = 0; page < 200; page++) {
    const answer = await asker('GET', `${path}limit=100${cursor}`)
    expect(answer.problems).toEqual([])
    yield* answer.items
    if (answer.items.length === 0) return
    cursor = `&starting_after=${String(answer.body['next_starting_after'])}`
  }
}

test('A custom label is on the lead as its number, though the schema of a lead lists only ten', async () => {
  // The document gives every label such a number and accepts it for interest_value; only the lead's own field is
  // closed.
  const { email, campaign, lead } = await things()
  const label = await ask('POST', '/lead-labels', { label: 'Own', interest_status_label: 'positive' })
  const value = label.body['interest_status']
  const wish = { lead_email: email, interest_value: value, campaign_id: campaign }
  expect(await ask('POST', '/leads/update-interest-status', wish)).toMatchObject({ status: 202, problems: [] })
  await demo.moveOn(10_000)
  const shown = await ask('GET', `/leads/${lead}`)
  expect(shown.body['lt_interest_status']).toBe(value)
  expect(shown.problems).toEqual(['answer/lt_interest_status must be equal to one of the allowed values'])
})

test("An empty world's answers match the schemas too", async () => {
  const empty = createWorld({ clock: world.clock, dedupe: true, keepLeads: 'full' })
  empty.addWorkspace({ keys: [{ key: 'empty' }], mailboxes: 0 })
  const quiet = startDemo({ world: empty })
  for (const route of demoRoutes) {
    const required = (route.query?.['required'] ?? []) as readonly string[]
    if (route.method !== 'GET' || route.path.includes(':') || required.length > 0) continue
    const answer = await quiet.ask('GET', route.path)
    expect(answer.problems, route.path).toEqual([])
    expect(answer.status).toBe(200)
  }
})
