/** A newer file of a list in the window: offered, reviewed, saved, undone; files with the same header joined. */
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { reImportEn } from '#shared/texts/en/leads/re-import.ts'
import { expect, saveInWindow, test, writeFile } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const header = 'Email,First Name,Company,City,Email Status'
const old = [
  'ann@acme.example,Ann,Acme,Ulm,verified',
  'bo@birch.example,Bo,Birch,Bonn,verified',
  'cy@cedar.example,Cy,Cedar,Kiel,verified',
  'di@dune.example,Di,Dune,Trier,verified',
]
const newer = [
  'ann@acme.example,Anna,Acme GmbH,Ulm,verified',
  'bo@birch.example,Bo,Birch,Bonn,verified',
  'cy@cedar.example,Cy,Cedar,Kiel,invalid',
  'ed@elm.example,Ed,Elm,Jena,verified',
  'flo@fir.example,Flo,Fir,Gera,verified',
  ',Nobody,Nowhere,,',
]
const file = (name: string, rows: string[]) => writeFile(name, [header, ...rows].join('\n'))

test('A newer file offers its list, shows the changes, and is undone completely', async ({ connected: sendoff }) => {
  const { page } = sendoff
  await saveInWindow(sendoff, file('dentists.csv', old))
  await sendoff.dropFiles([file('dentists (2).csv', newer)])
  await expect(page.getByText(reImportEn.offerTitle('dentists'))).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('offer.png') })
  await page.getByRole('button', { name: reImportEn.offerUse }).click()
  const save = page.getByRole('button', { name: reImportEn.saveCounted(4) })
  await expect(save).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('merge.png') })
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: test.info().outputPath('merge-dark.png') })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.getByRole('button', { name: reImportEn.open(reImportEn.changed(1)) }).click()
  const dialog = page.getByRole('dialog', { name: reImportEn.changesTitle(2) })
  await expect(dialog.getByRole('cell', { name: 'Acme GmbH' })).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('changes.png') })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: reImportEn.open(reImportEn.same) }).click()
  await expect(page.getByRole('dialog').getByText('bo@birch.example')).toBeVisible()
  await page.keyboard.press('Escape')

  // A protected field no longer counts as a change.
  await page.getByText(reImportEn.keep).click()
  await page.getByRole('checkbox', { name: listsEn.fields.first_name }).click()
  await page.getByRole('button', { name: reImportEn.open(reImportEn.changed(1)) }).click()
  await expect(page.getByRole('dialog').getByRole('cell', { name: 'Acme GmbH' })).toBeVisible()
  await expect(page.getByRole('dialog').getByText('Anna')).toBeHidden()
  await page.keyboard.press('Escape')
  await page.screenshot({ path: test.info().outputPath('keep.png') })

  await save.click()
  await screens.list.export(page).waitFor()
  await expect(page.getByText(reImportEn.saved('dentists', 2, 2), { exact: true })).toBeVisible()
  const grid = page.getByRole('grid')
  await expect(grid.getByText('Acme GmbH')).toBeVisible()
  await grid.getByText('ann@acme.example').click()
  const panel = page.getByRole('complementary', { name: listsEn.lead.panel })
  const further = panel.getByText('dentists (2).csv').first()
  await expect(further).toBeVisible()
  await further.scrollIntoViewIfNeeded()
  await page.screenshot({ path: test.info().outputPath('panel.png') })
  // Long after the notice is gone, the list still offers the undo.
  await page.getByRole('button', { name: listsEn.page.more('dentists') }).click()
  await expect(page.getByRole('menuitem', { name: reImportEn.takeBack('dentists (2).csv') })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await expect(page.getByText(reImportEn.undone(5), { exact: true })).toBeVisible()
  await expect(grid.getByText('Acme GmbH')).toBeHidden()
  await expect(grid).toHaveAttribute('aria-rowcount', '5')
})

test('Open files with the same columns go into one list; the person behind a business and the business link to each other', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  await test.step('Open files with the same columns go into one list', async () => {
    await sendoff.dropFiles([file('north.csv', old.slice(0, 2)), file('south.csv', old.slice(1))])
    await page.getByRole('checkbox', { name: reImportEn.join(1) }).click()
    await page.screenshot({ path: test.info().outputPath('join.png') })
    await screens.mapping.save(page).click()
    await screens.list.export(page).waitFor()
    await expect(page.getByText(reImportEn.joined(2, 'north'), { exact: true })).toBeVisible()
    await expect(page.getByRole('grid').getByText('di@dune.example')).toBeVisible()
  })

  await test.step('The person behind a business and the business link to each other', async () => {
    const rows = [
      'email,company,linkedin_email,linkedin_contact_name',
      'info@acme.example,Acme,ann@acme.example,Ann Lee',
    ]
    await saveInWindow(sendoff, writeFile('shops.csv', rows.join('\n')))
    await page.getByRole('grid').getByText('info@acme.example').click()
    const panel = page.getByRole('complementary', { name: listsEn.lead.panel })
    await page.screenshot({ path: test.info().outputPath('linked.png') })
    await panel.getByRole('button', { name: 'ann@acme.example' }).click()
    await expect(panel.getByRole('heading', { name: 'Ann Lee' })).toBeVisible()
    await panel.getByRole('button', { name: 'info@acme.example' }).click()
    await expect(panel.getByRole('heading', { name: 'info@acme.example' })).toBeVisible()
  })
})
