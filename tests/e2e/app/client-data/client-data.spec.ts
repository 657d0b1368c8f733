import { en } from '#shared/texts/en.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import type { Sendoff } from '../../support/launch.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

let sendoff: Sendoff
test.beforeEach(async ({ launch }) => {
  sendoff = await launch()
})

test('A client is deleted after its name is typed, and the receipt says what was deleted and what stays', async () => {
  const { page } = sendoff
  const words = en.clientData
  const { id } = await sendoff.call('workspaces.create', { name: 'Leaving Ltd', colour: 2 })
  await sendoff.call('workspaces.create', { name: 'Staying Ltd', colour: 3 })
  await chosen(sendoff.home)
  const made = await sendoff.call('clientData.export', { workspaceId: id })
  await page.reload()
  await goTo(sendoff, `/settings/workspaces/${id}`)
  await page.getByRole('button', { name: words.delete }).scrollIntoViewIfNeeded()
  await shot('contract')
  await page.getByRole('button', { name: words.delete }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: words.act })).toBeDisabled()
  await dialog.getByLabel(words.type('Leaving Ltd')).fill('Leaving Ltd')
  await expectAccessibleInBoth(page, 'deleting a client')
  await shot('contract-delete')
  await dialog.getByRole('button', { name: words.act }).click()
  const receipt = page.getByRole('dialog', { name: /^Leaving Ltd deleted\. Receipt C-\d{4}-\d{3}$/ })
  const places = receipt.getByRole('table', { name: en.people.receipt.places })
  await expect(places.getByRole('row', { name: /^This computer/ })).toContainText(/Deleted today/)
  // Whether a copy existed before depends on when the first one of the day was made.
  await expect(places.getByRole('row', { name: /^Backups/ })).toContainText(/cop(y|ies)/)
  await expectAccessibleInBoth(page, 'the receipt of a deleted client')
  await shot('contract-receipt')
  await page.keyboard.press('Escape')
  const kept = page.getByRole('table', { name: words.receipts })
  await expect(kept.getByText(words.states.done, { exact: true })).toBeInViewport()
  await expect(kept).toContainText('Leaving Ltd')
  expect((await sendoff.call('workspaces.list', {})).map(({ name }) => name)).toEqual(['Staying Ltd'])
  await goTo(sendoff, '/settings/workspaces')
  await expect(page.getByRole('button', { name: words.import })).toBeVisible()
  await shot('contract-import')

  // The exported data comes back; the folder is shown first.
  await chosen(made?.path ?? '')
  await page.getByRole('button', { name: words.import }).click()
  await expect(page.getByRole('dialog', { name: words.importTitle })).toContainText('Leaving Ltd')
  await expectAccessibleInBoth(page, 'a client another Sendoff exported')
})

test('The receipt of the last client opens, is saved, and can be found from the first start', async () => {
  const { page } = sendoff
  const words = en.clientData
  const { id } = await sendoff.call('workspaces.create', { name: 'Last Ltd', colour: 2 })
  await page.reload()
  await goTo(sendoff, `/settings/workspaces/${id}`)
  await page.getByRole('button', { name: words.delete }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(words.type('Last Ltd')).fill('Last Ltd')
  await dialog.getByRole('button', { name: words.act }).click()
  const receipt = page.getByRole('dialog', { name: /^Last Ltd deleted\. Receipt C-\d{4}-\d{3}$/ })
  await expect(receipt.getByRole('button', { name: en.people.receipt.savePdf })).toBeEnabled()
  await shot('last-client-receipt')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('table', { name: words.receipts })).toContainText('Last Ltd')
  await expectAccessibleInBoth(page, 'receipts without a client')
  await page.getByRole('button', { name: en.ui.back }).click()
  await expect(page.getByRole('heading', { name: en.firstStart.headline })).toBeVisible()
  await shot('first-start-after-last')
  await page.reload()
  await page.getByRole('button', { name: words.receipts }).click()
  await expect(page.getByRole('table', { name: words.receipts })).toContainText('Last Ltd')
  // The other settings need no client either.
  await page.getByRole('tab', { name: en.backups.tab }).click()
  await expect(page.getByRole('button', { name: en.backups.now })).toBeVisible()
})

/** Makes the system's dialog return this folder. */
const chosen = (folder: string) =>
  sendoff.app.evaluate(({ dialog }, to) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [to] })
  }, folder)

/** Takes pictures for visual inspection. */
async function shot(name: string): Promise<void> {
  const folder = process.env['SENDOFF_SHOTS']
  if (!folder) return
  for (const theme of ['light', 'dark'] as const) {
    await sendoff.page.emulateMedia({ colorScheme: theme })
    await expect(sendoff.page.locator('html')).toHaveAttribute('data-theme', theme)
    await sendoff.page.screenshot({ path: `${folder}/${name}-${theme}.png` })
  }
}
