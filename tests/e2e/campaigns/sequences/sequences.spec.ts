/**
 * The library in an operator's use: a ready-made template is edited, saved, used in an export, and previewed before
 * sending.
 */
import { en } from '#shared/texts/en.ts'
import { expectAccessible } from '../../support/axe.ts'
import { expect, goTo, test, toThePlan, writeFile } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'
import { expectFits } from '../../support/sizes.ts'

const words = en.sequences
const plan = en.exports.plan

/** Some leads without a city, one with a placeholder, one with a written line break. */
function leads(name = 'dentists.csv'): string {
  const rows = Array.from({ length: 60 }, (_, at) => {
    const town = at % 6 === 0 ? '' : at === 7 ? 'K\\nöln' : at === 8 ? 'Bonn 😀' : 'Köln'
    return `Mara ${at + 1},lead${at + 1}@clinic${at}.example,${town},Clinic ${at + 1}`
  })
  return writeFile(name, ['First Name,Email,City,Company', ...rows].join('\n'))
}

test('A template is created with completed variables, saved in versions and restored', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  await toThePlan(sendoff, leads(`${'W'.repeat(110)}.csv`))
  await goTo(sendoff, '/sequences')
  await expect(page.getByText(words.emptyTitle)).toBeVisible()
  await expectAccessible(page, 'library, empty')
  await page.screenshot({ path: test.info().outputPath('library-empty.png') })

  // Chooses a ready-made template by keyboard.
  await page.getByRole('button', { name: words.chooseNamed('More bookings for a local business') }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'More bookings for a local business' })).toBeVisible()
  await expect(page.getByText(words.versionNow(1))).toBeVisible()
  await expect(page.getByRole('region', { name: words.preview }).getByText('Clinic 1').first()).toBeVisible()
  await expectAccessible(page, 'template')
  await page.screenshot({ path: test.info().outputPath('template.png') })

  // Two braces open the variables; the keys choose, and Escape closes only them.
  const body = page.getByLabel(plan.body, { exact: true })
  await body.focus()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('\nPS: {{com')
  const menu = page.getByRole('listbox', { name: words.menu })
  await expect(menu.getByRole('option').first()).toContainText('companyName')
  await page.screenshot({ path: test.info().outputPath('completing.png') })
  await expectAccessible(page, 'completing')
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(page.getByRole('heading', { level: 1, name: 'More bookings for a local business' })).toBeVisible()
  await page.keyboard.type('p')
  await page.keyboard.press('Backspace')
  for (let at = 0; at < 5; at += 1) await page.keyboard.press('Backspace')
  await page.keyboard.type('{{com')
  await expect(menu).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(body).toHaveValue(/PS: \{\{companyName\}\}$/)
  await expect(page.getByText(words.unsaved)).toBeVisible()
  await page.keyboard.press('Control+s')
  await expect(page.getByText(words.savedNow(2), { exact: true })).toBeVisible()

  await page.getByRole('button', { name: words.versions }).click()
  const versions = page.getByRole('dialog', { name: words.versions })
  await expect(versions.locator('.diff-new').filter({ hasText: 'PS: {{companyName}}' })).toBeVisible()
  await expectAccessible(page, 'versions')
  await page.screenshot({ path: test.info().outputPath('versions.png') })
  await versions.getByRole('button', { name: words.versionNow(1) }).click()
  await versions.getByRole('button', { name: words.takeBack }).click()
  await expect(versions).toBeHidden()
  await expect(body).not.toHaveValue(/PS:/)
  await expect(page.getByText(words.versionNow(3))).toBeVisible()

  // Shows the worst lead, and sends a test mail of the preview.
  await page.getByRole('button', { name: words.worst }).click()
  await page.getByRole('button', { name: words.testMail }).click()
  const mail = page.getByRole('dialog', { name: words.test.title })
  await mail.getByLabel(words.test.to).fill('me@agency.example')
  await expectAccessible(page, 'test mail')
  await page.screenshot({ path: test.info().outputPath('test-mail.png') })
  await mail.getByRole('button', { name: words.test.send }).click()
  await expect(page.getByText(words.test.sent('me@agency.example'), { exact: true })).toBeVisible()
  expect(instantly.journal.requests('POST', '/api/v2/emails/test')).toHaveLength(1)

  // Deleted and restored.
  await page.getByRole('button', { name: words.remove, exact: true }).click()
  await expect(page.getByText(words.emptyTitle)).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('link', { name: 'More bookings for a local business' })).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: test.info().outputPath('library-dark.png') })
  await page.getByRole('link', { name: 'More bookings for a local business' }).click()
  await expect(page.getByRole('region', { name: words.preview })).toBeVisible()
  await expectAccessible(page, 'template, dark')
  await expectFits(page, 'template')
  // However long the name of the list is.
  const previewed = await page.getByRole('combobox', { name: words.previewOf }).boundingBox()
  expect((previewed?.x ?? 0) + (previewed?.width ?? Number.NaN)).toBeLessThan(page.viewportSize()?.width ?? 0)

  // The first save of a new one loses neither the cursor nor text typed meanwhile.
  await goTo(sendoff, '/sequences/new')
  await page.getByRole('button', { name: plan.writeFirst }).click()
  await page.getByLabel(plan.subject, { exact: true }).fill('A question')
  await body.focus()
  await page.keyboard.type('Hello, ')
  // The missing field is named and has the focus.
  await page.keyboard.press('Control+s')
  await expect(page.getByText(words.nameEmpty)).toBeVisible()
  await expect(page.getByLabel(words.name, { exact: true })).toBeFocused()
  await page.keyboard.type('Short note')
  await body.focus()
  await page.keyboard.press('Control+s')
  await page.keyboard.type('more')
  await expect(page.getByText(words.versionNow(1), { exact: true })).toBeVisible()
  await page.keyboard.type(' text')
  await expect(body).toHaveValue('Hello, more text')
  await page.keyboard.press('Control+s')
  await expect(page.getByText(words.versionNow(2), { exact: true })).toBeVisible()
  await expect(body).toBeFocused()

  // A typo in a variable is named, with the intended name.
  await body.fill('Hello {{companyNme}}, is a short no enough?')
  await expect(page.getByText(words.traps.unknownNear('companyNme', 'companyName'))).toBeVisible()
  await expect(page.getByRole('region', { name: words.preview })).toContainText(
    plan.unknownNear('companyNme', 'companyName'),
  )
})

