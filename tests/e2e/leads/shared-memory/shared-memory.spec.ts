import { randomUUID } from 'node:crypto'
import { passphraseCost } from '#backend/clients/workspaces/seal.ts'
import { createLedgerClient } from '#backend/leads/shared-memory/ledger-client.ts'
import { rootKeyOf, sharedKeyOf } from '#backend/leads/shared-memory/shared-key.ts'
import { en } from '#shared/texts/en.ts'
import { postgresBin, startPostgres, type TestPostgres } from '../../../support/postgres.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import { connect, expect, goTo, test } from '../../support/main-job.ts'
import { expectFits } from '../../support/sizes.ts'
import { expectWhole } from '../../support/whole.ts'

const words = en.sharedMemory
const passphrase = 'ten green bottles on a wall'
let db: TestPostgres

test.beforeAll(async () => {
  const bin = postgresBin()
  if (!bin) throw new Error('PostgreSQL is not installed (Debian, Ubuntu: sudo apt-get install postgresql)')
  db = await startPostgres(bin)
})
test.afterAll(() => db.stop())

test('A client is shared: tables are created after the SQL was shown, the database is tested, and left again', async ({
  instantly,
  launch,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { name } = await connect(sendoff)
  const { page } = sendoff
  await goTo(sendoff, '/settings/blocklist')
  await page.getByRole('button', { name: words.share }).click()

  const dialog = page.getByRole('dialog', { name: words.share })
  await dialog.getByLabel(words.connection).fill(db.url)
  await dialog.getByLabel(words.passphrase).fill(passphrase)
  await dialog.getByLabel(words.computerName).fill('Office')
  await dialog.getByRole('button', { name: words.look }).click()
  await expect(dialog.getByText(words.notReady)).toBeVisible()
  await dialog.getByText(words.showSql).click()
  await expect(dialog.getByText('create schema sendoff_shared', { exact: false })).toBeVisible()
  await expectFits(page, 'shared-memory-sql')
  await expectWhole(sendoff, 'shared-memory-dialog')
  await expectAccessibleInBoth(page, 'the dialog of a shared client')
  await dialog.getByRole('button', { name: words.setUp }).click()
  await expect(dialog.getByText(words.sealed, { exact: false })).toBeVisible()
  await expect(dialog.getByText(words.firstHere, { exact: false })).toBeVisible()
  await dialog.getByRole('button', { name: words.join }).click()
  await expect(dialog).toBeHidden()

  await expect(page.getByText(words.live, { exact: true })).toBeVisible()
  await expect(page.getByText(words.computers(1), { exact: false })).toBeVisible()
  await page.getByText(words.offlineRules.go).click()
  await expect(page.getByText(words.offlineHints.go)).toBeVisible()
  await expectFits(page, 'shared-memory')
  await expectWhole(sendoff, 'shared-memory')
  await expectAccessibleInBoth(page, 'a shared client')
  await page.setViewportSize({ width: 900, height: 640 })
  const sharedCard = page.locator('.card', { has: page.getByRole('heading', { name: words.title }) })
  const { x = 0, width = Number.POSITIVE_INFINITY } = (await sharedCard.boundingBox()) ?? {}
  expect(x + width).toBeLessThan(900)

  // Another computer shared it too, claimed somebody and was lost.
  const other = createLedgerClient(db.url, sharedKeyOf(await rootKeyOf(name, passphrase, passphraseCost)))
  const { no } = await other.join(randomUUID(), 'Old laptop')
  await other.claim(no, [randomUUID(), randomUUID()])
  await other.close()
  await page.getByRole('button', { name: words.showComputers }).click()
  const computers = page.getByRole('dialog', { name: words.computersTitle(name) })
  await expect(computers.getByText('Old laptop')).toBeVisible()
  await expectAccessibleInBoth(page, 'the computers that share a client')
  await computers.getByRole('button', { name: words.takeOver }).click()
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog', { name: words.takeOverTitle('Old laptop') }))
    .getByRole('button', { name: words.takeOver })
    .click()
  await expect(page.getByText(words.tookOver('0', '2'))).toBeVisible()
  await expect(computers.getByText(words.takenOver)).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: words.leave }).click()
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: words.leave }).click()
  await expect(page.getByText(words.none)).toBeVisible()
})
