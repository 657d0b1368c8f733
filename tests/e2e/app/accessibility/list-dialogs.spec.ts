/** Dialogs of lists and imports, light and dark: nothing axe finds against WCAG 2.2 AA. */
import { listWorkEn } from '#shared/texts/en/leads/list-work.ts'
import { reImportEn } from '#shared/texts/en/leads/re-import.ts'
import { en } from '#shared/texts/en.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import { expect, test, writeFile } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const header = 'Email,First Name,Company,City'
const file = (name: string, company: string) =>
  writeFile(name, [header, `ann@acme.example,Ann,${company},Ulm`, 'bo@birch.example,Bo,Birch,Bonn'].join('\n'))

test('Dialogs of a list, its columns and a newer file are accessible', async ({ connected: sendoff }) => {
  const { page } = sendoff
  const dialog = page.getByRole('dialog')
  const look = async (name: string) => {
    await page.getByRole('main').getByRole('button', { name, exact: true }).first().click()
    await expect(dialog).toBeVisible()
    await expectAccessibleInBoth(page, name)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  await sendoff.dropFiles([file('dentists.csv', 'Acme')])
  await screens.mapping.save(page).waitFor()
  await look(en.importing.composed.open)
  await look(en.importing.reading.change)
  await screens.mapping.save(page).click()
  await screens.list.export(page).waitFor()

  await page.getByRole('checkbox', { name: en.ui.selectRow(1), exact: true }).click()
  await look(listWorkEn.tagging.open)
  await look(listWorkEn.transfer.open)
  await look(listWorkEn.saveCsv)
  await page.getByRole('grid').getByText('ann@acme.example').click()
  await look(listWorkEn.edit)

  await sendoff.dropFiles([file('dentists (2).csv', 'Acme GmbH')])
  await page.getByRole('button', { name: reImportEn.offerUse }).click()
  await look(reImportEn.open(reImportEn.changed(1)))
})