test('An export with a template shows its coverage, sets a fallback, leaves leads out, and previews the requests', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  await toThePlan(sendoff, leads())

  await page.getByRole('button', { name: en.review.allTemplates }).click()
  const chooser = page.getByRole('dialog', { name: words.plan.choose })
  await chooser.getByRole('combobox').click()
  await expect(page.getByRole('combobox', { name: en.ui.search })).toBeFocused()
  await page.keyboard.type('local business')
  await expect(page.getByRole('option').first()).toContainText('More bookings')
  await page.screenshot({ path: test.info().outputPath('choose.png') })
  await page.keyboard.press('Enter')
  await chooser.getByRole('button', { name: words.use, exact: true }).click()
  await expect(page.getByRole('button', { name: plan.step(3, 8) })).toBeVisible()

  // A variable that no lead has blocks the export; one press fixes the name.
  await screens.plan.edit(page)
  const body = page.getByLabel(plan.body, { exact: true })
  await body.fill('Hi {{firstName|there}}, how is {{citty}}? A short no is enough and I will not write again.')
  const table = page.getByRole('table', { name: words.coverage.table })
  await expect(table.getByRole('row', { name: /citty/ }).getByText(words.coverage.unknown)).toBeVisible()
  await expect(page.getByText(words.coverage.unknownTitle(1))).toBeVisible()
  await expectAccessible(page, 'blocked')
  await page.screenshot({ path: test.info().outputPath('blocked.png') })
  await screens.plan.send(page).click()
  await expect(page.getByText(plan.problems(1))).toBeVisible()
  await table.getByRole('button', { name: words.coverage.takeNearest('city') }).click()
  await expect(body).toHaveValue(/how is \{\{city\}\}\?/)
  await expect(page.getByText(words.coverage.unknownTitle(1))).toBeHidden()

  // 10 blanks, one break, one emoji. The rows are one press away.
  const { blank, emoji } = words.coverage.faults
  await expect(table.getByRole('button', { name: words.coverage.show('10', 'city', blank) })).toHaveText(`10 ${blank}`)
  await page.screenshot({ path: test.info().outputPath('coverage.png') })
  await table.getByRole('button', { name: words.coverage.show('1', 'city', emoji) }).click()
  await expect(page.getByRole('gridcell', { name: 'lead9@clinic8.example' })).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.screenshot({ path: test.info().outputPath('rows.png') })
  await page.keyboard.press('Alt+ArrowLeft')
  await screens.plan.edit(page)
  await screens.plan.variables(page)

  await table.getByRole('button', { name: words.coverage.leaveOutNamed('city', emoji) }).click()
  // Leads with blanks are excluded automatically until there is a fallback.
  await expect(screens.plan.send(page)).toHaveText(/Export 49 leads/)
  const fallback = table.getByRole('textbox', { name: words.coverage.fallbackNamed('city') })
  await fallback.fill('your town')
  await page.keyboard.press('Enter')
  await expect(body).toHaveValue(/how is \{\{city\|your town\}\}\?/)
  await expect(screens.plan.send(page)).toHaveText(/Export 59 leads/)

  await screens.plan.preview(page)
  const dry = page.getByRole('dialog', { name: words.dry.title })
  await expect(dry.getByText('POST /api/v2/leads/add')).toBeVisible()
  await expectAccessible(page, 'dry run')
  await page.screenshot({ path: test.info().outputPath('dry-run.png') })
  await dry.locator('summary').filter({ hasText: 'lead1@clinic0.example' }).click()
  await expect(dry.getByText('"email": "lead1@clinic0.example"')).toBeVisible()
  await dry.getByRole('button', { name: words.dry.copyCurlOf(words.dry.what.create) }).click()
  await expect(page.getByText(en.ui.copied, { exact: true })).toBeVisible()
  expect(instantly.journal.requests('POST', '/api/v2/campaigns')).toEqual([])
  await dry.getByRole('button', { name: words.dry.close, exact: true }).click()
  await expect(dry).toBeHidden()

  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: test.info().outputPath('plan-dark.png') })
  await page.setViewportSize({ width: 900, height: 640 })
  await table.scrollIntoViewIfNeeded()
  await expectAccessible(page, 'plan, small')
  await page.screenshot({ path: test.info().outputPath('plan-small.png') })
  await page.setViewportSize({ width: 1280, height: 800 })
  await screens.plan.send(page).click()
  await expect(page.getByText('Every lead accounted for')).toBeVisible()
  const created = JSON.parse(instantly.journal.requests('POST', '/api/v2/campaigns')[0]?.bodyText ?? '{}')
  expect(created.sequences[0].steps).toHaveLength(3)
  expect(created.sequences[0].steps[0].variants).toHaveLength(2)
  expect(created.sequences[0].steps[1].variants[0].subject).toBe('')
  expect(created.sequences[0].steps[0].variants[0].body).toContain('{{city|your town}}')
  await page.screenshot({ path: test.info().outputPath('ledger.png') })
})
