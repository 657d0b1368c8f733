import { serialize } from 'node:v8'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createDemoInstantly } from '#demo/api/app.ts'
import { buildHistory } from '#demo/history/history.ts'
import { withFewerPeople } from '#demo/history/history-plans.ts'
import { restoreWorld, saveWorld, UnreadableWorld } from '#demo/state/save-world.ts'
import type { World } from '#demo/state/world.ts'
import { startDemo } from '../../support/instantly/ask-demo.ts'
import { day, hour, startLiving } from '../../support/instantly/living-campaign.ts'

const now = Date.UTC(2026, 10, 18, 11, 0)
/**
 * Campaigns, labels and jobs of every kind, for a tenth of the people: saving and moving a world works the same with
 * more.
 */
const clients = withFewerPeople(0.1)

const questions = [
  ['GET', '/campaigns?limit=100'],
  ['GET', '/campaigns/analytics'],
  ['GET', '/campaigns/analytics/daily'],
  ['GET', '/campaigns/analytics/steps'],
  ['GET', '/emails?limit=100'],
  ['GET', '/emails?limit=100&email_type=received'],
  ['GET', '/webhook-events?limit=100'],
  ['GET', '/accounts?limit=100'],
  ['GET', '/background-jobs'],
  ['GET', '/workspaces/current'],
  ['GET', '/workspace-billing/plan-details'],
  ['GET', '/audit-logs'],
  ['POST', '/leads/list', { limit: 100 }],
  ['POST', '/leads/list', { filter: 'FILTER_VAL_REPLIED', limit: 100 }],
] as const

async function answers(world: World): Promise<string> {
  const { ask } = startDemo({ world })
  const texts: string[] = []
  for (const [method, path, body] of questions) texts.push((await ask(method, path, body)).text)
  return texts.join('\n')
}

/** Both get the same requests, because a request itself adds a line or two. */
async function expectTwins(one: World, other: World): Promise<void> {
  expect(await answers(one)).toBe(await answers(other))
}

describe('a saved world', () => {
  test('gives the same answers and the same future when opened again', async () => {
    const world = buildHistory({ now, frozen: true, clients })
    const again = restoreWorld(saveWorld(world))
    await expectTwins(world, again)
    for (const days of [1, 30]) {
      for (const one of [world, again]) await createDemoInstantly({ world: one }).moveOn(days * day)
      await expectTwins(world, again)
    }
    expect(again.workspaces[0]?.events.length).toBeGreaterThan(1000)
  })

  test('continues a running job and interest change', async () => {
    const { ask, campaign, world, moveOn } = await startLiving({ leads: 3 })
    await moveOn(day)
    const list = await ask('POST', '/lead-lists', { name: 'Later' })
    const job = await ask('POST', '/leads/move', { campaign: campaign.id, to_list_id: list.body['id'] })
    await moveOn(2_000)
    const again = startDemo({ world: restoreWorld(saveWorld(world)) })
    const path = `/background-jobs/${String(job.body['id'])}`
    expect((await again.ask('GET', path)).body).toMatchObject({ status: 'in-progress' })
    await again.moveOn(60_000)
    expect((await again.ask('GET', path)).body).toMatchObject({ status: 'success' })
    expect((await again.ask('POST', '/leads/list', { list_id: list.body['id'] })).items).toHaveLength(3)
  })

  test('keeps its clock: a stopped one stays stopped, a running one keeps its offset', () => {
    const still = buildHistory({ now, frozen: true, clients })
    expect(restoreWorld(saveWorld(still)).clock.now()).toBe(now)
    const running = buildHistory({ now: Date.now(), clients })
    running.clock.advance(40 * day)
    const opened = restoreWorld(saveWorld(running))
    expect(Math.abs(opened.clock.now() - Date.now() - 40 * day)).toBeLessThan(hour)
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['something else', gzipSync('hello')],
    ['another thing of the kind', gzipSync(serialize({ hello: 1 }))],
    ['a newer version', gzipSync(serialize({ format: 'sendoff-demo', version: 99, state: {} }))],
  ])('%s is no world, and is reported as such', (_, bytes) => {
    expect(() => restoreWorld(bytes)).toThrow(UnreadableWorld)
  })
})

test('Advancing the clock in small steps or in one gives the same world', async () => {
  const [one, many] = [buildHistory({ now, frozen: true, clients }), buildHistory({ now, frozen: true, clients })]
  await createDemoInstantly({ world: one }).moveOn(12 * day)
  const stepping = createDemoInstantly({ world: many })
  for (let hours = 0; hours < 12 * 24; hours += 6) await stepping.moveOn(6 * hour)
  const shape = (world: World) =>
    world.workspaces.map((workspace) =>
      workspace.events.map((event) => `${event.kind} ${event.at} ${event.lead?.email} ${event.mailbox} ${event.step}`),
    )
  expect(shape(many)).toEqual(shape(one))
})
