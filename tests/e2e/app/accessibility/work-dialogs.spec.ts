/** Dialogs of accounts, campaigns, parts of clients and exports, light and dark: nothing axe finds against WCAG 2.2 AA. */
import { accountPath } from '#shared/domain/insights/accounts/account-path.ts'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { en } from '#shared/texts/en.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

test('Dialogs of an account, a campaign, a client and an export are accessible', async ({ launch }) => {
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  const [client] = await sendoff.call('workspaces.list', {})
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  await sendoff.call('accounts.sync', { workspaceId: null })
  const { rows } = await sendoff.call('accounts.list', { workspaceId: client?.id ?? null, page: {} })
  const account = rows.find((row) => row.kind === 'account')
  if (!client || account?.kind !== 'account') throw new Error('the demo has clients and accounts')
  const press = (name: string) => () =>
    page.getByRole('main').getByRole('button', { name, exact: true }).first().click()
  const item = (menu: string, name: string | RegExp) => async () => {
    await page.getByRole('main').getByRole('button', { name: menu, exact: true }).last().click()
    await page.getByRole('menuitem', { name }).click()
  }
  const ofClient = `/settings/workspaces/${client.id}`
  const places: readonly (readonly [where: string, route: string, open: () => Promise<unknown>])[] = [
    [
      'limit of an account',
      accountPath(account.workspaceId, account.email),
      item(en.accounts.more, en.accounts.acts.daily_limit),
    ],
    ['delete a campaign', '/campaigns/1', item(en.campaignEdits.more, en.campaignEdits.remove)],
    ['a local copy of a campaign', '/campaigns/1', item(en.campaignEdits.more, en.campaignEdits.unlink)],
    ['a client within a workspace', ofClient, press(en.clients.add)],
    ['undo an export', '/exports/1', item(exportsEn.ledger.more, /^Undo export/)],
  ]
  for (const [where, route, open] of places) {
    await goTo(sendoff, route)
    await open()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessibleInBoth(page, where)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
})
