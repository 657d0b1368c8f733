/** A mail that Instantly stored with a future time, as after a wrong clock. */
import { afterEach, expect, it } from 'vitest'
import { startBackend, until } from '../../../support/backend.ts'
import type { Bench } from '../../../support/export-bench.ts'
import { hastyClock } from '../../../support/hasty-clock.ts'
import { startDoor } from '../../../support/instantly/door.ts'
import { mail, startInbox, synced } from './support.ts'

type Page = { items: { lead: string; timestamp_created: string }[] }

let close: () => Promise<void>
afterEach(() => close())

it('A mail from the future does not block those after it', async () => {
  const { fake, app: first, workspaceId } = await startInbox()
  await first.stop()
  let isReadBack = false
  const door = await startDoor(fake.url, (path, text) => {
    isReadBack ||= path.includes('sort_order=desc')
    if (!/\/emails\?/.test(path)) return text
    const page = JSON.parse(text) as Page
    for (const item of page.items)
      if (text.includes('Tell me more')) item.timestamp_created = '2031-01-01T00:00:00.000Z'
    return JSON.stringify(page)
  })
  const app = startBackend({ instantlyUrl: door.url, dir: first.dir, clock: hastyClock(40) })
  close = async () => {
    await app.stop()
    await door.close()
    await fake.close()
  }
  const bench: Bench = { fake, app, workspaceId, close }
  mail(bench, { lead: 'anna@kessler.example', text: 'Tell me more' })
  expect(await synced(bench)).toHaveLength(1)
  await until('old mails to be read', () => isReadBack)
  await synced(bench)
  mail(bench, { lead: 'bert@kessler.example', text: 'Me too' })
  expect(await synced(bench)).toHaveLength(2)
})
