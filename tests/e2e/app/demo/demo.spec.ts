import { existsSync } from 'node:fs'
import path from 'node:path'
import { textsOf } from '#shared/texts/all-languages.ts'
import { en } from '#shared/texts/en.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { expect, test } from '../../support/app.ts'
import type { Sendoff } from '../../support/launch.ts'
import { goTo } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'
import { speak } from '../../support/whole.ts'

/** No keyring, no passphrase, and an unreachable address: the demo needs none of them. */
const alone = { keyring: 'none', instantlyUrl: 'http://127.0.0.1:9' } as const

const button = ({ page }: Sendoff, name: string) => page.getByRole('button', { name, exact: true })
const bar = ({ page }: Sendoff) => page.getByRole('region', { name: en.demo.barLabel })
const rail = ({ page }: Sendoff) => page.getByRole('navigation', { name: en.frame.screens })

async function openDemo(app: Sendoff): Promise<void> {
  await button(app, en.demo.start).click()
  await expect(rail(app)).toBeVisible()
}

async function fromTheBar(app: Sendoff, item: string): Promise<void> {
  await bar(app).getByRole('button', { name: en.demo.more }).click()
  await app.page.getByRole('menuitem', { name: item }).click()
  await app.page.getByRole('dialog').getByRole('button', { name: item, exact: true }).click()
}

