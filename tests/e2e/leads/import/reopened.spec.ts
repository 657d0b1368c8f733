/** An open file is opened again, because it changed on disk or belongs to another client. The edits carry over. */
import { appendFileSync } from 'node:fs'
import { en } from '#shared/texts/en.ts'
import type { Sendoff } from '../../support/launch.ts'
import { clientName, expect, goTo, key, leadFile, test, toTheMapping } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const words = en.lists.import
const otherKey = 'brandt-key-of-another-workspace'
const other = 'Brandt'

test.use({
  instantlyOptions: {
    workspaces: [
      { name: clientName, keys: [{ key }], mailboxes: 1 },
      { name: other, keys: [{ key: otherKey }], mailboxes: 1 },
    ],
  },
})

/** Returns every list of every client. */
async function listsOf({ call }: Pick<Sendoff, 'call'>): Promise<readonly string[]> {
  const clients = await call('workspaces.list', {})
  const lists = await Promise.all(clients.map(({ id }) => call('lists.all', { workspaceId: id, archived: false })))
  return lists.flatMap((all, at) => all.map(({ name, rowCount }) => `${clients[at]?.name}: ${name}, ${rowCount}`))
}

test('A file that changed on disk while open is reopened with one click, under the name typed for its list', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  const file = leadFile(30)
  await toTheMapping(sendoff, file)
  await page.getByLabel(words.listName, { exact: true }).fill('Dentists in Bonn')
  appendFileSync(file, '\nMara 31,lead31@clinic31.example,Bonn')
  await screens.mapping.save(page).click()
  const note = page.getByRole('alert').filter({ hasText: en.errors.FILE_CHANGED({ fileName: 'dentists.csv' }).what })
  await note.getByRole('button', { name: en.lists.page.openAgain, exact: true }).press('Enter')
  await expect(note).toBeHidden()
  await expect(page.getByLabel(words.listName, { exact: true })).toHaveValue('Dentists in Bonn')
  await page.getByRole('button', { name: words.save(31) }).click()
  await screens.list.export(page).waitFor()
  // The first reading is not also waiting to be saved.
  expect(await listsOf(sendoff)).toEqual([`${clientName}: Dentists in Bonn, 31`])
  await goTo(sendoff, '/lists')
  await expect(page.getByRole('heading', { name: en.lists.title, level: 1 })).toBeVisible()
  await expect(page.getByText(en.lists.page.openImports)).toBeHidden()
})

test('Home leads back to a file that was opened and not saved, and discards it', async ({ connected: sendoff }) => {
  const { page } = sendoff
  await toTheMapping(sendoff, leadFile(30))
  await goTo(sendoff, '/home')
  const open = page.getByRole('region', { name: en.lists.page.openImports })
  await open.getByRole('button', { name: en.lists.page.goOn }).click()
  await screens.mapping.save(page).waitFor()
  await goTo(sendoff, '/home')
  await open.getByRole('button', { name: en.lists.page.discard }).click()
  await expect(open).toBeHidden()
})

test('A file opened for the wrong client is moved to the right one with all changes', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  await sendoff.call('workspaces.addKey', { workspaceId: null, key: otherKey })
  // Before that, the window would not ask which client the file belongs to.
  await expect(page.getByRole('button', { name: other }).first()).toBeVisible()
  await sendoff.dropFiles([leadFile(30)])
  await page.getByRole('dialog').getByRole('button', { name: clientName }).click()
  await screens.mapping.save(page).waitFor()
  await page.getByLabel(words.listName, { exact: true }).fill('Dentists in Bonn')
  await page.getByRole('button', { name: `${words.changeClient}: ${clientName}` }).press('Enter')
  await page.getByRole('menuitem', { name: other }).press('Enter')
  await expect(page.getByRole('button', { name: `${words.changeClient}: ${other}` })).toBeVisible()
  await expect(page.getByLabel(words.listName, { exact: true })).toHaveValue('Dentists in Bonn')
  await screens.mapping.save(page).click()
  await screens.list.export(page).waitFor()
  expect(await listsOf(sendoff)).toEqual([`${other}: Dentists in Bonn, 30`])
})
