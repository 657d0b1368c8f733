/**
 * What stops work, or fails: a pause is named on every screen, Activity starts campaigns again and shows what changed, a
 * failed screen can be tried again.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { en } from '#shared/texts/en.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import type { Sendoff } from '../../support/launch.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

const words = en.feed

test('Every screen names what is paused; Activity starts a client’s campaigns again and shows what changed; a screen that cannot be read says so', async ({
  launch,
}) => {
  test.slow()
  const sendoff = await launch({ demo: true })
  const { app, page, home } = sendoff
  await test.step('A client is paused and resumed from its menu and everything from the command menu; every screen says so', async () => {
    const [client] = await sendoff.call('workspaces.list', {})
    const name = client?.name ?? ''
    const bar = page.getByRole('region', { name: 'Paused work' })

    await page.getByRole('button', { name: `More for ${name}` }).click()
    await page.getByRole('menuitem', { name: 'Pause client…' }).click()
    const dialog = page.getByRole('dialog', { name: `Pause ${name}` })
    await expect(dialog.getByLabel('Pause in Sendoff')).toBeChecked()
    await expect(dialog.getByLabel('Pause its campaigns at Instantly')).not.toBeChecked()
    await picture(sendoff, 'pause-dialog')
    await dialog.getByRole('button', { name: 'Pause', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect(bar).toContainText(`${name} is paused in Sendoff`)
    await expect(bar).toContainText('Campaigns keep sending at Instantly')
    await expect(page.getByRole('row', { name: new RegExp(`${name} Paused`) })).toBeVisible()
    await picture(sendoff, 'pause-home')
    await page.setViewportSize({ width: 1024, height: 720 })
    await picture(sendoff, 'pause-home-small')
    await page.setViewportSize({ width: 1280, height: 800 })

    await goTo(sendoff, `/settings/workspaces/${client?.id}`)
    await expect(page.getByRole('button', { name: 'Resume' }).first()).toBeVisible()
    await picture(sendoff, 'pause-client')
    await page.getByRole('main').getByRole('button', { name: 'Resume' }).last().click()
    await expect(bar).toBeHidden()

    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('pause everything')
    await page.getByRole('option', { name: 'Pause everything in Sendoff…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Pause', exact: true }).click()
    await expect(bar).toContainText('Everything is paused in Sendoff')
    await page.reload()
    await expect(bar).toContainText('Everything is paused in Sendoff')
    await bar.getByRole('button', { name: 'Resume' }).click()
    await expect(bar).toBeHidden()
    expect(await sendoff.call('pauses.state', {})).toMatchObject({ everything: null, clients: [] })
  })

  await test.step('Campaigns of a paused client are started again from Activity, one or all', async () => {
    await sendoff.call('campaigns.readNow', { workspaceId: null })
    const [client] = await sendoff.call('workspaces.list', {})
    const workspaceId = client?.id ?? null
    const running = async () =>
      (await sendoff.call('campaigns.list', { workspaceId, show: 'running', page: {} })).rows
        .map(({ id }) => id)
        .toSorted((a, b) => a - b)
    const before = await running()
    expect(before.length).toBeGreaterThan(2)
    await sendoff.call('campaigns.setManyActive', { campaignIds: before, active: false })
    await goTo(sendoff, '/activity')
    await page.getByRole('button', { name: new RegExp(`^${words.groups.mine}`) }).click()
    const undo = page.getByRole('main').getByRole('button', { name: en.ui.undo, exact: true })
    await expect(undo).toHaveCount(before.length)
    await undo.first().click()
    await expect.poll(async () => (await running()).length).toBe(1)
    await page
      .getByRole('button', { name: new RegExp(`${words.you} paused`) })
      .last()
      .click()
    await page.getByRole('button', { name: words.undoTogether(before.length - 1) }).click()
    await expect.poll(running).toEqual(before)
    await goTo(sendoff, '/home')
  })

  await test.step('An entry opens by keyboard with its state before and after, and the list is saved as CSV', async () => {
    await sendoff.call('accounts.sync', { workspaceId: null })
    const { rows } = await sendoff.call('accounts.list', { workspaceId: null, page: {} })
    const account = rows.find((row) => row.kind === 'account')
    if (account?.kind !== 'account') throw new Error('the demo has accounts')
    await sendoff.call('accounts.act', {
      accounts: [{ workspaceId: account.workspaceId, email: account.email }],
      change: { kind: 'daily_limit', value: 41 },
      submission: crypto.randomUUID(),
    })
    await goTo(sendoff, '/activity')
    await page.getByRole('button', { name: new RegExp(`^${words.groups.accounts}`) }).click()
    await expect(page.getByRole('button', { name: new RegExp(account.email) })).toBeVisible()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    const panel = page.getByRole('complementary', { name: words.panel })
    const row = panel.getByRole('table', { name: words.fields.changed }).getByRole('row').nth(1)
    await expect(row.getByRole('cell')).toHaveText([account.email, String(account.dailyLimit), '41'])
    const timeline = panel.getByRole('list', { name: words.timeline })
    await expect(timeline.getByRole('listitem').first()).toContainText(words.moments.asked)
    await expect(timeline.getByRole('listitem').nth(1)).toContainText(words.moments.confirmed)
    await expectAccessibleInBoth(page, 'activity with an entry open')

    // An undo from here is a step like any other: it gets its own entry, and the old entry offers no undo any more.
    await panel.getByRole('button', { name: en.ui.undo, exact: true }).press('Enter')
    await expect(page.getByText(words.undone.accounts(1), { exact: true })).toBeVisible()
    await expect(panel.getByRole('button', { name: en.ui.undo, exact: true })).toBeHidden()
    await expect(timeline.getByRole('listitem').filter({ hasText: words.moments.back })).toBeVisible()
    await expect
      .poll(async () => (await sendoff.call('accounts.detail', account)).row.dailyLimit)
      .toBe(account.dailyLimit)

    const file = path.join(home, 'activity.csv')
    await app.evaluate(({ dialog }, to) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: to })
    }, file)
    await page.getByRole('button', { name: words.save, exact: true }).press('Enter')
    // Accounts of the demo report an error on weekdays, so the number of entries depends on the date.
    const shown = await page
      .getByRole('main')
      .getByRole('button', { name: /^\d\d:\d\d / })
      .count()
    await expect(page.getByText(words.saved(shown, file), { exact: true })).toBeVisible()
    expect(readFileSync(file, 'utf8')).toContain(`${account.email},${account.dailyLimit},41`)
    await page.keyboard.press('Escape')
    await expect(panel).toBeHidden()
  })

  await test.step('A screen that cannot be read is not left empty: it says what happened, and is there after another try', async () => {
    await goTo(sendoff, '/home')
    const replies = page.getByRole('heading', { name: en.home.replies })
    await expect(replies).toBeVisible()
    const store = new Database(path.join(home, 'data', 'sendoff.db'))
    const problem = page.getByRole('alert').getByText(en.errors.INTERNAL({}).what)
    const tryAgain = page.getByRole('button', { name: en.ui.tryAgain })

    store.exec('alter table inbox_thread rename to unreadable')
    await page.reload()
    await expect(problem).toBeVisible()
    await expect(replies).toBeHidden()
    store.exec('alter table unreadable rename to inbox_thread')
    // Something that changes meanwhile may have it read again before the click.
    await expect(async () => {
      if (await tryAgain.isVisible()) await tryAgain.click({ timeout: 1_000 })
      await expect(replies).toBeVisible({ timeout: 5_000 })
    }).toPass()
    await expect(problem).toBeHidden()

    const { rows } = await sendoff.call('campaigns.list', { workspaceId: null, page: {} })
    const [campaign] = rows
    if (!campaign) throw new Error('a demo without campaigns')
    store.exec('alter table campaign_content rename to unreadable')
    await goTo(sendoff, `/campaigns/${campaign.id}`)
    await expect(page.getByRole('heading', { name: en.ui.notLoaded })).toBeVisible()
    await expect(page.getByText(en.campaigns.notFound)).toBeHidden()
    store.exec('alter table unreadable rename to campaign_content')
    store.close()
    await tryAgain.last().click()
    await expect(page.getByRole('heading', { name: campaign.name })).toBeVisible()
    await goTo(sendoff, '/campaigns/999999')
    await expect(page.getByRole('heading', { name: en.campaigns.notFound })).toBeVisible()
  })
})

/** Takes pictures for visual inspection. */
async function picture({ page }: Sendoff, name: string): Promise<void> {
  const folder = process.env['SENDOFF_SHOTS']
  if (!folder) return
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((chosen) => {
      document.documentElement.dataset['theme'] = chosen
    }, theme)
    await page.screenshot({ path: `${folder}/${name}-${theme}.png` })
  }
}
