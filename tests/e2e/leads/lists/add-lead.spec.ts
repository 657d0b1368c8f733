/** The list screens in an operator's use: a lead added by hand, names in a narrow window. */
import { listWorkEn } from '#shared/texts/en/leads/list-work.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'
import { expect, leadFile, saveAsList, test } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const words = listWorkEn.addLead

test('A lead is added by hand, and known leads are reported at once; lists keep their names in a half-width window', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  await test.step('A known lead is reported at once, and a new one is added at the end and can be undone', async () => {
    const [workspace] = await sendoff.call('workspaces.list', {})
    await saveAsList(sendoff, leadFile(12))
    await sendoff.call('optOuts.add', {
      workspaceId: workspace?.id as never,
      scope: 'client',
      text: 'stop@elm.example',
    })
    await page.getByRole('button', { name: words.open }).click()
    const dialog = page.getByRole('dialog', { name: words.title })
    const email = dialog.getByLabel(listsEn.fields.email, { exact: true })
    const add = dialog.getByRole('button', { name: words.add })
    await email.fill('lead1@clinic0.example')
    await expect(dialog.getByText(words.listed)).toBeVisible()
    await expect(add).toBeDisabled()
    await email.fill('stop@elm.example')
    await expect(dialog.getByText(words.willBe(listsEn.gates.opted_out.word))).toBeVisible()
    await email.fill('ed@elm.example')
    await expect(dialog.getByText(words.ready)).toBeVisible()
    await dialog.getByLabel(listsEn.fields.first_name).fill('Ed')
    await dialog.getByLabel('city').fill('Essen')
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      await page.screenshot({ path: test.info().outputPath(`add-${theme}.png`) })
    }
    await add.click()
    await expect(page.getByText(words.added('ed@elm.example'))).toBeVisible()
    const grid = page.getByRole('grid')
    await expect(grid.getByText('ed@elm.example')).toBeVisible()
    await expect(page.getByRole('button', { name: listsEn.list.export(13) })).toBeVisible()
    await page.getByRole('button', { name: en.ui.undo }).last().click()
    await expect(grid.getByText('ed@elm.example')).toHaveCount(0)
    await expect(page.getByRole('button', { name: listsEn.list.export(12) })).toBeVisible()
  })

  await test.step('The table of lists shows names in a half-width window', async () => {
    await saveAsList(sendoff, leadFile(3, 'dentists-of-the-northern-counties.csv'))
    await screens.list.export(page).waitFor()
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: en.frame.lists }).click()
    const name = page.getByRole('table').getByRole('link', { name: /^dentists-of/ })
    for (const width of [1280, 1100, 1024, 920]) {
      await page.setViewportSize({ width, height: 800 })
      await expect.poll(async () => (await name.boundingBox())?.width ?? 0).toBeGreaterThan(120)
      await page.screenshot({ path: test.info().outputPath(`lists-${width}.png`) })
    }
  })

  await test.step('In a small window a list keeps its name in view, and a lead is added from its menu', async () => {
    await page.setViewportSize({ width: 1024, height: 700 })
    const list = 'dentists-of-the-north-west'
    await saveAsList(sendoff, leadFile(3, `${list}.csv`))
    const title = page.getByRole('heading', { level: 1, name: list })
    await expect.poll(() => title.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
    await page.getByRole('button', { name: listsEn.page.more(list) }).click()
    await page.getByRole('menuitem', { name: words.open }).click()
    await expect(page.getByRole('dialog', { name: words.title })).toBeVisible()
    await page.keyboard.press('Escape')
  })
})
