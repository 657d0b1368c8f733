import { en } from '#shared/texts/en.ts'
import { expect, test } from '../../support/app.ts'
import type { Sendoff } from '../../support/launch.ts'

let sendoff: Sendoff
test.beforeEach(async ({ launch }) => {
  sendoff = await launch()
})

test('A backup is made, previewed and restored, and paused work is shown', async () => {
  const { page } = sendoff
  await sendoff.call('workspaces.create', { name: 'Kessler', colour: 1 })
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('tab', { name: 'Backups' }).click()
  await expect(page.getByText('No backup yet')).toBeVisible()
  await page.getByRole('button', { name: 'Back up now' }).click()
  await expect(page.getByText(/Last backup .* checked/)).toBeVisible()
  await expect(page.getByText('By hand')).toBeVisible()
  // Each setting takes one line until it is opened.
  const daily = page.getByRole('switch', { name: en.backups.daily })
  await expect(daily).toBeHidden()
  await page.locator('summary', { hasText: en.backups.schedule }).press('Enter')
  await daily.press('Space')
  await expect(page.locator('summary', { hasText: en.backups.notDaily })).toBeVisible()
  await page.locator('summary', { hasText: en.backups.folder }).click()
  await expect(page.getByRole('button', { name: en.backups.choose })).toBeVisible()
  await shot('backups')

  await sendoff.call('workspaces.create', { name: 'Later', colour: 2 })
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('1: Kessler')).toBeVisible()
  await shot('restore')
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText(/Restored from a copy of/)).toBeVisible()
  await expect
    .poll(async () => (await sendoff.call('workspaces.list', {})).map(({ name }) => name))
    .toEqual(['Kessler'])
  await shot('restored')
  expect(sendoff.pageErrors()).toEqual([])
})

test('A new computer starts with a backup from another one and names clients without a key and clients deleted since', async ({
  launch,
}) => {
  await sendoff.call('workspaces.create', { name: 'Kessler', colour: 1 })
  const { id: left } = await sendoff.call('workspaces.create', { name: 'Leaving Ltd', colour: 2 })
  await sendoff.call('backups.start', {})
  const { copies } = await sendoff.call('backups.state', {})
  await sendoff.call('clientData.remove', { workspaceId: left, typed: 'Leaving Ltd' })
  await expect.poll(async () => (await sendoff.call('clientData.removals', {}))[0]?.state).toBe('done')
  const { app, page, call } = await launch()
  await app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] })
  }, copies?.[0]?.path ?? '')
  await page.getByRole('button', { name: en.firstStart.restore }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('2: Kessler, Leaving Ltd')).toBeVisible()
  await expect(dialog.getByText(/Deleted after this copy was made, and back with it: Leaving Ltd/)).toBeVisible()
  await dialog.getByRole('button', { name: en.backups.preview.act, exact: true }).click()
  await expect(page.getByRole('navigation', { name: en.frame.screens })).toBeVisible()
  expect((await call('workspaces.list', {})).map(({ name }) => name)).toEqual(['Kessler', 'Leaving Ltd'])

  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('tab', { name: 'Backups' }).click()
  const { what } = en.errors.INSTANTLY_API_KEY_MISSING({})
  await expect(page.getByRole('row').filter({ hasText: 'Kessler' }).filter({ hasText: what })).toBeVisible()
  await page.getByTitle(en.workspaces.addKeyTitle('Kessler')).click()
  await expect(dialog.getByLabel(en.connect.key)).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByTitle(en.backups.restored.deleteOf('Leaving Ltd')).click()
  await dialog.getByLabel(en.clientData.type('Leaving Ltd')).fill('Leaving Ltd')
  await dialog.getByRole('button', { name: en.clientData.act }).click()
  await expect.poll(async () => (await call('workspaces.list', {})).map(({ name }) => name)).toEqual(['Kessler'])
})

/** Takes pictures for visual inspection. */
async function shot(name: string): Promise<void> {
  const folder = process.env['SENDOFF_SHOTS']
  if (!folder) return
  for (const theme of ['light', 'dark'] as const) {
    await sendoff.page.evaluate((chosen) => {
      document.documentElement.dataset['theme'] = chosen
    }, theme)
    await sendoff.page.screenshot({ path: `${folder}/${name}-${theme}.png` })
  }
}