test('One click at the first start fills every screen with demo data, marked as a demo', async ({ launch }) => {
  const app = await launch(alone)
  const { page } = app
  await expect(page.getByLabel(en.vault.passphrase, { exact: true })).toBeVisible()
  await openDemo(app)
  const [first, second] = await app.call('workspaces.list', {})
  if (!first || !second) throw new Error('two clients were promised')
  // The font ships with the app, and its figures are tabular.
  const figures = page.locator('td.num').first()
  await expect(figures).toHaveCSS('font-family', /^"?Inter\b/)
  await expect(figures).toHaveCSS('font-variant-numeric', /tabular-nums/)
  await expect
    .poll(() =>
      page.evaluate(() =>
        [...document.fonts].some(({ family, status }) => /Inter/.test(family) && status === 'loaded'),
      ),
    )
    .toBe(true)
  // The first steps fit on one line, where German ones are the longest.
  await page.setViewportSize({ width: 1024, height: 700 })
  await speak(app, 'de')
  const steps = page.getByRole('region', { name: textsOf.de.guide.stepsTitle }).getByRole('listitem')
  await expect(steps).toHaveCount(5)
  const tops = await steps.evaluateAll((all) => all.map((step) => step.firstElementChild?.getBoundingClientRect().top))
  expect(new Set(tops).size).toBe(1)
  await speak(app, 'en')
  await page.setViewportSize({ width: 1280, height: 800 })
  // An operator without a lead file uses the sample.
  await button(app, en.guide.useSample).click()
  await expect(screens.mapping.title(page)).toBeVisible()
  const preview = page.getByRole('region', { name: en.lists.import.preview })
  await expect(preview.getByText('anais.lindqvist@harbourpine.example')).toBeVisible()
  await page.keyboard.press('Escape')
  const lists = await app.call('lists.all', { workspaceId: first.id })
  const { rows: exports } = await app.call('exports.list', { workspaceId: first.id, page: {} })
  const waiting = lists.find((list) => list.exportCount === 0)

  await expect(page.getByRole('link', { name: en.home.openInbox })).toBeVisible()
  for (const [route, sign] of [
    ['/home', page.getByRole('table').getByRole('button', { name: second.name })],
    ['/lists', page.getByRole('row', { name: new RegExp(waiting?.name ?? '') })],
    [`/lists/${waiting?.id}`, screens.list.export(page)],
    [`/exports/plan/${waiting?.id}`, screens.plan.send(page)],
    ['/exports', page.getByText(exports[0]?.listName ?? '').first()],
    [`/exports/${exports.at(-1)?.id}`, page.getByText(en.exports.ledger.accounted)],
    ['/campaigns', page.getByRole('grid', { name: en.campaigns.table }).getByRole('switch').first()],
    ['/settings/diagnostics/calls', page.getByText(/^\/api\/v2\//).first()],
    ['/settings/workspaces', page.getByRole('cell', { name: new RegExp(`${first.name}.*${en.demo.badge}`) })],
    [`/settings/workspaces/${first.id}`, page.getByText(en.demo.clientText)],
  ] as const) {
    await goTo(app, route)
    await expect(sign, route).toBeVisible()
    await expect(bar(app), route).toBeVisible()
  }
  // Alerts of a campaign take one line each; an alert for several accounts leads to all of them.
  await app.call('accounts.sync', { workspaceId: null })
  const several = (await app.call('alerts.list', {})).find(
    ({ about }) => about.kind === 'mailbox' && about.emails.length > 1 && about.campaigns.length > 0,
  )
  if (several?.about.kind !== 'mailbox') throw new Error('no alert of several accounts')
  await goTo(app, `/campaigns/${several.about.campaigns[0]?.id}`)
  const alert = page.locator('.campaign-alerts .note').filter({ hasText: several.about.domain })
  expect((await alert.boundingBox())?.height).toBeLessThan(60)
  await page.screenshot({ path: test.info().outputPath('campaign-alerts.png') })
  await goTo(app, '/home')
  const need = page.getByRole('listitem').filter({ hasText: several.about.domain })
  await need.getByRole('button', { name: en.alerts.openAccounts }).click()
  await expect(page.getByRole('complementary', { name: en.accounts.panel.domain })).toContainText(several.about.domain)
  // A morning's replies, loaded with their answers, without waiting for the next sync. Their number varies with the
  // weekday and the hour (15 to 28 in one week); without their answers it would be more than a hundred.
  await expect
    .poll(async () => {
      const counts = await app.call('inbox.counts', { workspaceId: null })
      return counts.waiting > 0 && counts.answer >= 8 && counts.answer <= 45
    })
    .toBe(true)
  await expect(page).toHaveTitle(en.demo.windowTitle)
  await rail(app)
    .getByRole('button', { name: new RegExp(`^${second.name}`) })
    .click()
  await goTo(app, '/exports')
  await expect(page.getByText('Planning offices').first()).toBeVisible()
})

test('The demo advances its date, exports a list, resets with one click, survives a restart and can be removed', async ({
  launch,
}) => {
  const app = await launch({ ...alone, demo: true })
  const { page } = app
  await test.step('The demo advances its date, says what happened, and exports a list', async () => {
    await bar(app).getByRole('button', { name: en.demo.week }).click()
    await expect(bar(app).getByRole('status')).toHaveText(/One week later: .*\d+ sent.*\d+ replied/)
    // The screen shows one date: the day on Home equals that of the bar.
    const dayOfHome = page.getByRole('heading', { level: 1 })
    await expect(dayOfHome).toContainText(/\d/)
    await expect(async () => expect(await bar(app).innerText()).toContain(await dayOfHome.innerText())).toPass()
    await goTo(app, '/lists')
    await page.getByRole('link', { name: 'Webinar guests, November' }).click()
    await screens.list.export(page).click()
    await screens.plan.send(page).click()
    await expect(page.getByText(en.exports.ledger.accounted)).toBeVisible()
  })

  await test.step('The demo resets with one click', async () => {
    await fromTheBar(app, en.demo.reset)
    await expect(app.page.getByText(en.demo.resetDone, { exact: true })).toBeVisible()
    const { now, clients } = await app.call('demo.state', {})
    expect(clients).toHaveLength(2)
    expect(Math.abs(Date.parse(now ?? '') - Date.now())).toBeLessThan(60_000)
  })

  await test.step('The demo survives a restart, and removing it deletes its rows and files', async () => {
    await bar(app).getByRole('button', { name: en.demo.day }).click()
    await expect(bar(app).getByRole('status')).toHaveText(/^One day later/)
    // The demo is now one day ahead, so this morning's events are yesterday's there.
    await goTo(app, '/activity')
    await expect(app.page.locator('.feed-day').first()).toBeVisible()
    const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long' }).format(new Date())
    await expect(app.page.getByText(en.feed.today(weekday))).toBeHidden()
    const before = await app.call('demo.state', {})
    await app.quit()
    await app.relaunch()
    await expect(bar(app)).toBeVisible()
    const after = await app.call('demo.state', {})
    expect(after.clients).toEqual(before.clients)
    expect(Date.parse(after.now ?? '')).toBeGreaterThanOrEqual(Date.parse(before.now ?? ''))

    await fromTheBar(app, en.demo.remove)
    await expect(button(app, en.demo.start)).toBeVisible()
    expect(await app.call('workspaces.list', { archived: true })).toEqual([])
    expect(existsSync(path.join(app.home, 'data', 'demo'))).toBe(false)
  })
})

test('The demo is not part of “All clients”, and none of its requests reach Instantly', async ({ launch }) => {
  const instantly = await startFakeInstantly({
    workspaces: [{ name: 'Real Client', keys: [{ key: 'a-real-clients-key' }] }],
  })
  const app = await launch({ instantlyUrl: instantly.url })
  const { page } = app
  await app.call('workspaces.addKey', { workspaceId: null, key: 'a-real-clients-key' })
  await rail(app)
    .getByRole('button', { name: new RegExp(en.frame.switchClient) })
    .click()
  await page.getByRole('menuitem', { name: en.demo.start }).click()
  await expect(bar(app)).toBeVisible()
  await bar(app).getByRole('button', { name: en.demo.week }).click()
  await expect(bar(app).getByRole('status')).toHaveText(/^One week later/)

  await page.keyboard.press('ControlOrMeta+0')
  await expect(bar(app)).toBeHidden()
  await goTo(app, '/lists')
  await expect(page.getByText(en.lists.page.emptyTitle).or(page.getByText(en.lists.page.chooseClient))).toBeVisible()
  await goTo(app, '/exports')
  await expect(page.getByText('Warehouse managers UK')).toBeHidden()
  const tokens = new Set(instantly.journal.entries.map(({ token }) => token))
  expect([...tokens]).toEqual(['a-real-clients-key'])
  expect(instantly.journal.committedAddresses()).toEqual([])
  await instantly.close()
})
