/**
 * After a restart without a network, everything can be read, nothing is lost, and all work resumes automatically later.
 */
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { en } from '#shared/texts/en.ts'
import { mail } from '../../../integration/inbox/inbox/support.ts'
import { createNetwork } from '../../../support/network.ts'
import {
  clientName,
  connect,
  expect,
  expectState,
  goTo,
  leadFile,
  newestLedger,
  saveAsList,
  strip,
  test,
  toThePlan,
  writeFile,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

// The whole process is offline.
test.use({ ownProcess: true })

const offline = en.errors.API_OFFLINE({})
const lead = 'anna@kessler.example'
const others = (count: number) =>
  writeFile(
    'second.csv',
    ['Email', ...Array.from({ length: count }, (_, at) => `other${at}@lab${at}.example`)].join('\n'),
  )

test('After a restart without a network every screen is readable, and requested work continues when it returns', async ({
  launch,
  instantly,
}, testInfo) => {
  const line = await createNetwork(instantly.url)
  const sendoff = await launch({ instantlyUrl: line.url })
  const { id: workspaceId } = await connect(sendoff)
  mail({ fake: instantly }, { lead, subject: 'Re: Stock counts', text: 'Sounds good. A call on Tuesday?' })
  await saveAsList(sendoff, others(40))
  await toThePlan(sendoff, leadFile(120))
  await screens.plan.send(sendoff.page).click()
  await expectState(sendoff, 'done')
  await sendoff.call('inbox.sync', { workspaceId: null })
  // Nobody is counted before all emails were read once.
  await expect.poll(async () => (await sendoff.call('inbox.counts', { workspaceId })).mails.known).toBe(true)
  await sendoff.call('campaigns.readNow', { workspaceId })
  await sendoff.call('blocklist.pull', { workspaceId })
  const lists = await sendoff.call('lists.all', { workspaceId, archived: false })
  const listId = (name: string) => lists.find((list) => list.name === name)?.id
  const campaign = (await sendoff.call('campaigns.list', { workspaceId, page: {} })).rows[0]
  const exportId = (await newestLedger(sendoff)).summary.id

  await line.down()
  await sendoff.quit()
  await sendoff.relaunch()
  const { page } = sendoff
  await page.context().setOffline(true)
  const foot = page.locator('.status-line')
  await expect(foot).toContainText(en.frame.offline)
  // Every screen shows the age of its data.
  const bar = page.getByRole('region', { name: en.frame.offline })
  await expect(bar).toContainText(new RegExp(en.frame.offlineAsOf('(today|yesterday) \\d\\d:\\d\\d')))
  await expect(bar).toContainText(en.frame.offlineHint)

  // Every screen shows the stored data, and none keeps waiting for an answer.
  const read = new RegExp(`${en.campaigns.lastRead} (just now|.* ago)`)
  const shown: readonly (readonly [string, readonly (string | RegExp)[]])[] = [
    ['/home', [en.home.answerReplies(1)]],
    ['/lists', ['dentists', 'second']],
    [`/lists/${listId('dentists')}`, ['lead1@clinic0.example']],
    ['/lists/supabase', [en.supabase.emptyTitle]],
    ['/exports', ['dentists']],
    [`/exports/${exportId}`, [exportsEn.ledger.accounted, 'lead1@clinic0.example']],
    [`/exports/plan/${listId('second')}`, [exportsEn.plan.offlineTitle, exportsEn.plan.sendOffline]],
    ['/campaigns', [campaign?.name ?? '?', read]],
    [`/campaigns/${campaign?.id}`, [campaign?.name ?? '?', read]],
    ['/analytics', [en.analytics.title]],
    ['/inbox', [lead, /Synced (.* ago|just now)/]],
    ['/settings/diagnostics/events', [en.events.emptyTitle]],
    ['/settings/diagnostics/failed', [en.health.givenUp.emptyTitle]],
    ['/settings/diagnostics/missing', [en.relay.gapsTitle]],
    ['/settings/diagnostics/simulator', [en.relay.simulatorTitle]],
    ['/settings/diagnostics/jobs', [en.health.jobs.names.campaigns, en.health.jobs.held.offline]],
    ['/settings/diagnostics/service', [en.health.service.figures.apiSuccess, en.health.service.met]],
    ['/settings', [clientName]],
    [`/settings/workspaces/${workspaceId}`, [clientName, en.keys.active.word]],
    ['/settings/relay', [clientName]],
    ['/settings/sync', [en.campaigns.setting.title]],
    ['/settings/blocklist', [/0 entries, synced/]],
    ['/settings/inbox', [en.inbox.settings.title]],
    ['/settings/crm', [clientName]],
    ['/settings/appearance', [en.settings.appearance]],
    ['/settings/data', [en.settings.data]],
    ['/help', [/Help/]],
  ]
  for (const [route, texts] of shown) {
    await goTo(sendoff, route)
    for (const text of texts) await expect.soft(page.getByText(text).first(), `${route}: ${String(text)}`).toBeVisible()
    await expect(page.locator('.status-line').getByText(/^synced (just now|.* ago)$/), route).toBeVisible()
    await page.screenshot({ path: testInfo.outputPath(`${route.replaceAll('/', '-')}.png`) })
  }
  // Earlier calls are still listed, below any number that failed without a network.
  await goTo(sendoff, '/settings/diagnostics/calls')
  await page.getByPlaceholder(en.activity.search).fill('leads/add')
  await expect(page.getByText('/api/v2/leads/add').first()).toBeVisible()
  await goTo(sendoff, '/lists/instantly')
  await expect(page.getByText(offline.what).first()).toBeVisible()

  // Changes that need Instantly are refused with an explanation, and nothing changes.
  await goTo(sendoff, '/campaigns')
  await page.getByRole('switch', { name: en.campaigns.on(campaign?.name ?? '') }).click()
  const sentence = `${offline.what} ${offline.todo}`
  await expect(page.getByText(`${campaign?.name}: ${sentence}`).first()).toBeVisible()
  await page.getByRole('button', { name: en.campaigns.readNow }).click()
  await expect(page.getByText(sentence, { exact: true }).first()).toBeVisible()
  expect((await sendoff.call('campaigns.list', { workspaceId, page: {} })).rows[0]?.state).toBe('draft')
  await goTo(sendoff, '/settings/blocklist')
  await page.getByRole('button', { name: en.blocklist.pull }).click()
  await expect(page.getByRole('alert').getByText(offline.todo)).toBeVisible()
  await goTo(sendoff, '/settings/diagnostics/jobs')
  await page.getByRole('button', { name: en.health.jobs.retryOf(en.health.jobs.names.campaigns, clientName) }).click()
  await expect(page.getByText(`${en.health.jobs.names.campaigns}: ${sentence}`).first()).toBeVisible()

  // Work that can wait is queued and says so: an answer to a lead, and an export.
  await goTo(sendoff, '/inbox')
  await page.getByRole('button', { name: new RegExp(lead) }).click()
  await page.getByRole('textbox', { name: en.inbox.text }).waitFor()
  await page.keyboard.press('r')
  await page.keyboard.type('Gladly. Tuesday at two?')
  const [answered] = (await sendoff.call('inbox.threads', { workspaceId, page: { limit: 1 } })).rows
  await page.keyboard.press('Control+Enter')
  // The window moves on to the next waiting conversation; the answered one shows its own status.
  await expect
    .poll(async () => (await sendoff.call('inbox.threads', { workspaceId, page: { limit: 1 } })).rows)
    .toEqual([])
  await goTo(sendoff, `/inbox/${answered?.id}`)
  await expect(page.getByText(`${en.inbox.waitsForNetwork}: ${lead}`)).toBeVisible()
  await page.screenshot({ path: testInfo.outputPath('mail-waits.png') })
  await goTo(sendoff, `/exports/plan/${listId('second')}`)
  await screens.plan.send(page).click()
  await expect(strip(sendoff)).toContainText(exportsEn.strip.waits['API_OFFLINE'] ?? '')

  // After another crash, still without a network, both are there exactly once, and nothing was sent.
  await sendoff.kill()
  await sendoff.relaunch()
  await sendoff.page.context().setOffline(true)
  await expect(strip(sendoff)).toContainText(exportsEn.strip.waits['API_OFFLINE'] ?? '')
  const answers = () =>
    instantly.world.workspaces[0]?.messages.filter(({ kind, text }) => kind === 3 && text.startsWith('Gladly')) ?? []
  expect(answers()).toEqual([])

  await line.up()
  await sendoff.page.context().setOffline(false)
  await expect(sendoff.page.getByRole('region', { name: en.frame.offline })).toBeHidden()
  await expectState(sendoff, 'done')
  expect((await newestLedger(sendoff)).summary.totals).toMatchObject({ rows: 40, uploaded: 40, waiting: 0 })
  await expect.poll(() => answers().map(({ to }) => to)).toEqual([lead])
  await expect.poll(async () => (await sendoff.call('campaigns.list', { workspaceId, page: {} })).total).toBe(2)
  expect(instantly.journal.campaignsCreated()).toBe(2)
  expect(await sendoff.call('jobs.troubled', { workspaceId: null })).toEqual([])
  await line.close()
})
