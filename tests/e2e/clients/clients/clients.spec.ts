import { breakMailbox } from '#demo/sending/mailboxes.ts'
import { en } from '#shared/texts/en.ts'
import { expectAccessible } from '../../support/axe.ts'
import { connect, expect, goTo, test } from '../../support/main-job.ts'
import { makeCampaign } from '../../support/remote-campaigns.ts'

const words = en.clients
const day = 24 * 3_600_000

test('Clients in a workspace get campaigns by rule and by hand, are viewed separately, and can be removed', async ({
  launch,
  instantly,
}, info) => {
  test.slow()
  const picture = (name: string) => info.outputPath(`${name}.png`)
  await makeCampaign(instantly, 'Acme autumn', { leads: 300 })
  // More leads than can be mailed in nine days, whatever the date: only a campaign that still sends misses a mailbox.
  await makeCampaign(instantly, 'Brill dentists', { leads: 1_000 })
  await makeCampaign(instantly, 'Brill dentists, second round with a rather long name that has to be cut', {
    leads: 60,
  })
  await makeCampaign(instantly, 'House list', { leads: 50 })
  await instantly.moveOn(9 * day)
  const [remote] = instantly.world.workspaces
  const [mailbox] = remote?.mailboxes ?? []
  if (remote && mailbox) breakMailbox(instantly.world, remote, mailbox, instantly.clock.now())

  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const workspace = await connect(sendoff)
  await sendoff.call('campaigns.readNow', { workspaceId: null })

  // Two clients, by keys alone.
  await goTo(sendoff, `/settings/workspaces/${workspace.id}`)
  const add = page.getByRole('button', { name: words.add, exact: true })
  for (const name of ['Acme', 'Brill']) {
    await add.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('table', { name: words.title }).getByText(name)).toBeVisible()
    await expect(add).toBeFocused()
  }

  // A rule is previewed before it is saved.
  await page.getByRole('button', { name: words.rules.add }).click()
  await page.keyboard.type('brill')
  await page.getByRole('combobox', { name: words.rules.client(1) }).click()
  await page.getByRole('option', { name: 'Brill' }).click()
  const preview = page.getByRole('region', { name: words.rules.preview })
  await expect(preview.getByText(words.rules.previewText(2, 4, 2))).toBeVisible()
  await expectAccessible(page, 'rules')
  await page.screenshot({ path: picture('rules') })
  await page.getByRole('button', { name: words.rules.save }).click()
  await expect(page.getByText(words.rules.saved, { exact: true })).toBeVisible()

  // Assigned by hand, from the list, with keys.
  await goTo(sendoff, '/campaigns')
  const grid = page.getByRole('grid', { name: en.campaigns.table })
  const row = (name: string) => grid.getByRole('row', { name: new RegExp(name) })
  await expect(row('Brill dentists').first().getByText('Brill', { exact: true })).toBeVisible()
  await page.screenshot({ path: picture('campaigns') })
  await page.keyboard.press('/')
  await page.keyboard.type('acme')
  await expect(row('House list')).toBeHidden()
  await expect(row('Acme autumn')).toBeVisible()
  await grid.focus()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('a')
  const dialog = page.getByRole('dialog', { name: words.assign.title(1) })
  await dialog.getByRole('combobox').click()
  await page.getByRole('option', { name: 'Acme' }).click()
  await expectAccessible(page, 'assign')
  await page.screenshot({ path: picture('assign') })
  await dialog.getByRole('button', { name: words.assign.done, exact: true }).click()
  await expect(row('Acme autumn').getByText('Acme', { exact: true })).toBeVisible()

  // Viewed separately.
  const rail = page.getByRole('navigation', { name: en.frame.screens })
  await rail.getByRole('button', { name: /^Brill/ }).click()
  await page.getByRole('textbox', { name: en.campaigns.search }).fill('')
  await expect(row('Brill dentists').first()).toBeVisible()
  await expect(row('Acme autumn')).toBeHidden()
  await row('Brill dentists').first().getByRole('link').first().click()
  await expect(page.getByText(words.why.rule(words.words.contains('brill')))).toBeVisible()
  await page.screenshot({ path: picture('campaign') })
  await goTo(sendoff, '/analytics')
  await expect(page.getByRole('grid', { name: en.analytics.table })).toBeVisible()
  await page.screenshot({ path: picture('analytics') })

  // A failing mailbox on Home: snoozed, and restored from the settings.
  await goTo(sendoff, '/home')
  const need = page.getByRole('listitem').filter({ hasText: en.accounts.reasons.connection() })
  await expect(need).toBeVisible()
  await expectAccessible(page, 'home')
  await page.screenshot({ path: picture('home') })
  await need.getByRole('button', { name: /^More:/ }).focus()
  await page.keyboard.press('Enter')
  await page.screenshot({ path: picture('alert-menu') })
  await page.getByRole('menuitem', { name: en.alerts.snoozeWeek }).click()
  await expect(need).toBeHidden()
  await goTo(sendoff, '/settings/alerts')
  await expect(page.getByRole('table', { name: en.alerts.quieted.title })).toBeVisible()
  await expectAccessible(page, 'alert settings')
  await page.screenshot({ path: picture('alert-settings') })
  await page.getByRole('button', { name: en.alerts.quieted.again }).click()
  await expect(page.getByText(en.alerts.quieted.none)).toBeVisible()

  await page.setViewportSize({ width: 900, height: 640 })
  await goTo(sendoff, `/settings/workspaces/${workspace.id}`)
  await page.screenshot({ path: picture('small') })
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: picture('dark-large') })
  await goTo(sendoff, '/campaigns')
  await page.screenshot({ path: picture('dark-campaigns') })
  await goTo(sendoff, `/settings/workspaces/${workspace.id}`)

  // Removed, and restored with everything that belonged to it.
  await page.getByRole('button', { name: words.remove('Brill') }).click()
  await expect(page.getByText(words.removed('Brill'), { exact: true })).toBeVisible()
  await expect(rail.getByRole('button', { name: /^Brill/ })).toBeHidden()
  await page.getByRole('button', { name: en.ui.undo }).click()
  await expect(rail.getByRole('button', { name: /^Brill/ })).toBeVisible()
  const { rows } = await sendoff.call('campaigns.list', { workspaceId: workspace.id, unassigned: true, page: {} })
  expect(rows.map(({ name }) => name)).toEqual(['House list'])
})
