/** Enter opens, F2 edits and Space peeks, in every table whose rows are records. */
import { en } from '#shared/texts/en.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

test('Space previews a row beside its table, follows the arrows, and Escape closes it', async ({ launch }) => {
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  const [starter] = await sendoff.call('sequences.starters', {})
  if (!starter) throw new Error('no starter')
  const { key: _key, ...body } = starter
  for (const name of ['First template', 'Second template'])
    await sendoff.call('sequences.save', {
      id: null,
      workspaceId: null,
      base: null,
      body: { ...body, name },
      origin: 'starter',
    })
  await page.reload()
  const panel = page.locator('aside.peek')

  const ofClient = page.getByText(en.demo.clientText)
  const tables = [
    { at: '/home', table: en.home.clients, edited: ofClient },
    { at: '/lists', table: en.lists.page.tableAll, edited: page.getByRole('dialog') },
    { at: '/sequences', table: en.sequences.table, edited: page.locator('input[value$="template"]') },
    { at: '/settings/workspaces', table: en.workspaces.title, edited: ofClient },
  ]
  for (const { at, table, edited } of tables) {
    await goTo(sendoff, at)
    const rows = page.getByRole('table', { name: table }).locator('tbody tr')
    const own = (row: number) => rows.nth(row).locator('a, button').first()
    await own(0).focus()
    await page.keyboard.press('Space')
    const first = (await own(0).textContent())?.trim() ?? ''
    await expect(panel.getByRole('heading'), at).toHaveText(first)
    await page.keyboard.press('ArrowDown')
    const second = (await own(1).textContent())?.trim() ?? ''
    await expect(panel.getByRole('heading'), at).toHaveText(second)
    await expect(own(1), at).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(panel, at).toBeHidden()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('F2')
    await expect(edited, at).toBeVisible()
    await page.keyboard.press('Escape')
  }

  await goTo(sendoff, '/campaigns')
  const grid = page.getByRole('grid', { name: en.campaigns.table })
  await grid.getByRole('switch').first().waitFor()
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  const name = await grid.getByRole('row').nth(1).getByRole('link').textContent()
  await expect(panel.getByRole('heading')).toHaveText(name ?? '')
  await expect(panel).toContainText(en.campaigns.metrics.replied)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: name ?? '' })).toBeVisible()

  await goTo(sendoff, '/accounts')
  const accounts = page.getByRole('grid', { name: en.accounts.table })
  await accounts.getByRole('row').nth(1).waitFor()
  await accounts.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('F2')
  await expect(page.getByRole('dialog', { name: en.accounts.acts.daily_limit })).toBeVisible()
})
