import { afterEach, beforeEach, expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { type LivingClient, type RelayBench, startRelayBench } from '../../../support/relay/relay-bench.ts'
import { startWebhookReceiver } from '../../../support/webhook-receiver.ts'
import { label } from '../inbox/support.ts'

/** Labels set on Instantly's own pages arrive as events; those set here come back as events too. */

let bench: RelayBench
let client: LivingClient
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>
let told = 0

beforeEach(async () => {
  bench = await startRelayBench({ leads: 2 })
  const [first] = bench.clients
  if (!first) throw new Error('no client')
  client = first
  receiver = await startWebhookReceiver()
})
afterEach(async () => {
  await bench.close()
  await receiver.close()
})

const lead = () => {
  const found = client.remote.leads.find((each) => each?.email)
  const [campaignId] = client.remote.campaigns.keys()
  if (!found?.email || campaignId === undefined) throw new Error('no lead')
  return { email: found.email, campaignId }
}

/** Posts it to the relay as Instantly does. */
async function tell(event_type: string, fields: Record<string, unknown> = {}): Promise<void> {
  const [webhook] = client.remote.webhooks.values()
  if (!webhook) throw new Error('no webhook')
  const { email, campaignId } = lead()
  told += 1
  const body = {
    event_type,
    timestamp: new Date(Date.now() + 1_000 + told).toISOString(),
    workspace: client.remote.id,
    campaign_id: campaignId,
    campaign_name: 'Autumn',
    lead_email: email,
    ...fields,
  }
  const own = webhook.settings['headers'] as Record<string, string> | null
  const headers = { 'content-type': 'application/json', ...own }
  const answer = await fetch(String(webhook.settings['target_hook_url']), {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(200)
  await bench.caughtUp(client)
}

const addWebhook = () =>
  bench.app.call('crm.addWebhook', {
    workspaceId: client.workspaceId,
    name: 'n8n',
    address: receiver.url,
    privateNetwork: true,
  })
const rows = async () => (await bench.app.call('crm.deliveries', { workspaceId: client.workspaceId })).rows
const labels = async () => {
  await until('all to arrive', async () => (await rows()).every(({ state }) => state === 'done'))
  return receiver.received.map(({ body }) => body.lead['label'])
}

it('A label given at Instantly is handed over once, however often and by whichever source it is reported', async () => {
  await addWebhook()
  await tell('reply_received', { reply_text: 'Sounds good, tell me more.', reply_subject: 'Re: hello' })
  await tell('lead_interested')
  await tell('lead_interested')
  expect(await labels()).toEqual(['interested'])
  expect(receiver.received[0]?.body.lead).toMatchObject({
    email: lead().email,
    campaignId: lead().campaignId,
    replyText: 'Sounds good, tell me more.',
  })
  // The same label in this window, and its echo from Instantly, change nothing. Another one does.
  const { rows: threads } = await bench.app.call('inbox.threads', { workspaceId: client.workspaceId, box: 'all' })
  const threadId = threads[0]?.id ?? 0
  await label(bench.app, threadId, 1)
  await label(bench.app, threadId, 2)
  await tell('lead_meeting_booked')
  expect(await labels()).toEqual(['interested', 'meeting_booked'])
  // An older name of one of them.
  await tell('lead_won')
  expect(await labels()).toEqual(['interested', 'meeting_booked', 'won'])
})

it('Labels that do not qualify are not handed over', async () => {
  await addWebhook()
  await tell('lead_not_interested')
  await tell('lead_out_of_office')
  await tell('lead_neutral')
  expect(await rows()).toEqual([])
})

it('A label given before the CRM was connected is not handed over when it is reported late', async () => {
  await tell('lead_interested', { timestamp: new Date(Date.now() - 86_400_000).toISOString() })
  await addWebhook()
  await tell('lead_meeting_booked', { timestamp: new Date(Date.now() - 3_600_000).toISOString() })
  expect(await rows()).toEqual([])
  await tell('lead_won')
  expect(await labels()).toEqual(['won'])
})

it('An event from the future does not override later ones', async () => {
  await tell('reply_received', { reply_text: 'Sounds good, tell me more.', reply_subject: 'Re: hello' })
  await tell('lead_interested', { timestamp: new Date(Date.now() + 400 * 86_400_000).toISOString() })
  await tell('lead_not_interested')
  const { rows: threads } = await bench.app.call('inbox.threads', { workspaceId: client.workspaceId, box: 'all' })
  expect(threads.map(({ interest }) => interest)).toEqual([-1])
})

it("A label of the client's own counts from when it was given, even if its name is read only later", async () => {
  await tell('reply_received', { reply_text: 'Sounds good, tell me more.', reply_subject: 'Re: hello' })
  await tell('lead_interested')
  const interest = async () => {
    const { rows: threads } = await bench.app.call('inbox.threads', { workspaceId: client.workspaceId, box: 'all' })
    return threads.map((thread) => thread.interest)
  }
  await tell('In spring')
  expect(await interest()).toEqual([1])
  const settings = { label: 'In spring', interest_status_label: 'neutral' }
  const { body } = await createAsk(bench.fake)('POST', '/lead-labels', settings)
  await bench.app.call('inbox.sync', { workspaceId: client.workspaceId })
  await until('the name to be read', async () => (await interest())[0] === body['interest_status'])
  await tell('lead_not_interested')
  expect(await interest()).toEqual([-1])
})
