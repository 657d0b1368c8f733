/**
 * Accounts that need no attention share one line under their domain: it opens by key or click, and is selected with the
 * others.
 */
import { breakMailbox } from '#demo/sending/mailboxes.ts'
import { en } from '#shared/texts/en.ts'
import { expectAccessible } from '../../support/axe.ts'
import { clientName, connect, expect, goTo, key, test } from '../../support/main-job.ts'

const words = en.accounts
const names = ['anna', 'ben', 'carla', 'dirk', 'eva', 'finn']
test.use({
  instantlyOptions: {
    limits: null,
    workspaces: [
      {
        name: clientName,
        keys: [{ key }],
        mailboxes: names.map((name) => ({ email: `${name}@kessler.example`, dailyLimit: 40 })),
      },
    ],
  },
})

test('Accounts without problems are one line that opens by Enter or click; one in trouble is separate; all are selected at once', async ({
  launch,
  instantly,
}) => {
  const [remote] = instantly.world.workspaces
  const broken = remote?.mailboxes.find(({ email }) => email.startsWith('dirk'))
  if (!remote || !broken) throw new Error('no accounts')
  breakMailbox(instantly.world, remote, broken, instantly.clock.now())
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  await connect(sendoff)
  await sendoff.call('accounts.sync', { workspaceId: null })
  await goTo(sendoff, '/accounts')
  const grid = page.getByRole('grid', { name: words.table })
  const account = (name: string) => grid.getByRole('row').filter({ hasText: new RegExp(`^${name}@`) })
  const line = (count: number) => grid.getByRole('row').filter({ hasText: words.rest.warming(count) })
  await expect(line(4)).toBeVisible()
  // The header, the domain, the first healthy account, the failing one, the line.
  await expect(grid.getByRole('row')).toHaveCount(5)
  await expect(account('dirk')).toContainText(words.reasons.connection())
  await expect(grid.getByText(words.unusedWarming, { exact: true })).toHaveCount(1)
  await expectAccessible(page, 'accounts with a folded line')

  // Select all includes those in the line, and the line says how many.
  await grid.focus()
  await page.keyboard.press('Control+a')
  await expect(page.getByText(words.selected(names.length), { exact: true })).toBeVisible()
  await expect(line(4)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Control+a')
  await expect(page.getByText(words.selected(names.length), { exact: true })).toBeHidden()

  // By keys it is a row like the others: X selects its accounts, Enter shows them.
  for (let rows = 0; rows < 4; rows += 1) await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByText(words.selected(4), { exact: true })).toBeVisible()
  await page.keyboard.press('x')
  await page.keyboard.press('Enter')
  await expect(grid.getByRole('row')).toHaveCount(9)
  await expect(account('finn')).toBeVisible()

  // A selected one stays visible when the others are collapsed.
  await account('eva').getByRole('checkbox').click()
  await expect(page.getByText(words.selected(1), { exact: true })).toBeVisible()
  await line(4).click()
  await expect(line(3)).toBeVisible()
  await expect(account('eva')).toHaveAttribute('aria-selected', 'true')
  await expect(grid.getByRole('row')).toHaveCount(6)
  await page.getByRole('button', { name: words.clear, exact: true }).click()

  // Search results are shown individually.
  await page.getByPlaceholder(words.search).fill('kessler')
  await expect(account('finn')).toBeVisible()
  await expect(grid.getByRole('row')).toHaveCount(names.length + 2)
})
