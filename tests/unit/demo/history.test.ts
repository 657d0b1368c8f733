import { describe, expect, test } from 'vitest'
import { buildHistory } from '#demo/history/history.ts'
import { textOf } from '#demo/state/messages.ts'
import { startDemo } from '../../support/instantly/ask-demo.ts'

const now = Date.UTC(2026, 10, 18, 11, 0)
const world = buildHistory({ now, frozen: true })
const workspaces = world.workspaces

describe('the simulated history', () => {
  test('has two clients with campaigns in every state a demo must show', () => {
    expect(workspaces.map(({ name }) => name)).toEqual(['Kestrel Stock Systems', 'Harborline Talent'])
    const [first] = workspaces
    const statuses = [...(first?.campaigns.values() ?? [])].map(({ status }) => status)
    expect(statuses).toHaveLength(8)
    // Draft, running, paused, completed, unhealthy.
    expect([...new Set(statuses)].toSorted((a, b) => a - b)).toEqual([-1, 0, 1, 2, 3])
    expect(first?.mailboxes).toHaveLength(8)
    expect(first?.mailboxes.filter(({ status }) => status === -1)).toHaveLength(2)
  })

  test('has sent up to the present, and will continue', async () => {
    const [first] = workspaces
    const days = new Set(first?.messages.map((message) => new Date(message.at).toISOString().slice(0, 10)))
    expect(days.size).toBeGreaterThan(90)
    expect(Math.max(...(first?.messages.map((message) => message.at) ?? []))).toBeGreaterThan(now - 3_600_000 * 3)
    expect(first?.messages.every((message) => message.at <= now)).toBe(true)
    expect(world.state.due.length).toBeGreaterThan(10)
  })

  test('has threads in four languages, labels, block list, lists, tags and webhook events', () => {
    const [first] = workspaces
    const received = first?.messages.filter((message) => message.kind === 2) ?? []
    const countries = new Set(received.map((message) => message.lead?.fields?.custom['country']))
    expect(countries).toEqual(new Set(['France', 'Germany', 'Netherlands', 'United Kingdom']))
    expect(received.filter((message) => message.unread).length).toBeGreaterThan(0)
    expect(first?.messages.filter((message) => message.kind === 3).length).toBeGreaterThan(10)
    const interests = new Set(
      first?.events.filter((event) => event.kind === 'lead_interest').map(({ interest }) => interest),
    )
    expect([...interests]).toEqual(expect.arrayContaining([0, 1, 2, 3, 4, -1, -2]))
    for (const size of [
      first?.blocked.size,
      first?.lists.size,
      first?.tags.size,
      first?.labels.size,
      first?.deliveries.length,
    ]) {
      expect(size).toBeGreaterThan(0)
    }
  })

  test('contacts no real person, and leaves no template variable unfilled', () => {
    for (const workspace of workspaces) {
      const addresses = [
        ...workspace.byEmail.keys(),
        ...workspace.mailboxes.map(({ email }) => email),
        ...workspace.blocked.keys(),
      ]
      expect(addresses.filter((address) => !address.endsWith('.example'))).toEqual([])
      for (const message of workspace.messages) expect(textOf(message)).not.toMatch(/\{|\}|undefined|null/)
    }
  })

  test('is the same every time from the same seed, and different from another', () => {
    const shape = (seed: number) =>
      buildHistory({ now, frozen: true, seed }).workspaces[1]?.events.map(
        (event) => `${event.kind} ${event.lead?.email}`,
      )
    expect(shape(7)).toEqual(shape(7))
    expect(shape(7)).not.toEqual(shape(8))
  })

  test('has figures of real campaigns: a few per cent reply, few bounce', async () => {
    const { ask } = startDemo({ world })
    const { body } = await ask('GET', '/campaigns/analytics/overview')
    const rate = (field: string) => Number(body[field]) / Number(body['new_leads_contacted_count'])
    expect(rate('reply_count_unique')).toBeGreaterThan(0.02)
    expect(rate('reply_count_unique')).toBeLessThan(0.15)
    expect(rate('bounced_count')).toBeLessThan(0.05)
    expect(Number(body['total_opportunities'])).toBeGreaterThan(20)
  })
})
