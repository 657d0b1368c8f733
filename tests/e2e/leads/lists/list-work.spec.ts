/** Working on a list: selecting across pages, removing and restoring, correcting, saving as a file. */
import { listWorkEn } from '#shared/texts/en/leads/list-work.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'
import { expect, leadFile, saveAsList, test } from '../../support/main-job.ts'

test('Leads are corrected, removed from a list and restored, one by one and by search; Escape clears the selection', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  await saveAsList(sendoff, leadFile(1500))
  await test.step('A corrected lead shows its new value, and a key reaches the last row', async () => {
    const grid = page.getByRole('grid')
    await grid.getByText('lead1@clinic0.example').click()
    await page.getByRole('button', { name: listWorkEn.edit }).click()
    const dialog = page.getByRole('dialog')
    await page.screenshot({ path: test.info().outputPath('edit.png') })
    await dialog.getByLabel('city').fill('Bonn am Rhein')
    await dialog.getByRole('button', { name: listWorkEn.save, exact: true }).click()
    await expect(page.getByText(listWorkEn.edited, { exact: true })).toBeVisible()
    await expect(page.getByRole('complementary', { name: listsEn.lead.panel }).getByText('Bonn am Rhein')).toBeVisible()

    await grid.focus()
    await page.keyboard.press('End')
    await expect(grid.getByText('lead1500@clinic44.example')).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('end.png') })
  })

  await test.step('Leads are removed from a list and restored, one by one and by search', async () => {
    const grid = page.getByRole('grid')
    await page.getByRole('button', { name: listsEn.lead.close }).click()
    await grid.focus()
    await page.keyboard.press('Home')
    await grid.getByText('lead1@clinic0.example').waitFor()
    await page.screenshot({ path: test.info().outputPath('list.png') })

    await page.getByRole('checkbox', { name: en.ui.selectRow(2), exact: true }).click()
    await expect(page.getByText(listWorkEn.chosen(1), { exact: true })).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('chosen.png') })
    await page.getByRole('button', { name: listWorkEn.remove, exact: true }).click()
    await expect(grid).toHaveAttribute('aria-rowcount', '1500')
    await expect(grid.getByText('lead2@clinic1.example')).toHaveCount(0)
    await page.getByRole('button', { name: en.ui.undo }).click()
    await expect(grid).toHaveAttribute('aria-rowcount', '1501')

    await page.keyboard.press('/')
    await page.keyboard.type('lead14')
    await expect(grid.locator('mark').first()).toHaveText('lead14')
    await expect(grid).toHaveAttribute('aria-rowcount', '112')
    await page.getByRole('button', { name: listWorkEn.chooseAll('111') }).click()
    await page.getByRole('button', { name: listWorkEn.remove, exact: true }).click()
    await expect(page.getByText(listWorkEn.removed(111), { exact: true })).toBeVisible()
    await page.getByPlaceholder(listsEn.list.search).fill('')
    await expect(grid).toHaveAttribute('aria-rowcount', '1390')
  })

  await test.step('Escape clears a selection of one or all, and leaves the list only when nothing is selected', async () => {
    await saveAsList(sendoff, leadFile(3, 'few.csv'))
    const title = page.getByRole('heading', { name: 'few', level: 1 })
    const grid = page.getByRole('grid')
    await page.getByRole('checkbox', { name: en.ui.selectRow(2), exact: true }).click()
    await expect(page.getByText(listWorkEn.chosen(1), { exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByText(listWorkEn.chosen(1), { exact: true })).toBeHidden()
    await expect(title).toBeVisible()
    await page.getByRole('button', { name: listWorkEn.chooseAll('3') }).click()
    await expect(page.getByText(listWorkEn.chosen(3), { exact: true })).toBeVisible()
    await grid.focus()
    await page.keyboard.press('Escape')
    await expect(page.getByText(listWorkEn.chosen(3), { exact: true })).toBeHidden()
    await expect(title).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(title).toBeHidden()
  })
})
