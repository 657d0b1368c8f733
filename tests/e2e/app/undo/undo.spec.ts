/** Ctrl-Z undoes an action and Ctrl-Shift-Z redoes it, on any screen. */
import type { Page } from '@playwright/test'
import { commandsEn, undoEn } from '#shared/texts/en/app/palette.ts'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { reviewEn } from '#shared/texts/en/exports/review.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'
import type { Sendoff } from '../../support/launch.ts'
import {
  expect,
  expectState,
  exportByKeys,
  goTo,
  leadFile,
  saveAsList,
  saveInWindow,
  test,
  toTheMapping,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
/** Clicks an item of the application's menu. */
const chooseInMenu = ({ app }: Sendoff, id: 'undo' | 'redo') =>
  app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id)
const said = (page: Page, words: string) => page.getByText(words, { exact: true }).first()

test('Names, archiving, a theme, a mapping, a removed file, a reset plan and a client are undone in reverse order and redone, and an export in its report', async ({
  connected: sendoff,
}) => {
  test.slow()
  const { page } = sendoff
  const [workspace] = await sendoff.call('workspaces.list', {})
  if (!workspace) throw new Error('no client')
  const names = async (archived: boolean) =>
    (await sendoff.call('lists.all', { workspaceId: workspace.id, archived })).map((list) => list.name)
  await test.step('A rename, an archived list and a theme are undone in reverse order and redone', async () => {
    await saveInWindow(sendoff, leadFile(12))
    await page.keyboard.press('F2')
    const name = page.getByLabel(listsEn.renameDialog.label)
    await name.fill('Dentists, autumn')
    // In a field the keys apply to its text.
    await page.keyboard.press('Control+z')
    await expect(name).toHaveValue('dentists')
    await name.fill('Dentists, autumn')
    await page.keyboard.press('Enter')
    await expect(title(page, 'Dentists, autumn')).toBeVisible()
    await page.getByRole('button', { name: listsEn.page.more('Dentists, autumn') }).click()
    await page.getByRole('menuitem', { name: listsEn.page.archive }).click()
    await expect.poll(() => names(true)).toEqual(['Dentists, autumn'])

    await goTo(sendoff, '/settings/appearance')
    await page.getByRole('radio', { name: en.settings.themes.dark }).click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await page.keyboard.press('Control+z')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
    await expect(said(page, undoEn.undone(undoEn.acts.theme))).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(said(page, undoEn.undone(undoEn.acts.listArchived('Dentists, autumn')))).toBeVisible()
    await expect.poll(() => names(false)).toEqual(['Dentists, autumn'])
    await page.keyboard.press('Control+z')
    await expect.poll(() => names(false)).toEqual(['dentists'])
    // The import into a new list too, of which nothing is deleted.
    await page.keyboard.press('Control+z')
    await expect(said(page, listsEn.page.archived('dentists'))).toBeVisible()
    await expect.poll(() => names(true)).toEqual(['dentists'])
    await page.keyboard.press('Control+z')
    await expect(said(page, undoEn.nothing)).toBeVisible()
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => names(false)).toEqual(['dentists'])
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => names(false)).toEqual(['Dentists, autumn'])
    await page.keyboard.press('Control+y')
    await expect.poll(() => names(true)).toEqual(['Dentists, autumn'])
  })

  await test.step('Changes of a mapping and a removed file are undone step by step, even from another screen', async () => {
    await toTheMapping(sendoff, leadFile(12, 'architects.csv', 'architect'))
    const city = page.getByRole('combobox', { name: listsEn.import.fieldFor('City') })
    const before = await city.textContent()
    const choose = async (what: string) => {
      await city.click()
      await page.getByRole('option', { name: what, exact: false }).first().click()
      await expect(city).toContainText(what)
    }
    await choose(listsEn.fields.job_title)
    await choose(listsEn.fields.company_name)
    await goTo(sendoff, '/home')
    await expect(city).toBeHidden()
    await page.keyboard.press('Control+z')
    await expect(city).toContainText(listsEn.fields.job_title)
    await page.keyboard.press('Control+z')
    await expect(city).toHaveText(before ?? '')
    await page.keyboard.press('Control+Shift+z')
    await expect(city).toContainText(listsEn.fields.job_title)

    await page.getByRole('button', { name: listsEn.import.discard }).click()
    await expect(city).toBeHidden()
    await page.keyboard.press('Control+z')
    await expect(city).toContainText(listsEn.fields.job_title)
    await screens.mapping.save(page).click()
    await screens.list.export(page).waitFor()
  })

  await test.step('A reset plan can be restored', async () => {
    await screens.list.export(page).click()
    await screens.plan.send(page).waitFor()
    const name = page.getByRole('heading', { level: 1 })
    const suggested = await name.innerText()
    await page.getByRole('button', { name: reviewEn.rename }).click()
    await page.getByLabel(exportsEn.plan.name).fill('Autumn round')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: commandsEn.resetPlan.words }).click()
    await expect(name).toHaveText(suggested)
    await page.keyboard.press('Control+z')
    await expect(name).toHaveText('Autumn round')
  })

  await test.step('Right after an export undo says where it is undone, and leaves what was done before', async () => {
    await saveAsList(sendoff, leadFile(12, 'bakers.csv', 'baker'))
    await page.keyboard.press('F2')
    await page.getByLabel(listsEn.renameDialog.label).fill('Bakers, autumn')
    await page.keyboard.press('Enter')
    await expect(title(page, 'Bakers, autumn')).toBeVisible()
    await screens.list.export(page).click()
    await screens.plan.send(page).waitFor()
    await exportByKeys(page)
    await expectState(sendoff, 'done')
    await page.keyboard.press('Control+z')
    await expect(said(page, exportsEn.plan.undoInReport)).toBeVisible()
    expect(await names(false)).toContain('Bakers, autumn')
  })

  await test.step('Undo and Redo in the menu apply to text in a field, and elsewhere to the last step', async () => {
    await goTo(sendoff, '/settings/appearance')
    await page.getByRole('radio', { name: en.settings.themes.dark }).click()
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await chooseInMenu(sendoff, 'undo')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
    await chooseInMenu(sendoff, 'redo')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

    await page.keyboard.press('Control+k')
    const field = page.getByRole('dialog').getByRole('combobox')
    await field.pressSequentially('hello')
    await expect(field).toHaveValue('hello')
    await chooseInMenu(sendoff, 'undo')
    await expect(field).not.toHaveValue('hello')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  })

  await test.step("A client's name, colour and archiving are undone", async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    const now = async () => (await sendoff.call('workspaces.list', {})).map(({ name, colour }) => ({ name, colour }))
    const first = await now()
    await goTo(sendoff, `/settings/workspaces/${workspace.id}`)
    await page.getByLabel(en.workspaces.name, { exact: true }).fill('Northwind')
    await page.keyboard.press('Enter')
    await expect(title(page, 'Northwind')).toBeVisible()
    await page.getByRole('radio', { name: en.connect.colours[3] ?? '' }).click()
    await expect.poll(now).toEqual([{ name: 'Northwind', colour: 4 }])
    await page.getByRole('button', { name: en.workspaces.archive }).click()
    await expect.poll(now).toEqual([])
    await page.keyboard.press('Control+z')
    await expect.poll(now).toEqual([{ name: 'Northwind', colour: 4 }])
    await page.keyboard.press('Control+z')
    await expect.poll(now).toEqual([{ name: 'Northwind', colour: first[0]?.colour }])
    await page.keyboard.press('Control+z')
    await expect.poll(now).toEqual(first)
  })
})
