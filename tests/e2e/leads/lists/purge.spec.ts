/** Further functions of lists: consent as a filter, the rows of every file, permanent removal. */
import type { Page } from '@playwright/test'
import { listWorkEn as words } from '#shared/texts/en/leads/list-work.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'
import { connect, expect, openChosen, saveAsList, test, writeFile } from '../../support/main-job.ts'

const look = async (page: Page, name: string) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((next) => document.documentElement.setAttribute('data-theme', next), theme)
    await page.screenshot({ path: test.info().outputPath(`${name}-${theme}.png`) })
  }
}

const rows = [
  'Email,First Name,Company,Consent,Consent Date',
  'ann@acme.example,Ann,Acme,web form,2026-01-31',
  'bob@acme.example,Bob,Acme,no,',
  'cid@acme.example,Cid,Acme,,',
]

test('A list is filtered by consent and its date, and the lead panel opens the row of each file', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  await test.step('A list is filtered by a missing lawful basis and by the date of consent', async () => {
    await saveAsList(sendoff, writeFile('consent.csv', rows.join('\n')))
    const grid = page.getByRole('grid')
    await expect(grid).toHaveAttribute('aria-rowcount', '4')
    await page.getByRole('button', { name: words.filters.open, exact: true }).click()
    await look(page, 'consent-menu')
    await page.getByRole('menuitem', { name: words.consent.missing }).click()
    await expect(grid).toHaveAttribute('aria-rowcount', '3')
    await look(page, 'consent-missing')
    await page.getByRole('button', { name: words.filters.clear }).click()
    await page.getByRole('button', { name: words.filters.open, exact: true }).click()
    await page.getByRole('menuitem', { name: words.filters.byColumn }).click()
    const row = page.getByRole('form', { name: words.filters.title })
    await row.getByLabel(words.filters.column).click()
    await page.getByRole('option', { name: words.consent.columns.date, exact: true }).first().click()
    await row.getByLabel(words.filters.how).click()
    await page.getByRole('option', { name: words.filters.ops.before, exact: true }).click()
    await row.getByLabel(words.filters.date).fill('2026-02-01')
    await look(page, 'consent-date')
    await page
      .getByRole('form', { name: words.filters.title })
      .getByRole('button', { name: words.filters.add, exact: true })
      .click()
    await expect(grid).toHaveAttribute('aria-rowcount', '2')
  })

  await test.step('The lead panel opens the row of each file', async () => {
    const [workspace] = await sendoff.call('workspaces.list', {})
    if (!workspace) throw new Error('no client')
    await saveAsList(sendoff, writeFile('first.csv', rows.join('\n')))
    const [list] = await sendoff.call('lists.all', { workspaceId: workspace.id, archived: false })
    const file = writeFile('newer.csv', 'Email,First Name,City\nann@acme.example,Ann,Ulm\nbob@acme.example,Bob,')
    const draft = await openChosen(sendoff, workspace.id, file)
    await sendoff.call('imports.save', {
      importId: draft.importId,
      mapping: draft.columns.map(({ suggestion }) => suggestion.target),
      settings: { holdUnverified: false },
      into: { listId: list?.id as never, merge: { mode: 'both', keep: [], clearEmpty: false } },
    })
    await page.getByRole('grid').getByText('ann@acme.example').click()
    const panel = page.getByRole('complementary', { name: listsEn.lead.panel })
    await panel.getByText('newer.csv').last().click()
    await expect(panel.getByText(listsEn.lead.rowChanged)).toBeVisible()
    await expect(panel.getByText('Ulm').last()).toBeVisible()
    await panel.getByText('newer.csv').last().scrollIntoViewIfNeeded()
    await look(page, 'further-rows')
  })
})

test('Removed leads, and then the whole list, are deleted permanently after the name is typed', async ({
  sendoff,
  instantly,
}) => {
  expect(instantly.violations).toEqual([])
  const workspace = await connect(sendoff)
  await saveAsList(sendoff, writeFile('people.csv', rows.join('\n')))
  const { page } = sendoff
  const grid = page.getByRole('grid')
  const [list] = await sendoff.call('lists.all', { workspaceId: workspace.id, archived: false })
  const name = list?.name ?? ''
  await page.getByRole('checkbox', { name: en.ui.selectRow(1), exact: true }).click()
  await page.getByRole('button', { name: words.remove, exact: true }).click()
  await expect(grid).toHaveAttribute('aria-rowcount', '3')

  const more = page.getByRole('button', { name: listsEn.page.more(name) })
  const dialog = page.getByRole('dialog')
  const act = dialog.getByRole('button', { name: words.purge.act, exact: true })
  await more.click()
  await page.getByRole('menuitem', { name: words.purge.openRemoved }).click()
  await expect(dialog.getByText(words.purge.goesLeads(1))).toBeVisible()
  await expect(act).toBeDisabled()
  await look(page, 'purge-removed')
  await dialog.getByLabel(words.purge.confirm(name)).fill(name)
  await act.click()
  await expect(page.getByText(words.purge.done(1), { exact: true })).toBeVisible()
  await more.click()
  await page.getByRole('menuitem', { name: words.purge.openRemoved }).click()
  await expect(dialog.getByText(words.purge.nothing)).toBeVisible()
  await dialog.getByRole('button', { name: en.ui.close, exact: true }).last().click()

  await more.click()
  await page.getByRole('menuitem', { name: listsEn.page.archive }).click()
  await more.click()
  await page.getByRole('menuitem', { name: words.purge.openList, exact: true }).click()
  await expect(dialog.getByText(words.purge.final)).toBeVisible()
  await look(page, 'purge-list')
  await dialog.getByLabel(words.purge.confirm(name)).fill(name)
  await act.click()
  await expect(page.getByText(words.purge.done(2), { exact: true })).toBeVisible()
  expect(await sendoff.call('lists.all', { workspaceId: workspace.id, archived: true })).toEqual([])
})
