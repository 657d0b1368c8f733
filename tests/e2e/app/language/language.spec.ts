/** Switching the language during work loses nothing and changes every text. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { LanguageChoice } from '#shared/language.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { shellTextsOf } from '#shared/texts/shell-texts.ts'
import type { Sendoff } from '../../support/launch.ts'
import {
  connect,
  expect,
  expectState,
  expectUnderWay,
  goTo,
  key,
  leadFile,
  newestLedger,
  saveAsList,
  test,
  toThePlanOf,
  writeFile,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const { en, de, nl } = textsOf

const chooseInMenu = ({ app }: Sendoff, choice: LanguageChoice) =>
  app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), `language-${choice}`)
const menuLabels = ({ app }: Sendoff) =>
  app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label))
const spoken = (page: Page) => page.locator('html').getAttribute('lang')

test('Switching the language keeps an open import with its mapping, typed name, dialog, focus and scroll position', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  const columns = Array.from({ length: 30 }, (_, at) => `Extra ${at + 1}`)
  await sendoff.dropFiles([
    writeFile(
      'clinics.csv',
      `Email,First Name,${columns.join(',')}\nana@fine.example,Ana,${columns.map(() => 'x').join(',')}\n`,
    ),
  ])
  await screens.mapping.title(page).waitFor()
  const name = page.getByLabel(en.lists.import.listName, { exact: true })
  await name.fill('Kliniken im Norden')
  const mapping = screens.mapping.table(page)
  const firstName = mapping.getByLabel(en.lists.import.fieldFor('First Name'))
  await firstName.click()
  await page.getByRole('option', { name: en.lists.import.newVariable }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('nickname')
  await dialog.getByRole('textbox').press('Enter')
  await expect(mapping).toContainText('nickname')
  await page.getByRole('switch', { name: en.lists.import.hideLeftOut }).click()
  await page.getByLabel(en.lists.import.fieldFor('Extra 30')).focus()
  const furthestScrolled = () =>
    page.evaluate(() => Math.max(...[...document.querySelectorAll('*')].map(({ scrollTop }) => scrollTop)))
  expect(await furthestScrolled()).toBeGreaterThan(0)
  // Text above changes its height with the language; the focused row must stay where it is visible.
  const topOfFocused = () => page.evaluate(() => Math.round(document.activeElement?.getBoundingClientRect().top ?? 0))
  const before = await topOfFocused()
  expect(before).toBeGreaterThan(0)

  await chooseInMenu(sendoff, 'de')
  await expect(page.getByRole('heading', { name: de.lists.import.title })).toBeVisible()
  expect(await spoken(page)).toBe('de')
  await expect(page.getByLabel(de.lists.import.fieldFor('Extra 30'))).toBeFocused()
  expect(Math.abs((await topOfFocused()) - before)).toBeLessThan(60)
  expect(await furthestScrolled()).toBeGreaterThan(0)
  await expect(page.getByLabel(de.lists.import.listName, { exact: true })).toHaveValue('Kliniken im Norden')
  await expect(page.getByRole('table', { name: de.lists.import.table })).toContainText('nickname')

  // A dialog with typed text stays open, too.
  await page.getByLabel(de.lists.import.fieldFor('First Name')).click()
  await page.getByRole('option', { name: de.lists.import.newVariable }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('rufname')
  await chooseInMenu(sendoff, 'nl')
  await expect(page.getByRole('dialog', { name: nl.lists.import.variableDialog.title('First Name') })).toBeVisible()
  await expect(page.getByRole('dialog').getByRole('textbox')).toHaveValue('rufname')
  await page.getByRole('dialog').getByRole('textbox').press('Enter')
  await page.getByRole('button', { name: nl.lists.import.save(1) }).click()
  await expect(page.getByRole('heading', { name: 'Kliniken im Norden', level: 1 })).toBeVisible()
  const [list] = await sendoff.call('lists.all', { workspaceId: (await sendoff.call('workspaces.list', {}))[0]!.id })
  const { rows } = await sendoff.call('lists.leads', { listId: list!.id, page: {} })
  const lead = await sendoff.call('lists.lead', { leadId: rows[0]!.id })
  expect(JSON.stringify(lead)).toContain('rufname')
})

test('Switching the language during an export does not stop it, and its strip, report and file follow', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page, home } = sendoff
  await connect(sendoff)
  await toThePlanOf(sendoff, 4_000)
  const release = instantly.faults.hold({ method: 'POST', path: '/leads/add', nth: 2 })
  await screens.plan.send(page).click()
  await expectUnderWay(sendoff)
  await chooseInMenu(sendoff, 'de')
  await expect(page.getByRole('heading', { name: de.exports.ledger.flowTitle })).toBeVisible()
  await expect(page.getByText(de.exports.ledger.progressRest(4_000), { exact: true })).toBeVisible()
  release()
  await expectState(sendoff, 'done')
  const { summary } = await newestLedger(sendoff)
  expect(summary.totals).toMatchObject({ uploaded: 4_000, failed: 0, waiting: 0 })
  expect(instantly.journal.committedAddresses()).toHaveLength(4_000)
  await expect(page.getByRole('main').getByText('4.000').first()).toBeVisible()

  const saved = path.join(home, 'beleg.csv')
  await sendoff.app.evaluate(({ dialog }, filePath) => {
    const seen = globalThis as unknown as { asked: unknown }
    dialog.showSaveDialog = (...args: unknown[]) => {
      seen.asked = args.at(-1)
      return Promise.resolve({ canceled: false, filePath })
    }
  }, saved)
  await sendoff.call('exports.saveCsv', { exportId: summary.id, what: 'all' })
  const [header = ''] = readFileSync(saved, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
  expect(header.split(',')).toEqual(de.ledgerCsv.header)
  const asked = await sendoff.app.evaluate(() => (globalThis as unknown as { asked: unknown }).asked)
  expect(asked).toMatchObject({ title: shellTextsOf.de.dialogs.saveTitle })
  expect(JSON.stringify(asked)).toContain(de.ledgerCsv.fileSuffix.all)
})

test('The language is chosen in Settings, the menu follows, a restart keeps it, and the computer’s language can be used again', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, language: 'nl-BE' })
  await sendoff.call('workspaces.addKey', { workspaceId: null, key })
  await expect(sendoff.page.getByRole('navigation', { name: nl.frame.screens })).toBeVisible()
  expect(await menuLabels(sendoff)).toContain(shellTextsOf.nl.menu.file)
  await goTo(sendoff, '/settings/appearance')
  const languages = sendoff.page.getByRole('radiogroup', { name: nl.settings.language })
  await languages.getByRole('radio', { name: 'Deutsch' }).click()
  await expect(sendoff.page.getByRole('heading', { name: de.settings.title, level: 1 })).toBeVisible()
  await expect(sendoff.page.getByRole('radio', { name: 'Deutsch' })).toBeFocused()
  await expect.poll(() => menuLabels(sendoff)).toContain(shellTextsOf.de.menu.file)

  await sendoff.quit()
  await sendoff.relaunch()
  await expect(sendoff.page.getByRole('heading', { name: de.settings.title, level: 1 })).toBeVisible()
  expect(await menuLabels(sendoff)).toContain(shellTextsOf.de.menu.edit)
  expect(await spoken(sendoff.page)).toBe('de')
  await sendoff.page.getByRole('radio', { name: de.settings.languages.system }).last().click()
  await expect(sendoff.page.getByRole('heading', { name: nl.settings.title, level: 1 })).toBeVisible()
  await expect.poll(() => menuLabels(sendoff)).toContain(shellTextsOf.nl.menu.file)
})

test('Every screen is translated completely, and tables keep their layout', async ({ connected: sendoff }) => {
  const { page } = sendoff
  await saveAsList(sendoff, leadFile(3_000))
  const table = page.getByRole('grid', { name: en.lists.list.table('dentists') })
  const scrolled = (to?: number) =>
    page.evaluate((wanted) => {
      const scroller = [...document.querySelectorAll('main *')].find((each) => each.scrollHeight > 10_000)
      if (scroller && wanted !== undefined) scroller.scrollTop = wanted
      return scroller?.scrollTop
    }, to)
  // The table appears a moment after its page.
  await expect.poll(() => scrolled(50_000)).toBe(50_000)
  await expect(table.getByRole('row').last()).toContainText('Mara 1')
  await chooseInMenu(sendoff, 'de')
  await expect(page.getByRole('columnheader', { name: de.lists.list.columns.company })).toBeVisible()
  expect(await scrolled()).toBe(50_000)
  await expect(page.getByRole('row').filter({ hasText: 'lead1480@' })).toContainText('1.480')

  const english = new Set([
    en.frame.lists,
    en.feed.title,
    en.frame.settings,
    en.home.client,
    en.home.replyRate,
    en.home.bounced,
  ])
  for (const route of [
    '/home',
    '/lists',
    '/exports',
    '/campaigns',
    '/settings/diagnostics/calls',
    '/settings/diagnostics/jobs',
    '/settings/diagnostics/events',
    '/settings/workspaces',
    '/settings/data',
  ]) {
    await goTo(sendoff, route)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const words = await page.evaluate(() =>
      [...document.querySelectorAll('h1, h2, th, button, [role=columnheader]')].map((each) => each.textContent?.trim()),
    )
    expect(
      words.filter((word) => word && english.has(word)),
      route,
    ).toEqual([])
  }
})
