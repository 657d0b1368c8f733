/** The demo shows typical accounts: one domain is burning, one cannot log in, one recovers as days pass. */
import { afterEach, expect, it } from 'vitest'
import type { AccountRow } from '#shared/contract/insights/accounts.ts'
import { startBackend, type TestBackend } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'

let app: TestBackend
afterEach(() => app.stop())

async function accounts(): Promise<ReadonlyMap<string, AccountRow>> {
  await app.call('campaigns.readNow', { workspaceId: null })
  for (const { problem } of await app.call('accounts.sync', { workspaceId: null })) expect(problem).toBeNull()
  const { rows } = await app.call('accounts.list', { page: { limit: 100 } })
  return new Map(rows.flatMap((row) => (row.kind === 'account' ? [[row.email, row] as const] : [])))
}
const burning = ['jon@trykestrel.example', 'mara@trykestrel.example']
const cutOff = ['rik@kestrel-voorraad.example', 'sanne@kestrel-voorraad.example']
const recovering = 'nora@harborline-jobs.example'

it('From the day the demo is opened, a domain burns, accounts stay disconnected, and a warmup recovers', async () => {
  app = startBackend({ instantlyUrl: 'http://127.0.0.1:9', keyProtection: 'plain', dir: await demoDir() })
  const first = await accounts()
  const verdicts = (of: ReadonlyMap<string, AccountRow>, emails: readonly string[]) =>
    emails.map((email) => of.get(email)?.verdict)
  expect(verdicts(first, burning)).toEqual(['burning', 'burning'])
  expect(verdicts(first, cutOff)).toEqual(['disconnected', 'disconnected'])
  expect(verdicts(first, [recovering])).toEqual(['watch'])
  // The past is visible: one line falls, one rises.
  const scores = (of: ReadonlyMap<string, AccountRow>, email: string) =>
    (of.get(email)?.scores ?? []).filter((score) => score !== null)
  for (const email of burning) expect(scores(first, email)[0]).toBeGreaterThan(scores(first, email).at(-1) ?? 0)
  expect(scores(first, recovering)[0]).toBeLessThan(scores(first, recovering).at(-1) ?? 0)

  for (let day = 0; day < 5; day += 1) {
    await app.call('demo.moveOn', { days: 1 })
    await accounts()
  }
  const later = await accounts()
  for (const email of burning) expect(later.get(email)?.score).toBeLessThan(first.get(email)?.score ?? 0)
  expect(verdicts(later, burning)).toEqual(['burning', 'burning'])
  expect(verdicts(later, cutOff)).toEqual(['disconnected', 'disconnected'])
  expect(later.get(recovering)).toMatchObject({ verdict: 'healthy', score: 84 })
  const alerts = (await app.call('alerts.list', {})).flatMap(({ about }) =>
    about.kind === 'mailbox' ? [about.emails.toSorted()] : [],
  )
  expect(alerts).toEqual(expect.arrayContaining([burning, cutOff]))
})
