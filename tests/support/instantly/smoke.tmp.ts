import { readFileSync } from 'node:fs'
import { spawnFakeInstantly } from './spawn.ts'

const f = await spawnFakeInstantly({
  workspaces: [{ leadLimit: 2_000_000, keys: [{ key: 'k1234567890' }] }],
  limits: null,
  strict: false,
  keepLeads: 'compact',
  keepBodies: 'facts',
  journalFile: '/tmp/j.jsonl',
})
const h = { authorization: 'Bearer ' + f.key, 'content-type': 'application/json' }
const c = (await (
  await fetch(f.url + '/api/v2/campaigns', {
    method: 'POST',
    headers: h,
    body: JSON.stringify({
      name: 'A',
      campaign_schedule: {
        schedules: [
          { name: 'x', timing: { from: '09:00', to: '17:00' }, days: { '1': true }, timezone: 'America/Detroit' },
        ],
      },
    }),
  })
).json()) as any
const body = (n: number) =>
  JSON.stringify({
    campaign_id: c.id,
    skip_if_in_workspace: true,
    leads: Array.from({ length: 1000 }, (_, i) => ({
      email: `lead${n * 1000 + i}@example${i % 50}.com`,
      first_name: 'Robin',
      last_name: 'Sample',
      company_name: 'Acme GmbH',
      job_title: 'CEO',
      custom_variables: { city: 'Berlin', industry: 'Software', note: 'Some longer text here for the note ' + i },
    })),
  })
const cpu = () => {
  const s = readFileSync(`/proc/${f.pid}/stat`, 'utf8').split(' ')
  return (Number(s[13]) + Number(s[14])) * 10
}
const N = Number(process.argv[2] ?? 200)
for (let i = 0; i < 50; i++)
  await (await fetch(f.url + '/api/v2/leads/add', { method: 'POST', headers: h, body: body(i) })).text()
let t = performance.now(),
  c0 = cpu()
for (let i = 50; i < 50 + N; i++)
  await (await fetch(f.url + '/api/v2/leads/add', { method: 'POST', headers: h, body: body(i) })).text()
console.log({ wallPer1000: (performance.now() - t) / N, serverCpuPer1000: (cpu() - c0) / N })
await f.close()
