/**
 * A reply that may be an opt-out is asked about: Instantly's actions meanwhile can be undone, and no interested lead is
 * lost to a doubt.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import { mail } from '../../inbox/inbox/support.ts'
import { type Bench, startBench } from './support.ts'

let bench: Bench
const ann = 'ann@prospect.example'
const bob = 'bob@prospect.example'

beforeEach(async () => {
  bench = await startBench()
  await bench.campaign('acme', [ann, bob])
  await bench.days(1)
})
afterEach(() => bench.close())

const interest = (email: string) => bench.leads('acme', email).map(({ fields }) => fields?.core['lt_interest_status'])
const setInterest = (email: string, value: number) => {
  for (const { fields } of bench.leads('acme', email)) Object.assign(fields?.core ?? {}, { lt_interest_status: value })
}

/** Both send a possible opt-out, which is asked about and was sent to Instantly. */
async function asked(): Promise<void> {
  for (const lead of [ann, bob]) mail(bench, { lead, text: 'Verteiler. Raus.' })
  await bench.app.call('inbox.sync', { workspaceId: bench.ids.acme })
  for (const lead of [ann, bob]) {
    await until(`${lead} to be blocked`, async () => {
      await bench.fake.moveOn(4_000)
      return (await bench.find(lead, 'asked'))?.atInstantly.state === 'confirmed'
    })
  }
}
const answer = async (email: string, yes: boolean) =>
  bench.app.call('optOuts.answer', { ids: [(await bench.find(email, 'asked'))?.id ?? (0 as never)], yes })

describe('while an opt-out is being asked about', () => {
  it('an interested lead stays so at Instantly, and after a yes is stopped like any other', async () => {
    setInterest(ann, 1)
    await asked()
    expect([interest(ann), interest(bob)]).toEqual([[1], [-1]])
    expect(bench.isBlocked('acme', ann)).toBe(true)
    await answer(ann, true)
    await until('ann to be stopped', async () => {
      await bench.fake.moveOn(4_000)
      return interest(ann)[0] === -1
    })
  })

  it('a slight doubt reaches Instantly at once after a stronger one or a yes, otherwise after a day', async () => {
    const slight = 'We had enough of the old supplier, call me'
    for (const lead of [ann, bob]) mail(bench, { lead, text: slight })
    await bench.app.call('inbox.sync', { workspaceId: bench.ids.acme })
    const rows = await Promise.all([ann, bob].map((lead) => bench.find(lead, 'asked')))
    const day = 24 * 60 * 60_000
    for (const row of rows)
      expect(Date.parse(row?.atInstantly.tellAt ?? '') - Date.now()).toBeGreaterThan(day - 600_000)
    mail(bench, { lead: ann, text: 'Verteiler. Raus.' })
    await bench.app.call('inbox.sync', { workspaceId: bench.ids.acme })
    await until('ann to be blocked', async () => {
      await bench.fake.moveOn(4_000)
      return (await bench.find(ann, 'asked'))?.atInstantly.state === 'confirmed'
    })
    expect([bench.isBlocked('acme', ann), bench.isBlocked('acme', bob)]).toEqual([true, false])
    await answer(bob, false)
    await until(
      'nothing to be left of it',
      async () => (await bench.find(bob, 'undone'))?.atInstantly.state === 'undone',
    )
    expect(interest(bob)).toEqual([undefined])
  })

  it('nobody is removed, whatever is set, and nobody is emailed', async () => {
    await bench.app.call('optOuts.saveSettings', { leads: 'remove' })
    await asked()
    await bench.days(14)
    expect(bench.leads('acme', bob)).toHaveLength(1)
    expect(bench.sentTo('acme', bob)).toBe(1)
  })
})
