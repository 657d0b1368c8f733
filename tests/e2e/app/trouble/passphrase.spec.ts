/** On a computer without a keyring a passphrase protects the keys, and work that waits for it resumes afterwards. */

import type { Locator } from '@playwright/test'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { en } from '#shared/texts/en.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import { filesHolding } from '../../support/files-holding.ts'
import {
  clientName,
  expect,
  expectState,
  goTo,
  key,
  leadFile,
  newestLedger,
  strip,
  test,
  toThePlanInWindow,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

// Tests the start, run and end of the process.
test.use({ ownProcess: true })

const passphrase = 'four made-up words here'

test('Without a keyring a passphrase is requested and explained; locked keys pause an export until they are unlocked, also after a kill, and nothing is stored in plain text', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, keyring: 'none' })
  const { protection } = await sendoff.call('vault.state', {})
  test.skip(protection !== 'passphrase', 'only Linux and the stand-in can be without a keyring')
  let { page } = sendoff
  await expect(page.getByRole('heading', { name: en.vault.setTitle })).toBeVisible()
  await expect(page.getByText(en.vault.why)).toBeVisible()
  await expectAccessibleInBoth(page, 'passphrase')
  await page.getByLabel(en.vault.passphrase, { exact: true }).fill(passphrase)
  await page.getByLabel(en.vault.again).fill('four made-up words hear')
  await page.getByRole('button', { name: en.vault.set }).click()
  await expect(page.getByText(en.vault.differ)).toBeVisible()
  await page.getByLabel(en.vault.again).fill(passphrase)
  await page.keyboard.press('Enter')
  await screens.connect.key(page).fill(key)
  await screens.connect.test(page).click()
  await screens.connect.add(page).click()
  await screens.drop.chooseFile(page).waitFor()

  await toThePlanInWindow(sendoff, leadFile(30))
  await sendoff.call('vault.lock', {})
  await screens.plan.send(page).click()
  await expect(strip(sendoff)).toContainText(exportsEn.strip.waits['KEYS_LOCKED'] ?? '')
  await expect(page.getByText(en.errors.KEYS_LOCKED({}).what).first()).toBeVisible()
  await sendoff.kill()

  await sendoff.relaunch()
  page = sendoff.page
  const dialog = page.getByRole('dialog', { name: en.vault.unlockTitle })
  await expect(dialog).toBeVisible()
  await dialog.getByLabel(en.vault.passphrase, { exact: true }).fill('four made-up words hear')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(en.errors.PASSPHRASE_WRONG({}).what)).toBeVisible()
  await expectAccessibleInBoth(page, 'unlock the keys')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('contentinfo')).toContainText(en.frame.locked)
  await expect(strip(sendoff)).toContainText(exportsEn.strip.waits['KEYS_LOCKED'] ?? '')
  await goTo(sendoff, '/home')
  await expect(page.getByText(en.home.waitsFor(exportsEn.strip.waits['KEYS_LOCKED'] ?? ''))).toBeVisible()
  expect(instantly.journal.requests('POST', '/api/v2/leads/add')).toEqual([])

  // A toast is placed above the strip, so its buttons can be pressed.
  await page.keyboard.press('Control+z')
  await expect(page.getByText(en.undo.nothing)).toBeVisible()
  const edge = async (of: Locator, at: 'y' | 'height') => (await of.boundingBox())?.[at] ?? 0
  const toast = page.locator('.toast')
  expect((await edge(toast, 'y')) + (await edge(toast, 'height'))).toBeLessThan(await edge(strip(sendoff), 'y'))
  await strip(sendoff).getByRole('button', { name: en.vault.unlock }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByLabel(en.vault.passphrase, { exact: true }).fill(passphrase)
  await page.keyboard.press('Enter')
  await expectState(sendoff, 'done')
  expect((await newestLedger(sendoff)).summary.totals.uploaded).toBe(30)
  await expect(page.getByRole('contentinfo')).not.toContainText(en.frame.locked)

  await sendoff.quit()
  expect(filesHolding(sendoff.home, [clientName]), 'what is kept in clear is found').not.toEqual([])
  expect(filesHolding(sendoff.home, [key, passphrase])).toEqual([])
  expect(sendoff.stderr()).not.toContain(key)
})
