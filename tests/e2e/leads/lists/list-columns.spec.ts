/** Customising the table of a list: columns, filters, tags, cells edited in place, other lists. */
import type { Page } from '@playwright/test'
import { undoEn } from '#shared/texts/en/app/palette.ts'
import { listWorkEn as words } from '#shared/texts/en/leads/list-work.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'
import type { LaunchOptions, Sendoff } from '../../support/launch.ts'
import { connect, expect, goTo, leadFile, saveAsList, test } from '../../support/main-job.ts'

const look = async (page: Page, name: string) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate((next) => document.documentElement.setAttribute('data-theme', next), theme)
      await page.screenshot({ path: test.info().outputPath(`${name}-${width}-${theme}.png`) })
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}

/** Opens a list with this many leads. */
async function listOf(launch: (options: LaunchOptions) => Promise<Sendoff>, instantlyUrl: string, count: number) {
  const sendoff = await launch({ instantlyUrl })
  const client = await connect(sendoff)
  await saveAsList(sendoff, leadFile(count))
  const { page } = sendoff
  return { sendoff, client, page, grid: page.getByRole('grid') }
}

test('A shown, sorted and filtered column is kept; selected leads are tagged, moved, and restored from the last steps', async ({
  launch,
  instantly,
}) => {
  const { page, grid } = await listOf(launch, instantly.url, 300)
  await test.step('A column of the file is shown, sorted and filtered, and kept after leaving the list', async () => {
    await page.getByRole('button', { name: words.columns.open, exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('checkbox', { name: 'city', exact: true }).click()
    await dialog.getByRole('checkbox', { name: words.tags }).click()
    await look(page, 'columns')
    await dialog.getByRole('button', { name: words.columns.save }).click()
    await expect(grid.getByRole('columnheader', { name: 'city' })).toBeVisible()
    await expect(grid.getByText('Köln').first()).toBeVisible()
    await grid.getByRole('button', { name: 'city' }).click()
    await expect(grid.getByRole('columnheader', { name: 'city' })).toHaveAttribute('aria-sort', 'ascending')

    // Escape discards the condition, not the list.
    await page.getByRole('button', { name: words.filters.open, exact: true }).click()
    await expect(page.getByRole('form', { name: words.filters.title })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('form', { name: words.filters.title })).toBeHidden()
    await page.getByRole('button', { name: words.filters.open, exact: true }).click()
    await page.getByRole('form', { name: words.filters.title }).getByLabel(words.filters.column).click()
    await page.getByRole('option', { name: 'First name', exact: true }).click()
    await page.getByRole('form', { name: words.filters.title }).getByLabel(words.filters.value).fill('mara 30')
    await page.screenshot({ path: test.info().outputPath('filter.png') })
    await page
      .getByRole('form', { name: words.filters.title })
      .getByRole('button', { name: words.filters.add, exact: true })
      .click()
    await expect(grid).toHaveAttribute('aria-rowcount', '3')
    await look(page, 'filtered')
    await page.getByRole('button', { name: words.filters.clear }).click()
    await expect(grid).toHaveAttribute('aria-rowcount', '301')
    await page.reload()
    await expect(grid.getByRole('columnheader', { name: 'city' })).toBeVisible()
  })

  await test.step('Selected leads are tagged, moved to a new list, and restored from the last steps', async () => {
    const dialog = page.getByRole('dialog')
    await page.getByRole('checkbox', { name: en.ui.selectRow(2), exact: true }).click()
    await page.getByRole('button', { name: words.chooseAll('300') }).click()
    await page.getByRole('button', { name: words.tagging.open, exact: true }).click()
    await dialog.getByLabel(words.tagging.label).fill('Spring')
    await page.screenshot({ path: test.info().outputPath('tag.png') })
    await dialog.getByRole('button', { name: words.tagging.give, exact: true }).click()
    await expect(page.getByText(words.tagging.given(300, 'Spring'), { exact: true })).toBeVisible()

    await page.getByRole('checkbox', { name: en.ui.selectRow(1), exact: true }).click()
    await page.getByRole('button', { name: words.transfer.open, exact: true }).click()
    await dialog.getByLabel(words.transfer.name).fill('Second wave')
    await page.screenshot({ path: test.info().outputPath('transfer.png') })
    await dialog.getByRole('button', { name: words.transfer.move, exact: true }).click()
    await expect(page.getByText(words.transfer.done.move(1, 'Second wave'), { exact: true })).toBeVisible()
    await expect(grid).toHaveAttribute('aria-rowcount', '300')

    await page.getByRole('button', { name: en.lists.page.more('dentists') }).click()
    await page.getByRole('menuitem', { name: words.history.open }).click()
    await expect(dialog.getByText(words.history.steps.move(1, 'Second wave'))).toBeVisible()
    await look(page, 'history')
    await dialog.getByRole('button', { name: en.ui.undo }).first().click()
    await expect(dialog.getByText(words.history.undone)).toBeVisible()
    await dialog.getByRole('button', { name: en.ui.close }).click()
    await expect(grid).toHaveAttribute('aria-rowcount', '301')
  })
})

test('Cells are edited in place, and keys undo the last steps over leads one by one', async ({ launch, instantly }) => {
  const { sendoff, client, page, grid } = await listOf(launch, instantly.url, 60)
  await test.step('Keys undo and redo the last steps over leads one by one', async () => {
    const dialog = page.getByRole('dialog')
    const undone = (what: string) => page.getByText(undoEn.undone(what), { exact: true })
    const { steps } = words.history
    const choose = (row: number) => page.getByRole('checkbox', { name: en.ui.selectRow(row), exact: true }).click()
    await grid.getByText('lead1@clinic0.example').waitFor()

    await choose(2)
    await page.getByRole('button', { name: words.tagging.open, exact: true }).click()
    await dialog.getByLabel(words.tagging.label).fill('Spring')
    await page.keyboard.press('Enter')
    const told = page.getByText(words.tagging.given(1, 'Spring'), { exact: true })
    await expect(told).toBeVisible()
    await choose(3)
    const [notice, foot] = [await told.boundingBox(), await page.locator('.grid-foot').boundingBox()]
    expect(notice && foot && notice.y + notice.height <= foot.y, 'the notice stands above what to do next').toBe(true)
    await page.getByRole('button', { name: words.remove, exact: true }).click()
    await expect(grid).toHaveAttribute('aria-rowcount', '60')
    await choose(1)
    await page.getByRole('button', { name: words.transfer.open, exact: true }).click()
    await dialog.getByLabel(words.transfer.name).fill('Second wave')
    await page.keyboard.press('Enter')
    await expect(grid).toHaveAttribute('aria-rowcount', '59')
    await grid.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('F2')
    const first = grid.getByRole('textbox', { name: 'First name' })
    await first.fill('Ada')
    // In the field the keys apply to its text.
    await page.keyboard.press('Control+z')
    await expect(first).not.toHaveValue('Ada')
    await expect(grid).toHaveAttribute('aria-rowcount', '59')
    await first.fill('Ada')
    await page.keyboard.press('Enter')
    await expect(grid.getByText('Ada', { exact: true })).toBeVisible()

    await page.keyboard.press('Control+z')
    await expect(grid.getByText('Ada', { exact: true })).toHaveCount(0)
    await expect(undone(steps.edit(1))).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(grid).toHaveAttribute('aria-rowcount', '60')
    await expect(undone(steps.move(1, 'Second wave'))).toBeVisible()
    await goTo(sendoff, '/home')
    await expect(grid).toBeHidden()
    await page.keyboard.press('Control+z')
    await expect(undone(steps.remove(1))).toBeVisible()
    await expect(grid).toHaveAttribute('aria-rowcount', '61')
    await page.keyboard.press('Control+z')
    await expect(undone(steps.tag(1, 'Spring'))).toBeVisible()

    for (const _ of ['tag', 'remove', 'move', 'edit']) await page.keyboard.press('Control+Shift+z')
    await expect(grid).toHaveAttribute('aria-rowcount', '59')
    await expect(grid.getByText('Ada', { exact: true })).toBeVisible()
    const lists = await sendoff.call('lists.all', { workspaceId: client.id })
    expect(lists.map(({ name }) => name).toSorted()).toEqual(['Second wave', 'dentists'])
  })

  await test.step('A cell edit is saved, cancelled, moved on from, and undone', async () => {
    await saveAsList(sendoff, leadFile(60, 'others.csv'))
    await grid.getByText('lead1@clinic0.example').waitFor()
    await grid.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('F2')
    const first = grid.getByRole('textbox', { name: 'First name' })
    await expect(first).toBeFocused()
    await first.fill('Nobody')
    await page.keyboard.press('Escape')
    await expect(grid.getByText('Mara 1', { exact: true })).toBeVisible()
    // Enter opens the lead, F2 edits.
    await page.keyboard.press('Enter')
    const panel = page.getByRole('complementary', { name: listsEn.lead.panel })
    await expect(panel).toBeVisible()
    await panel.getByRole('button', { name: listsEn.lead.close }).click()
    await grid.focus()
    await page.keyboard.press('F2')
    await first.fill('Ada')
    await page.keyboard.press('Tab')
    await expect(grid.getByRole('textbox', { name: 'Last name' })).toBeFocused()
    await page.keyboard.press('Tab')
    const email = grid.getByRole('textbox', { name: 'Email' })
    await expect(email).toBeFocused()
    await expect(grid.getByText('Ada', { exact: true })).toBeVisible()
    await look(page, 'editing')
    await email.fill('lead2@clinic1.example')
    await page.keyboard.press('Enter')
    await expect(grid.getByText('Already in the list')).toBeVisible()
    await page.getByRole('button', { name: en.ui.undo }).last().click()
    await expect(grid.getByText('Already in the list')).toHaveCount(0)
    await grid.getByText('lead5@clinic4.example').dblclick()
    await expect(email).toHaveValue('lead5@clinic4.example')
    await email.fill('x'.repeat(30_000))
    await page.keyboard.press('Enter')
    await expect(grid.getByRole('alert')).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('cell-error.png') })
  })
})
