import { afterEach, describe, expect, it } from 'vitest'
import { aKey, type RemoteKey, type Rig, startRig } from './setup.ts'

let rig: Rig
afterEach(() => rig.end())

const secret = aKey('acme')
const mail = {
  id: 'e1',
  lead: 'kai@prospect.example',
  from_address_email: 'me@acme.example',
  subject: 'Confidential numbers',
  body: { text: 'the words of a mail' },
  step: '0_1_0',
  'kai@prospect.example': 1,
}
const live: RemoteKey = {
  workspace: { id: 'remote-acme', name: 'Acme' },
  raw: {
    '/workspaces/current': {
      status: 200,
      json: { id: 'x', name: 'Acme', plan_id: 'pid_g_v2', owner: 'me@acme.example' },
    },
    '/campaigns?limit=100': {
      status: 200,
      json: {
        items: [
          {
            id: 'c1',
            status: 1,
            campaign_schedule: { schedules: [{ days: { 0: true, 1: true } }, { days: { 1: true } }] },
          },
        ],
      },
    },
    '/campaigns/analytics/steps': { status: 200, json: [{ step: '1', variant: '0' }, { step: null }] },
    '/webhooks': { status: 403, json: {} },
    '/webhooks/event-types': {
      status: 200,
      json: { event_types: [{ id: 'email_sent' }, { id: 'Ask kai@prospect.example' }] },
    },
    '/emails': { status: 200, json: { items: [mail, { ...mail, is_auto_reply: 1 }] } },
    '/webhook-events?limit=1&to=2026-11-20': { status: 200, json: { items: [{ id: 'w' }] } },
    '/webhook-events?limit=1&to=2026-11-13': { status: 200, json: { items: [{ id: 'w' }] } },
  },
}

async function reportOf(key: RemoteKey) {
  rig = startRig({ keys: { [secret]: key } })
  const { workspace } = await rig.routes['workspaces.addKey']({ workspaceId: null, key: secret })
  await rig.firstKeyCheck.settled()
  return rig.routes['workspaces.firstKeyReport']({ workspaceId: workspace.id })
}

describe('the first-key check', () => {
  it('determines by reading what the documents leave open', async () => {
    const report = await reportOf(live)
    const text = report?.text ?? ''
    expect(text).toContain('plan_id: pid_g_v2')
    expect(text).toContain('1 of 2 schedules have day "0"; days seen: 0 1')
    expect(text).toContain('step: 1, variant: 0')
    expect(text).toContain('GET /webhooks: status 403')
    expect(text).toContain("2 types, of which ours or Instantly's by name: email_sent")
    expect(text).toContain('status 200, 2 rows; is_auto_reply on 1, lead_id on 0')
    expect(text).toContain('older than 7 days: status 200, some\n  older than 30 days: status 200, none')
    expect(report?.madeAt).toBe('2026-11-20T08:00:00.000Z')
  })

  it('reveals no key, address or mail text', async () => {
    const text = (await reportOf(live))?.text ?? ''
    for (const hidden of [secret, '@', 'Confidential', 'the words', 'kai']) expect(text).not.toContain(hidden)
  })

  it('records what gave no answer and continues', async () => {
    const text = (await reportOf({ ...live, raw: { '/emails': { status: 200, json: 'not what was expected' } } }))?.text
    expect(text).toContain('GET /emails\n  status 200, 0 rows')
    expect(text).toContain('How far back /webhook-events goes')
  })

  it('runs once for a workspace, and again after it could not run', async () => {
    rig = startRig({ keys: { [secret]: live } })
    const { workspace } = await rig.routes['workspaces.addKey']({ workspaceId: null, key: secret })
    await rig.firstKeyCheck.stop()
    expect(await rig.routes['workspaces.firstKeyReport']({ workspaceId: workspace.id })).toBeNull()
    rig = await rig.restart()
    await rig.routes['workspaces.testConnection']({ workspaceId: workspace.id })
    await rig.firstKeyCheck.settled()
    expect(await rig.routes['workspaces.firstKeyReport']({ workspaceId: workspace.id })).not.toBeNull()
    const asked = rig.remote.asked.length
    await rig.routes['workspaces.testConnection']({ workspaceId: workspace.id })
    await rig.firstKeyCheck.settled()
    expect(rig.remote.asked.slice(asked).every((call) => call.requestedBy === 'test connection')).toBe(true)
  })
})
