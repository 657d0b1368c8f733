/** Instantly's list of sent mails has an odd page in the middle: the mails behind it are read all the same. */
import { expect, it } from 'vitest'
import { until } from '../../../support/backend.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'
import { useBench } from '../../../support/use-bench.ts'
import { day, makeCampaign, startCampaigns } from '../../campaigns/campaigns/support.ts'

const start = useBench(startCampaigns)

type OddPage = (page: { readonly items: readonly unknown[]; readonly next: string }, asked: string | null) => unknown

/** Starts a client whose campaign sent 240 mails; once, `odd` takes the place of a page before the last one. */
async function withOddPage(at: number, odd: OddPage) {
  let pages = 0
  const bench = await start({
    backend: { clock: hastyClock(40) },
    async control(request) {
      const { searchParams } = new URL(request.url)
      if (searchParams.get('email_type') !== 'sent' || request.headers.has('x-passed-on')) return null
      pages += 1
      if (pages !== at) return null
      const headers = { authorization: request.headers.get('authorization') ?? '', 'x-passed-on': '1' }
      const page = (await (
        await fetch(request.url.replace(/^http:\/\/[^/]+/, bench.fake.url), { headers })
      ).json()) as {
        items: readonly unknown[]
        next_starting_after: string
      }
      return Response.json(
        odd({ items: page.items, next: page.next_starting_after }, searchParams.get('starting_after')),
      )
    },
  })
  await makeCampaign(bench, 'Autumn', { leads: 240 })
  for (let passed = 0; passed < 4; passed += 1) await bench.fake.moveOn(day)
  return bench
}

const sentOf = ({ fake }: Awaited<ReturnType<typeof withOddPage>>) =>
  (fake.world.workspaces[0]?.messages ?? []).filter(({ kind }) => kind === 1).length

async function readSent({ app, workspaceId }: Awaited<ReturnType<typeof withOddPage>>): Promise<number> {
  await until('all sent mails to be read', async () => {
    await app.call('jobs.run', { kind: 'sent_mails', workspaceId })
    return (await app.call('events.reading', { workspaceId })).state !== 'reading'
  })
  return (await app.call('events.count', { workspaceId, type: 'email_sent' })).count
}

it('An empty page that names the next page does not end the list', async () => {
  const bench = await withOddPage(2, (_, asked) => ({ items: [], next_starting_after: asked?.toUpperCase() }))
  expect(sentOf(bench)).toBeGreaterThan(200)
  expect(await readSent(bench)).toBe(sentOf(bench))
})

it('A page that names itself as the next does not end the list', async () => {
  const bench = await withOddPage(2, ({ items }, asked) => ({ items, next_starting_after: asked }))
  expect(await readSent(bench)).toBe(sentOf(bench))
})
