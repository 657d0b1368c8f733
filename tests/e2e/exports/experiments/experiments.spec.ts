/** An operator splits a list into variants, by mouse and by keys; and the view of the demo's experiment. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { en } from '#shared/texts/en.ts'
import { expectAccessible, expectAccessibleInBoth } from '../../support/axe.ts'
import { connect, expect, goTo, saveAsList, test, writeFile } from '../../support/main-job.ts'

const words = en.experiments

const rows = Array.from({ length: 240 }, (_, at) => {
  const city = at % 9 === 0 ? '' : ['Ulm', 'Bonn', 'Kiel'][at % 3]
  return `Mara ${at + 1},lead${at + 1}@clinic${Math.floor(at / 2)}.example,${city},${at % 4 === 0 ? 'Dentist' : 'Vet'},Saw practice ${at + 1}.`
})

test('A split is previewed, undone and repeated, and the review says where emails lack the variable', async ({
  sendoff,
  instantly,
}) => {
  expect(instantly.violations).toEqual([])
  const workspace = await connect(sendoff)
  const file = writeFile('clinics.csv', ['First Name,Email,City,Category,Icebreaker', ...rows].join('\n'))
  await saveAsList(sendoff, file)
  const { page } = sendoff
  await page.getByRole('grid').getByText('lead1@clinic0.example').waitFor()
  const [list] = await sendoff.call('lists.all', { workspaceId: workspace.id })
  if (!list) throw new Error('no list')

  // By mouse, from the list's menu.
  await page.getByRole('button', { name: en.lists.page.more(list.name) }).click()
  await page.getByRole('menuitem', { name: words.open }).click()
  await expect(page.getByRole('heading', { name: words.form.titleNew, level: 1 })).toBeVisible()
  await page.getByLabel(words.form.name, { exact: true }).fill('Own sentence or the city')
  const second = page.getByRole('group', { name: words.form.variant('B') })
  await second.getByLabel(words.form.variantName, { exact: true }).fill('City')
  await second.getByLabel(words.form.text, { exact: true }).fill('How is business in {{city}}, {{firstName}}?')
  const sizes = page.getByRole('table', { name: words.preview.title })
  await expect(sizes.getByRole('row').nth(2)).toContainText('120')
  await expect(page.getByText(/would see a blank in the text/)).toBeVisible()
  await page.getByRole('combobox', { name: words.form.stratum }).click()
  await page.getByRole('option', { name: 'category', exact: true }).first().click()
  await expect(page.getByRole('table', { name: words.preview.balance })).toContainText('Dentist')
  await expect(page.getByText(/How is business in (?:Ulm|Bonn|Kiel), Mara/).first()).toBeVisible()
  await expectAccessible(page, 'a planned experiment')
  await page.screenshot({ path: test.info().outputPath('plan.png') })
  for (const [width, height] of [
    [900, 640],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: test.info().outputPath(`plan-${width}.png`) })
  }
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.getByRole('button', { name: words.form.apply(240) }).click()
  await expect(page.getByText(words.form.applied(240), { exact: true })).toBeVisible()
  await expect(page.getByText(words.page.notSent)).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('applied.png') })
  const valueOf = async () => {
    const { rows: leads } = await sendoff.call('lists.leads', {
      listId: list.id,
      columns: ['variable:variant_icebreaker', 'variable:icebreaker'],
      page: { limit: 240 },
    })
    return leads.map(({ values }) => values.join(': '))
  }
  const applied = await valueOf()
  expect(applied.filter((value) => value.startsWith('City: How is business'))).toHaveLength(120)

  // Undone and redone by key: the same leads get the same variants.
  await page.keyboard.press('ControlOrMeta+z')
  await expect(
    page.getByText(en.undo.undone(words.form.act('Own sentence or the city')), { exact: true }),
  ).toBeVisible()
  expect((await valueOf()).every((value) => value.startsWith(': Saw practice'))).toBe(true)
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect(
    page.getByText(en.undo.redone(words.form.act('Own sentence or the city')), { exact: true }),
  ).toBeVisible()
  expect(await valueOf()).toEqual(applied)

  // The plan of an export whose mails lack the variable.
  await goTo(sendoff, `/exports/plan/${list.id}`)
  const missing = page.getByText(words.hint.unused('icebreaker'))
  await page.getByRole('button', { name: en.exports.plan.writeFirst }).click()
  await expect(missing).toBeVisible()
  await missing.scrollIntoViewIfNeeded()
  await page.screenshot({ path: test.info().outputPath('hint.png') })
})

test("The demo's experiment has results that are grouped by column, saved, decided and deleted by keyboard", async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { app, page, home } = sendoff
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  await goTo(sendoff, '/analytics')
  await page.getByRole('tab', { name: en.reports.tab.compare }).focus()
  await page.keyboard.press('End')
  const table = page.getByRole('table', { name: words.title })
  await expect(table).toContainText('Own sentence or a question')
  await expect(table).toContainText(/No winner yet|better|No difference/)
  await expectAccessible(page, 'experiments')
  await page.screenshot({ path: test.info().outputPath('list.png') })
  await table.getByRole('link', { name: 'Own sentence or a question' }).press('Enter')

  // First the result, in words and on one axis; statistics only on request.
  const verdict = page.getByRole('region', { name: words.page.verdict })
  await expect(verdict).toContainText(/No winner yet\. About [\d,]+ more people needed\.|better|No difference/)
  const ranges = verdict.getByRole('list', { name: words.page.ranges(words.form.goals.replied) })
  await expect(ranges.getByRole('listitem')).toHaveCount(2)
  await expect(ranges.getByRole('listitem').first()).toContainText(/\d.%.*\(.*\d.%.*to.*\d.%.*\)/)
  await expect(verdict.getByText(words.page.test)).toBeHidden()
  await verdict.getByText(words.page.statistics).focus()
  await page.keyboard.press('Enter')
  await expect(verdict.getByText(words.page.test)).toBeVisible()

  const variants = page.getByRole('table', { name: words.page.variants })
  await expect(variants.getByRole('row')).toHaveCount(3)
  await expect(variants.getByRole('row').nth(1)).toContainText('%')
  await expect(page.getByRole('table', { name: words.page.byColumn }).getByRole('row').nth(1)).toBeVisible()
  await expectAccessible(page, 'one experiment')
  await page.screenshot({ path: test.info().outputPath('result.png') })
  for (const [width, height] of [
    [900, 640],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: test.info().outputPath(`result-${width}.png`) })
  }
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.getByRole('combobox', { name: en.breakdowns.column.choice }).press('Enter')
  await page.getByRole('option', { name: en.breakdowns.column.own.source, exact: true }).click()
  await expect(page.getByRole('table', { name: words.page.byColumn })).toContainText('warehouse-managers-uk.csv')

  const file = path.join(home, 'DEMO result.csv')
  await app.evaluate(({ dialog }, to) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: to })
  }, file)
  const more = page.getByRole('button', { name: words.page.more('Own sentence or a question') })
  await more.press('Enter')
  await page.getByRole('menuitem', { name: words.page.saveResult }).press('Enter')
  await expect(page.getByText(words.page.saved(2, file), { exact: true })).toBeVisible()
  expect(readFileSync(file, 'utf8')).toContain('Question')

  // An export has used the leads since, so it cannot be undone, and the page says so.
  await more.press('Enter')
  await page.getByRole('menuitem', { name: words.page.takeBack }).press('Enter')
  await expect(page.getByRole('alert')).toContainText(/has exported leads of this list since/)

  await more.press('Enter')
  await page.getByRole('menuitem', { name: words.page.rename }).press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await expectAccessibleInBoth(page, 'rename an experiment')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: words.page.decide }).press('Enter')
  await dialog.getByRole('combobox').press('Enter')
  await page.getByRole('option', { name: 'Question' }).click()
  await page.screenshot({ path: test.info().outputPath('decide.png') })
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByText(words.page.decided('Question'))).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: test.info().outputPath('dark.png') })

  await more.press('Enter')
  await page.getByRole('menuitem', { name: words.page.remove }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: words.page.remove }).press('Enter')
  await expect(page.getByText(words.list.empty)).toBeVisible()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(table).toContainText('Own sentence or a question')
})
