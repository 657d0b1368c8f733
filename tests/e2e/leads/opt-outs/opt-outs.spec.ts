/** The page of people who opted out, in an operator's use. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { optOutsEn as words } from '#shared/texts/en/leads/opt-outs.ts'
import type { Sendoff } from '../../support/launch.ts'
import { connect, expect, leadFile, saveAsList, test } from '../../support/main-job.ts'

const picture = async ({ page }: Sendoff, name: string) => {
  const dir = process.env['OPT_OUT_PICTURES'] ?? test.info().outputDir
  mkdirSync(dir, { recursive: true })
  await page.screenshot({ path: path.join(dir, `${name}.png`), animations: 'disabled' })
}

test('People are pasted, blocked at Instantly, found, and unblocked', async ({ launch, instantly }) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const [world] = instantly.world.workspaces
  if (!world) throw new Error('no workspace')
  instantly.world.block(world, 'before@clinic.example')
  await connect(sendoff)
  const { page } = sendoff
  await page.getByRole('link', { name: words.title }).click()
  await expect(page.getByText(words.emptyTitle)).toBeVisible()
  // There is nobody to sync.
  await expect(page.getByRole('button', { name: words.tellNow, exact: true })).toBeDisabled()
  await picture(sendoff, 'empty')

  await page.getByRole('button', { name: words.add }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByRole('textbox')
    .fill('ann@clinic.example, bob@clinic.example\nbefore@clinic.example\nnot an address')
  await picture(sendoff, 'add')
  await dialog.getByRole('button', { name: words.add }).click()
  await expect(dialog.getByText(words.unreadable('not an address'))).toBeVisible()
  await page.keyboard.press('Escape')

  const row = (value: string) => page.getByRole('row').filter({ hasText: value })
  await expect(row('ann@clinic.example').getByText(words.parts.blockedThere, { exact: true })).toBeVisible()
  await expect(row('before@clinic.example').getByText(words.parts.before)).toBeVisible()
  expect([...world.blocked.keys()].toSorted()).toEqual([
    'ann@clinic.example',
    'before@clinic.example',
    'bob@clinic.example',
  ])
  await picture(sendoff, 'page')

  await page.getByPlaceholder(words.search).fill('ann@')
  await expect(row('bob@clinic.example')).toHaveCount(0)
  await row('ann@clinic.example')
    .getByRole('button', { name: words.actionsOf('ann@clinic.example') })
    .click()
  await page.getByRole('menuitem', { name: words.undo }).click()
  await expect(row('ann@clinic.example')).toHaveCount(0)
  // The row is gone together with its button, so keys continue in the screen.
  await expect(page.locator('#content')).toBeFocused()
  await expect.poll(() => world.blocked.has('ann@clinic.example')).toBe(false)
  await page.getByRole('radio', { name: words.filters.undone }).click()
  await expect(row('ann@clinic.example').getByText(words.standings.undone)).toBeVisible()
  await picture(sendoff, 'undone')
})

test('A key that may not block is named, and an export still leaves the person out', async ({ launch, instantly }) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const [world] = instantly.world.workspaces
  const [key] = world?.keys ?? []
  if (!world || !key) throw new Error('no key')
  const workspace = await connect(sendoff)
  const { page } = sendoff
  await saveAsList(sendoff, leadFile(20))
  const [list] = await sendoff.call('lists.all', { workspaceId: workspace.id, archived: false })
  key.scopes = new Set(['all:read', 'campaigns:all', 'leads:all'])
  await sendoff.call('optOuts.add', { workspaceId: workspace.id, scope: 'client', text: 'lead5@clinic4.example' })
  await page.getByRole('link', { name: words.title }).click()
  await expect(page.getByText(words.notYet(words.missingScope('block_list_entries:create')))).toBeVisible()
  await picture(sendoff, 'missing-scope')
  const guard = await sendoff.call('exports.guard', { listId: list?.id ?? (0 as never) })
  expect(guard.held.find(({ gate }) => gate === 'opted_out')?.count).toBe(1)
})
