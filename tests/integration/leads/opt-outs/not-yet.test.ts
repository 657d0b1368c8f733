import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { type Bench, keys, startBench } from './support.ts'

let bench: Bench
const ann = 'ann@prospect.example'

beforeEach(async () => {
  bench = await startBench()
  await bench.campaign('acme', [ann, 'bob@prospect.example'])
  await bench.days(1)
})
afterEach(() => bench.close())

const optOut = (text = ann) =>
  bench.app.call('optOuts.add', { workspaceId: bench.ids.acme, scope: 'client', text }).then(({ added }) => added)
const waiting = () =>
  until('it to wait with a reason', async () => {
    const row = await bench.find(ann)
    return row?.atInstantly.problem || row?.atInstantly.held ? row : null
  })
const keyOf = () => {
  const [key] = bench.world('acme').keys
  if (!key) throw new Error('no key')
  return key
}

describe('opt-outs that cannot reach Instantly yet', () => {
  it('name the scope the key lacks, still stop leads, and continue once the key has it', async () => {
    const key = keyOf()
    const before = key.scopes
    key.scopes = new Set(['campaigns:all', 'leads:all', 'block_list_entries:read', 'subsequences:read'])
    await optOut()
    const row = await waiting()
    expect(row.atInstantly).toMatchObject({
      state: 'waiting',
      problem: { code: 'INSTANTLY_SCOPE_MISSING', data: { scope: 'block_list_entries:create' } },
    })
    await bench.days(10)
    expect(bench.sentTo('acme', ann)).toBe(1)
    // One refused call does not mean that the whole key lacks permissions.
    const [client] = (await bench.app.call('workspaces.list', { archived: false })).filter(
      ({ id }) => id === bench.ids.acme,
    )
    expect(client?.keyState).toBe('active')
    key.scopes = before
    expect((await bench.settled(ann, 'confirmed')).atInstantly.blocked).toBe(1)
  })

  it('say that they are offline, are left out of exports meanwhile, and continue with the network', async () => {
    bench.app.backend.machine('offline')
    await optOut()
    expect((await waiting()).atInstantly).toMatchObject({ state: 'waiting', held: 'offline' })
    expect(bench.isBlocked('acme', ann)).toBe(false)
    const { optOuts } = await bench.app.call('blocklist.state', { workspaceId: bench.ids.acme })
    expect(optOuts).toBe(1)
    bench.app.backend.machine('online')
    await bench.settled(ann, 'confirmed')
    await bench.days(10)
    expect(bench.sentTo('acme', ann)).toBe(1)
  })

  it('are not sent at all if the operator switched that off', async () => {
    await bench.app.call('optOuts.saveSettings', { atInstantly: false })
    await optOut()
    expect((await waiting()).atInstantly.held).toBe('off')
    expect(bench.fake.journal.requests('POST', /block-lists/)).toEqual([])
    await bench.app.call('optOuts.saveSettings', { atInstantly: true })
    await bench.settled(ann, 'confirmed')
  })

  it.each(['before_commit', 'after_commit'] as const)('a block whose answer is lost %s exists once', async (when) => {
    bench.fake.faults.script({ method: 'POST', path: '/block-lists-entries', fault: { kind: 'reset', when } })
    await optOut()
    expect((await bench.settled(ann, 'confirmed')).atInstantly.blockedBefore).toBe(0)
    expect(bench.isBlocked('acme', ann)).toBe(true)
    const asked = bench.fake.journal.requests('POST', /block-lists/).length
    expect(asked).toBe(when === 'before_commit' ? 2 : 1)
  })

  it('a block made although it was refused for the moment counts as made here, even if its repetition is refused', async () => {
    const script = { method: 'POST', path: '/block-lists-entries' }
    bench.fake.faults.script({ ...script, fault: { kind: 'status', status: 429, when: 'after_commit' } })
    bench.fake.faults.script({ ...script, fault: { kind: 'status', status: 400, when: 'before_commit' }, nth: 2 })
    await optOut()
    expect((await bench.settled(ann, 'confirmed')).atInstantly.blockedBefore).toBe(0)
  })

  it('a status whose answer is lost is read, not set again', async () => {
    const path = '/leads/update-interest-status'
    bench.fake.faults.script({ method: 'POST', path, fault: { kind: 'reset', when: 'after_commit' } })
    await optOut()
    await bench.settled(ann, 'confirmed')
    expect(bench.fake.journal.requests('POST', /interest/)).toHaveLength(1)
  })

  it('one value Instantly refuses does not keep the others off its list', async () => {
    bench.fake.faults.script({
      method: 'POST',
      path: '/block-lists-entries/bulk-create',
      fault: { kind: 'status', status: 400, when: 'before_commit' },
    })
    const many = Array.from({ length: 12 }, (_, at) => `person${at}@many.example`)
    await optOut(many.join('\n'))
    for (const email of many) await bench.settled(email, 'confirmed')
    expect(many.filter((email) => !bench.isBlocked('acme', email))).toEqual([])
  })
})

describe('a lead added later', () => {
  it('by somebody else while the opt-out applies is stopped at the next check', async () => {
    await optOut()
    await bench.settled(ann, 'confirmed')
    bench.world('acme').blocked.clear()
    const later = await bench.campaign('acme', [ann])
    await bench.app.call('optOuts.tellNow', { workspaceId: bench.ids.acme })
    await until('the lead to be stopped', async () => {
      await bench.fake.moveOn(4_000)
      return later.leads.every(({ status }) => status !== 1)
    })
  })

  it('a campaign whose subsequence waits for that status gets another one', async () => {
    const [campaign] = bench.world('acme').campaigns.values()
    const made = await createAsk(bench.fake, keys.acme)('POST', '/subsequences', {
      parent_campaign: campaign?.id,
      name: 'Win them back',
      conditions: { crm_status: [-1] },
      sequences: [{ steps: [{ type: 'email', delay: 1, variants: [{ subject: 'One more', body: 'Hi' }] }] }],
    })
    await createAsk(bench.fake, keys.acme)('POST', `/subsequences/${String(made.body['id'])}/resume`)
    await optOut()
    await bench.settled(ann, 'confirmed')
    await bench.days(10)
    expect(bench.sentTo('acme', ann)).toBe(1)
    expect(bench.leads('acme', ann)[0]?.fields?.core['lt_interest_status']).toBe(-3)
  })
})
