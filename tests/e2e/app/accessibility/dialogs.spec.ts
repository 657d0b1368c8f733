/**
 * Checks dialogs, and screens that are reached only through a file, a person or a click: nothing is cut off, and axe
 * finds nothing.
 */
import type { Page } from '@playwright/test'
import { accountPath, personPath } from '#shared/domain/insights/accounts/account-path.ts'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { en } from '#shared/texts/en.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import { expect, goTo, test, toTheMapping, writeFile } from '../../support/main-job.ts'
import { withoutCosts } from '../../support/no-costs.ts'
import { whenDrawn } from '../../support/when-drawn.ts'
import { expectWhole } from '../../support/whole.ts'

const press = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click()

test('Screens and dialogs behind a click are complete and accessible', async ({ launch }) => {
  test.slow()
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await withoutCosts(sendoff)
  await sendoff.call('backups.start', {})
  const { rows } = await sendoff.call('inbox.threads', { workspaceId: null, box: 'answer', page: { limit: 100 } })
  const person = personPath(rows.find((row) => row.leadEmail !== null)?.leadEmail ?? '')
  const inbox = `/inbox/${rows[0]?.id}`
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  await sendoff.call('accounts.sync', { workspaceId: null })
  const [client] = await sendoff.call('workspaces.list', {})
  const { rows: accounts } = await sendoff.call('accounts.list', { workspaceId: client?.id ?? null, page: {} })
  const account = accounts.find((row) => row.kind === 'account')
  if (!client || account?.kind !== 'account') throw new Error('the demo has clients and accounts')
  const switcher = page.getByRole('button', { name: new RegExp(`^${en.frame.switchClient}`) })
  // A file dropped while all clients are shown opens a question; on a chosen client it does not.
  await expect(switcher).toBeVisible()
  await page.evaluate(whenDrawn)
  await sendoff.dropFiles([writeFile('whose.csv', 'Email\nann@acme.example')])
  await expect(page.getByRole('dialog', { name: en.drop.whoseTitle })).toBeVisible()
  await look('whose-file', true)
  await expect(async () => {
    await page.keyboard.press('Control+1')
    await expect(switcher).toContainText(client.name, { timeout: 2_000 })
  }).toPass()

  const header = ['First Name', 'Email', 'Email Status', 'Company Name for Emails', 'City', 'A column nobody knows']
  const leads = ['Ann,ann@acme.example,Verified,Acme,Köln,x', ',,,,Bonn,', 'Bob,broken@,Unavailable,Bob Ltd,Paris,y']
  await toTheMapping(sendoff, writeFile('kunden-maschinenbau-november.csv', [header.join(','), ...leads].join('\n')))
  await look('mapping')
  await page.getByRole('button', { name: en.importing.templates.more, exact: true }).click()
  await page.getByRole('menuitem', { name: en.importing.templates.save }).click()
  await look('mapping-template', true)
  await page.getByRole('combobox', { name: en.lists.import.fieldFor('City') }).click()
  await page.getByRole('option', { name: en.lists.import.newVariable }).click()
  await look('mapping-variable', true)

  await test.step('Dialogs of conversations, lists, accounts, campaigns, clients, exports and experiments are accessible', async () => {
    const first = (name: string | RegExp) => () =>
      page.getByRole('main').getByRole('button', { name, exact: true }).first().click()
    const item = (menu: string | RegExp, name: string | RegExp) => async () => {
      await page.getByRole('main').getByRole('button', { name: menu, exact: true }).last().click()
      await page.getByRole('menuitem', { name, exact: true }).click()
    }
    const key = (keys: string) => async () => {
      await page.getByRole('region', { name: en.inbox.thread, exact: true }).waitFor()
      await page.keyboard.press(keys)
    }
    const dialogs: readonly (readonly [where: string, route: string, open: () => Promise<unknown>])[] = [
      ['label', inbox, key('l')],
      ['later', inbox, key('s')],
      ['assign', inbox, key('a')],
      ['category', inbox, key('c')],
      ['add a lead', '/lists/1', first('Add lead')],
      ['columns', '/lists/1', first('Columns')],
      ['history of a list', '/lists/1', item(/^Actions for/, en.listWork.history.open)],
      ['delete for good', '/lists/1', item(/^Actions for/, en.listWork.purge.openRemoved)],
      ['emails by campaign', '/accounts', first(en.accounts.capacity.byCampaign)],
      ['pause a client', `/settings/workspaces/${client.id}`, first(en.pauses.ask)],
      ['a client within a workspace', `/settings/workspaces/${client.id}`, first(en.clients.add)],
      [
        'limit of an account',
        accountPath(account.workspaceId, account.email),
        item(en.accounts.more, new RegExp(`^${en.accounts.acts.daily_limit}`)),
      ],
      ['delete a campaign', '/campaigns/1', item(en.campaignEdits.more, en.campaignEdits.remove)],
      ['a local copy of a campaign', '/campaigns/1', item(en.campaignEdits.more, en.campaignEdits.unlink)],
      ['undo an export', '/exports/1', item(exportsEn.ledger.more, /^Undo export/)],
      ['block addresses', '/settings/blocklist', first(en.blocklist.add)],
      ['decide', '/analytics/experiments/1', first(en.experiments.page.decide)],
      ['new campaign', '/campaigns', first(en.campaignEdits.local.new)],
      ['save a comparison', '/analytics/campaigns/1-2', first(en.breakdowns.sets.keep)],
      ['language model', '/settings/inbox', first(en.inboxModel.connect)],
      ['targets of the API', '/settings/diagnostics/service', first(en.health.service.targets)],
      ['all templates', '/exports/plan/1', first(en.review.allTemplates)],
      ['guard', '/exports/plan/1', first(/Opted out/)],
    ]
    for (const [where, route, open] of dialogs) {
      // Taller for the reasons of a plan.
      await page.setViewportSize({ width: 1280, height: where === 'guard' ? 1000 : 800 })
      await goTo(sendoff, route)
      // Until the screen is drawn, a button of this name may be the previous one's.
      await page.evaluate(whenDrawn)
      await open()
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectAccessibleInBoth(page, where)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
    }
  })

  /** A screen, or its dialog opened by `open`. */
  const places: readonly (readonly [name: string, route: string, open?: () => Promise<unknown>])[] = [
    ['person', person],
    ['person-erase', person, () => press(page, en.people.erase)],
    ['money-start', '/analytics/money'],
    ['money-cost', '/analytics/money/costs', () => press(page, en.money.addCost)],
    ['lock-set-up', '/settings/data', () => press(page, en.lock.setUp)],
    ['supabase', '/lists/supabase'],
    ['supabase-add', '/lists/supabase', () => press(page, en.supabase.add)],
    ['restore', '/settings/backups', () => press(page, en.backups.restore)],
    ['opted-out-add', '/opted-out', () => press(page, en.optOuts.add)],
    ['crm-webhook', '/settings/crm', () => press(page, en.crm.addWebhook)],
    ['crm-connect', '/settings/crm', () => press(page, en.crm.connectCrm)],
    ['add-client', '/settings/workspaces', () => press(page, en.workspaces.add)],
    ['paste', '/lists', () => press(page, en.lists.page.paste)],
    ['palette', '/home', () => page.keyboard.press('Control+k')],
    ['keys', '/home', () => page.keyboard.press('?')],
  ]
  for (const [name, route, open] of places) {
    await goTo(sendoff, route)
    await expect(page.getByRole('main').getByRole('heading', { level: 1 }).first()).toBeVisible()
    await page.evaluate(whenDrawn)
    await open?.()
    await look(name, open !== undefined)
  }

  // Last, because nothing can be seen behind it.
  await sendoff.call('lock.save', { current: null, passphrase: 'correct horse battery', afterMinutes: null })
  await sendoff.call('lock.now', {})
  await expect(page.getByRole('heading', { name: en.lock.locked })).toBeVisible()
  await page.getByRole('button', { name: en.lock.forgotten }).click()
  await look('locked')

  async function look(name: string, isDialog = false): Promise<void> {
    if (isDialog) await expect(page.getByRole('dialog')).toBeVisible()
    await expectWhole(sendoff, name)
    await expectAccessibleInBoth(page, name)
    await page.emulateMedia({ colorScheme: null })
    if (!isDialog) return
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
})
