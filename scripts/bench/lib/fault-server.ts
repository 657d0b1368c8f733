/** A simulated Instantly with faults, in a process of its own: lost answers, resets, 5xx, pages that are no JSON. */
import http from 'node:http'
import type { Fault } from '../../../tests/support/instantly/fault-rules.ts'
import { startFakeInstantly } from '../../../tests/support/instantly/server.ts'

const fake = await startFakeInstantly({
  workspaces: [{ name: 'Bench', keys: [{ key: 'bench-key-0001' }], leadLimit: 10_000_000, mailboxes: 2 }],
  keepLeads: 'compact',
  keepBodies: 'facts',
  strict: false,
  latency: { ms: 60, jitterMs: 60, commitAt: 0.5 },
})
/** Every eleventh request with leads goes wrong: ten exports that take turns meet one each. */
const kinds: readonly Fault[] = [
  { kind: 'reset', when: 'after_commit' },
  { kind: 'reset', when: 'before_commit' },
  { kind: 'status', status: 500, when: 'after_commit' },
  { kind: 'status', status: 500, when: 'before_commit' },
  { kind: 'invalid_json' },
  { kind: 'half_answer' },
]
for (let at = 0; at < 10; at += 1) {
  const fault = kinds[at % kinds.length]
  if (fault) fake.faults.script({ method: 'POST', path: '/leads/add', nth: 5 + at * 11, fault })
}
const control = http.createServer((_request, response) => {
  const twice = fake.journal.addressesCommittedTwice().length
  const refused = fake.journal.requests('POST', '/api/v2/leads/add').filter(({ status }) => status === 429).length
  response.end(JSON.stringify({ twice, refused }))
})
control.listen(0, '127.0.0.1', () => {
  const address = control.address()
  const port = typeof address === 'object' && address ? address.port : 0
  console.log(JSON.stringify({ url: fake.url, control: `http://127.0.0.1:${port}` }))
})
process.on('SIGTERM', () => process.exit(0))
