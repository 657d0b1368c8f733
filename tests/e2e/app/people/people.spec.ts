import { en } from '#shared/texts/en.ts'
import { expect, test } from '../../support/app.ts'
import { expectAccessible } from '../../support/axe.ts'
import type { Sendoff } from '../../support/launch.ts'

let sendoff: Sendoff
test.beforeEach(async ({ launch }) => {
  sendoff = await launch({ demo: true })
})

test('a person is found by the address, stopped everywhere and erased, and the receipt stays', async () => {
  test.slow()
  const { page } = sendoff
  const { rows } = await sendoff.call('inbox.threads', { workspaceId: null, box: 'answer', page: { limit: 100 } })
  const email = rows.find((row) => row.leadEmail !== null)?.leadEmail ?? ''
  expect(email).not.toBe('')

  await page
    .getByRole('button', { name: /Search or run|Command menu/ })
    .first()
    .click()
  await page.keyboard.type(email)
  // Before the conversations with it.
  await expect(page.getByRole('group', { name: en.palette.groups.people }).getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByText(email).first()).toBeVisible()
  await expect(page.getByRole('heading', { level: 2, name: 'Timeline' })).toBeVisible()
  // One table says where the person is: list and campaign in a row, and how it stands there.
  const held = page.getByRole('table', { name: en.people.held })
  await expect(held.getByRole('row').nth(1)).toContainText(/\d+ emails?, (no reply|\d+ repl)/)
  await expectAccessible(page, 'a person')
  await shot('person')

  await page.getByRole('button', { name: 'Stop everywhere' }).click()
  await expect(page.getByRole('button', { name: 'Stopped everywhere' })).toBeVisible()

  await page.getByRole('button', { name: 'Erase…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'Erase person' })).toBeDisabled()
  await dialog.getByLabel('Type the address to confirm').fill(email)
  await shot('person-erase')
  await dialog.getByRole('button', { name: 'Erase person' }).click()
  // The receipt is what the operator is led to.
  const receipts = page.getByRole('region', { name: en.people.receipt.title })
  await expect(receipts.getByText('Erased', { exact: true })).toBeInViewport()
  await expect(receipts).toBeFocused()
  await shot('person-erased')
  await expect(page.getByText(/the address is in none of it/)).toBeVisible()
  const after = await sendoff.call('people.view', { email })
  expect(after).toMatchObject({ clients: [], events: 0 })
  expect(sendoff.pageErrors()).toEqual([])
})

/** Pictures for whoever wants to look at them. */
async function shot(name: string): Promise<void> {
  const folder = process.env['SENDOFF_SHOTS']
  if (!folder) return
  for (const theme of ['light', 'dark'] as const) {
    await sendoff.page.emulateMedia({ colorScheme: theme })
    await expect(sendoff.page.locator('html')).toHaveAttribute('data-theme', theme)
    await sendoff.page.screenshot({ path: `${folder}/${name}-${theme}.png` })
  }
}
