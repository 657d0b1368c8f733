/** Common mistakes: the file, the columns, a key pressed twice. Each is explained, and nothing is lost. */

import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'
import type { Sendoff } from '../../support/launch.ts'
import {
  expect,
  expectState,
  exportByKeys,
  leadFile,
  saveInWindow,
  test,
  toTheMapping,
  toThePlan,
  writeFile,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const words = listsEn.import
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52])
const workbook = Buffer.from('PK\u0003\u0004\u0014\u0000\u0006\u0000[Content_Types].xml xl/workbook.xml', 'latin1')

/** Drops a file that cannot be read, checks the message, and closes it by keyboard. */
async function dropBadFile(sendoff: Sendoff, file: string, said: RegExp | string): Promise<void> {
  const dialog = sendoff.page.getByRole('dialog')
  await sendoff.dropFiles([file])
  await expect(dialog).toContainText(said)
  await expect(dialog.getByRole('button', { name: en.drop.chooseOther })).toBeFocused()
  await sendoff.page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
}

const choose = async ({ page }: Sendoff, column: string, option: string) => {
  await page.getByRole('combobox', { name: words.fieldFor(column) }).click()
  await page.getByRole('option', { name: option }).first().click()
}

test('Wrong files and columns are explained and nothing is imported, a reload says how to continue, and pressing Export twice creates one export', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  const [client] = await sendoff.call('workspaces.list', {})
  await test.step('Files that are not lead files are refused with the reason and the line, and nothing is imported', async () => {
    await dropBadFile(sendoff, writeFile('empty.csv', ''), en.errors.FILE_EMPTY({ fileName: 'empty.csv' }).what)
    await dropBadFile(sendoff, writeFile('photo.csv', png), 'a picture')
    await dropBadFile(sendoff, writeFile('leads.xlsx', workbook), 'The workbook is damaged')
    await dropBadFile(
      sendoff,
      writeFile('header.csv', 'Email,City\n'),
      en.errors.FILE_NO_ROWS({ fileName: 'header.csv' }).what,
    )
    const unclosed = writeFile(
      'quote.csv',
      'Email,City\na@one.example,Köln\nb@two.example,"Bonn\non the Rhine\nc@three.example,Ulm\n',
    )
    await dropBadFile(sendoff, unclosed, 'line 3')
    expect(await sendoff.call('lists.all', { workspaceId: client?.id as never })).toEqual([])
  })

  await test.step('An unclosed quote costs only its own line, which is shown', async () => {
    const file = writeFile('quote.csv', 'Email,City\na@one.example,Köln\nb@two.example,"Bonn\nc@three.example,Ulm\n')
    await toTheMapping(sendoff, file)
    await expect(page.getByText('3: b@two.example,"Bonn')).toBeVisible()
    await expect(page.getByRole('button', { name: words.save(2) })).toBeEnabled()
    await page.getByRole('button', { name: words.discard }).click()
    await expect(page.getByRole('heading', { name: listsEn.title, level: 1 })).toBeVisible()
  })

  await test.step('A file without an email column can be saved once one is chosen; a second column for a field replaces the first', async () => {
    await sendoff.dropFiles([writeFile('odd.csv', 'A,B,C\nx1,y1,Köln\nx2,y2,Bonn\n')])
    // No choice of a column would help with this file, so the message says what does.
    await expect(page.getByRole('alert').filter({ hasText: words.noAddresses })).toContainText(words.noAddressesText)
    await expect(page.getByRole('button', { name: words.saveUnknown })).toBeDisabled()
    await choose(sendoff, 'A', listsEn.fields.email)
    await expect(page.getByText(en.importing.gates.noneWithAddress)).toBeVisible()
    await choose(sendoff, 'B', listsEn.fields.email)
    await expect(page.getByText(words.moved(listsEn.fields.email, 'A', 'B'), { exact: true })).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(page.getByRole('combobox', { name: words.fieldFor('A') })).toContainText(listsEn.fields.email)
    await page.getByRole('button', { name: words.discard }).click()
    await expect(page.getByRole('heading', { name: listsEn.title, level: 1 })).toBeVisible()
  })

  await test.step('A reload while a file is open says that it was closed, and how to continue', async () => {
    await toTheMapping(sendoff, leadFile(12))
    await page.reload()
    await expect(page.getByRole('heading', { name: listsEn.title, level: 1 })).toBeVisible()
    await saveInWindow(sendoff, leadFile(12))
  })

  await test.step('Pressing Export twice creates one export, and a reload midway loses nothing', async () => {
    await toThePlan(sendoff, leadFile(2_500, 'surgeons.csv'))
    instantly.faults.latency({ ms: 250 })
    await screens.plan.send(page).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'surgeons' })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name: 'surgeons' })).toBeVisible()
    await expect(screens.plan.send(page)).toBeHidden()
    await expectState(sendoff, 'done')
    expect((await sendoff.call('exports.list', { workspaceId: null, page: {} })).total).toBe(1)
    expect(instantly.journal.campaignsCreated()).toBe(1)
  })
})

test('Two dropped files are not mixed up, dropping the same file again leads to its list, and holding the save key goes one step only', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  await test.step('Two files dropped one after the other are both kept and not mixed up', async () => {
    await sendoff.dropFiles([leadFile(12, 'first.csv')])
    await choose(sendoff, 'City', words.leftOut)
    await sendoff.dropFiles([leadFile(20, 'second.csv')])
    // While it is being read the first file is still shown, and would be saved.
    await page.getByRole('button', { name: words.save(20) }).click()
    await expect(page.getByRole('heading', { name: 'second', level: 1 })).toBeVisible()
    await page.getByRole('link', { name: en.frame.lists, exact: true }).first().click()
    await expect(page.getByText(listsEn.page.openImports)).toBeVisible()
    await page.getByRole('button', { name: listsEn.page.goOn }).click()
    await expect(page.getByText('first.csv').first()).toBeVisible()
    await expect(page.getByText(words.leftOutRow(1))).toBeVisible()
    await screens.mapping.save(page).click()
    await expect(page.getByRole('heading', { name: 'first', level: 1 })).toBeVisible()
  })

  await test.step('The same file is recognised the second time, and leads to its list', async () => {
    const file = leadFile(12, 'surgeons.csv')
    await saveInWindow(sendoff, file)
    await sendoff.dropFiles([file])
    await expect(page.getByText(words.before(['surgeons']))).toBeVisible()
    await page.getByRole('button', { name: words.openBefore }).click()
    await expect(page.getByRole('heading', { name: 'surgeons', level: 1 })).toBeVisible()
  })

  await test.step('Holding the save key goes one step only: the saved list is shown, and exporting needs its own key press', async () => {
    await toTheMapping(sendoff, leadFile(12))
    const list = page.getByRole('button', { name: listsEn.page.more('dentists') })
    await page.keyboard.down('Control')
    // A key that is held down repeats.
    await expect(async () => {
      await page.keyboard.down('Enter')
      await expect(list).toBeVisible({ timeout: 50 })
    }).toPass()
    for (let again = 0; again < 60; again += 1) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
    await page.keyboard.up('Control')
    await expect(list).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(screens.plan.send(page)).toBeVisible()
    await exportByKeys(page)
    await expectState(sendoff, 'done')
    expect(instantly.journal.campaignsCreated()).toBe(1)
  })
})
