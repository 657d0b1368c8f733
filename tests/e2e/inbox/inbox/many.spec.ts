/**
 * A year's inbox: more conversations than fit on one page, by day, archived by age; a conversation that was joined to
 * another.
 */
import path from 'node:path'
import Database from 'better-sqlite3'
import { en } from '#shared/texts/en.ts'
import { mail } from '../../../integration/inbox/inbox/support.ts'
import { asFastAsMayBe } from '../../support/launch.ts'
import { connect, expect, goTo, test } from '../../support/main-job.ts'
import { oneClient } from './support.ts'

const words = en.inbox
test.use({ instantlyOptions: oneClient })

const dayMs = 86_400_000
const total = 510
/** Number of conversations older than a month. */
const old = 40

test('All of more than five hundred conversations can be reached by day; old ones are marked done in one step and undone', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page } = sendoff
  await connect(sendoff)
  const now = Date.now()
  for (let at = 0; at < total; at += 1) {
    const days = at < total - old ? 3 : 40
    mail({ fake: instantly }, { lead: `lead${at}@kessler.example`, text: 'Tell me more', at: now - days * dayMs - at })
  }
  await sendoff.call('inbox.sync', { workspaceId: null })
  await goTo(sendoff, '/inbox')
  const list = page.getByRole('region', { name: words.threads, exact: true })
  await page.getByRole('button', { name: words.filter, exact: true }).click()
  await page.getByRole('combobox', { name: words.order }).press('Enter')
  await page.getByRole('option', { name: words.orders.newest }).click()
  const rows = list.locator('.inbox-row')
  for (const shown of [100, 200, 300, 400]) {
    await expect(rows).toHaveCount(shown)
    await page.getByRole('button', { name: words.more(total - shown) }).click()
  }
  await expect(rows).toHaveCount(500)
  // One heading for each existing group of days.
  await expect(list.locator('.inbox-group')).toHaveCount(2)
  await expect(page.getByText(words.range(1, 500, total), { exact: true })).toBeVisible()
  await page.getByRole('button', { name: words.laterRows, exact: true }).click()
  await expect(page.getByText(words.range(501, total, total), { exact: true })).toBeVisible()
  await expect(list.getByRole('button', { name: new RegExp(`lead${total - 1}@`) })).toBeVisible()
  await page.getByRole('button', { name: words.earlierRows, exact: true }).click()
  await expect(rows).toHaveCount(500)

  await page.getByRole('button', { name: words.bulk.olderTitle, exact: true }).click()
  await page.getByRole('menuitem', { name: words.bulk.older(30), exact: true }).click()
  await expect(page.getByText(words.bulk.said.done(old), { exact: true })).toBeVisible()
  const counts = async () => {
    const { answer, done } = await sendoff.call('inbox.counts', { workspaceId: null })
    return [answer, done]
  }
  expect(await counts()).toEqual([total - old, old])
  await page.keyboard.press('Control+z')
  await expect.poll(counts).toEqual([total, 0])

  // A filter without matches can be removed where the list would be.
  await page.keyboard.press('/')
  await page.keyboard.type('nothing says this')
  await list.getByRole('button', { name: words.reset, exact: true }).last().click()
  await expect(rows).toHaveCount(100)
})

test('A conversation that was merged into another stays open there, with its actions', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page } = sendoff
  await connect(sendoff)
  mail({ fake: instantly }, { lead: 'anna@kessler.example', text: 'Tell me more' })
  await sendoff.call('inbox.sync', { workspaceId: null })
  const [thread] = (await sendoff.call('inbox.threads', { workspaceId: null, box: 'all' })).rows
  if (!thread) throw new Error('no conversation')
  const joined = thread.id + 1_000
  const raw = new Database(path.join(sendoff.home, 'data', 'sendoff.db'))
  raw
    .prepare('insert into inbox_thread_joined (id, workspace_id, into_id) values (?, ?, ?)')
    .run(joined, thread.workspaceId, thread.id)
  raw.close()
  await goTo(sendoff, `/inbox/${joined}`)
  await expect(page.getByRole('heading', { name: thread.subject, level: 2 })).toBeVisible()
  await expect(page.locator('.inbox-row[aria-current=true]')).toContainText('anna@kessler.example')
  await page.keyboard.press('e')
  await expect
    .poll(async () =>
      (await sendoff.call('inbox.threads', { workspaceId: null, box: 'done' })).rows.map(({ id }) => id),
    )
    .toEqual([thread.id])
})
