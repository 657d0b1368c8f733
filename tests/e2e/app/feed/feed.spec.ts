/** Activity: each entry shows what changed, and all of it can be saved as a file. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { en } from '#shared/texts/en.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

const words = en.feed

test('Campaigns of a paused client are started again from Activity; an entry opens by keyboard with its state before and after, and the list is saved as CSV', async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { app, page, home } = sendoff
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
})
