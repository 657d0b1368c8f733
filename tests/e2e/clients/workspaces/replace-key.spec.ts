import path from 'node:path'
import Database from 'better-sqlite3'
import { en } from '#shared/texts/en.ts'
import { expectAccessible } from '../../support/axe.ts'
import { clientName, connect, expect, goTo, key, test } from '../../support/main-job.ts'

const words = en.workspaces
const nextKey = 'northwind-key-that-comes-after'
const foreignKey = 'brandt-key-of-another-workspace'

test.use({
  instantlyOptions: {
    workspaces: [
      { name: clientName, keys: [{ key }, { key: nextKey, scopes: ['all:read'] }], mailboxes: 3 },
      { name: 'Brandt', keys: [{ key: foreignKey }], mailboxes: 1 },
    ],
  },
})

test('A key that is 93 days old asks on Home to be replaced, and only a key of the same client is accepted', async ({
  launch,
  instantly,
}, info) => {
  const picture = (name: string) => info.outputPath(`${name}.png`)
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const workspace = await connect(sendoff)
  const [old] = workspace.keys
  if (!old) throw new Error('no key')
  const data = new Database(path.join(sendoff.home, 'data', 'sendoff.db'))
  const added = new Date(Date.now() - 93 * 86_400_000).toISOString()
  data.prepare('update api_key set added_at = ?').run(added)
  data.close()
  const { page } = sendoff
  await page.reload()
  await page.setViewportSize({ width: 1280, height: 800 })

  // Home reports it and leads to the key.
  await goTo(sendoff, '/home')
  const need = page.getByRole('listitem').filter({ hasText: en.home.oldKeyTitle(clientName, 93) })
  await expect(need).toBeVisible()
  await page.screenshot({ path: picture('home') })
  await need.getByRole('button', { name: en.home.fixKey }).click()
  const replace = page.getByRole('button', { name: words.replaceKey, exact: true })
  await expect(replace).toBeFocused()
  await expect(page.getByText(words.ageMeans.red, { exact: true })).toBeVisible()
  await page.screenshot({ path: picture('client') })

  // A key of another workspace is refused.
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: words.replaceTitle(old.masked) })
  await page.keyboard.type(foreignKey)
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(en.errors.KEY_OF_OTHER_WORKSPACE({}).what)).toBeVisible()
  await expect(dialog.getByRole('button', { name: words.replaceKey })).toBeHidden()
  await expectAccessible(page, 'replace a key')
  await page.screenshot({ path: picture('refused') })

  // A key of the same client replaces the old one.
  const field = dialog.getByLabel(en.connect.key)
  await field.fill(nextKey)
  await page.keyboard.press('Enter')
  const act = dialog.getByRole('button', { name: words.replaceKey })
  await expect(act).toBeVisible()
  await page.screenshot({ path: picture('tested') })
  await act.click()
  await expect(page.getByText(words.replaced)).toBeVisible()
  await expect(page.getByText(words.age(0), { exact: true })).toBeVisible()
  const [now] = await sendoff.call('workspaces.list', {})
  expect(now?.keys.map(({ masked }) => masked)).toEqual([`••••••••${nextKey.slice(-4)}`])
  await goTo(sendoff, '/home')
  await expect(need).toBeHidden()

  for (const width of [1280, 1024]) {
    await page.setViewportSize({ width, height: 800 })
    await goTo(sendoff, '/settings/workspaces')
    await expect(page.getByRole('columnheader', { name: words.oldest })).toBeVisible()
    await page.screenshot({ path: picture(`clients-${width}`) })
  }
  await page.emulateMedia({ colorScheme: 'dark' })
  await goTo(sendoff, `/settings/workspaces/${workspace.id}`)
  await page.screenshot({ path: picture('client-dark') })
})
