/** The fake Instantly as a separate process: `node main.ts [OPTIONS AS JSON]` prints one line with url, key and pid. */
import { removeCampaign } from '#demo/state/lead-store.ts'
import type { Control, ControlState, ProcessOptions } from './control-types.ts'
import { type FakeInstantly, startFakeInstantly } from './server.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as ProcessOptions

const fake: FakeInstantly = await startFakeInstantly({
  ...options,
  control: async (request) => {
    if (!request.url.endsWith('/__control')) return null
    if (request.method !== 'POST') return Response.json(stateOf(fake))
    apply((await request.json()) as Control)
    return Response.json({})
  },
})
console.log(JSON.stringify({ url: fake.url, key: fake.key, pid: process.pid }))

// The parent may be killed, and then nobody is left to stop this process.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) process.exit(0)
}, 500).unref()

function apply(control: Control): void {
  if (control.clear) fake.faults.clear()
  if (control.script) fake.faults.script(...control.script)
  if (control.random !== undefined) fake.faults.random(control.random)
  if (control.inTurn !== undefined) fake.faults.inTurn(control.inTurn)
  if (control.latency !== undefined) fake.faults.latency(control.latency)
  if (control.kill) fake.faults.killAt(control.kill.point, control.kill.pid, control.kill)
  if (control.advanceMs) fake.clock.advance(control.advanceMs)
  for (const workspace of fake.world.workspaces) {
    for (const key of workspace.keys) key.revoked ||= key.key === control.revokeKey
    const campaign = workspace.campaigns.get(control.deleteCampaign ?? '')
    if (campaign) removeCampaign(workspace, campaign, fake.clock.now())
  }
}

function stateOf({ journal, violations, faults }: FakeInstantly): ControlState {
  return {
    violations,
    fired: faults.fired,
    requests: journal.entries.length,
    count429: journal.count429,
    maxPerSecond: journal.maxPerSecond(),
    committedTwice: journal.addressesCommittedTwice(),
    committedAddresses: journal.committedAddresses().length,
    campaignsCreated: journal.campaignsCreated(),
  }
}
