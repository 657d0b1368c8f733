/**
 * Checks screens and dialogs, empty and with real data, light and dark: axe finds no violation of WCAG 2.2 AA. The
 * demo's screens are in clipped.spec.ts.
 */
import path from 'node:path'
import { accountPath } from '#shared/domain/insights/accounts/account-path.ts'
import { paletteEn } from '#shared/texts/en/app/palette.ts'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'
import { makeList } from '../../../support/lists.ts'
import { expectAccessibleInBoth as check } from '../../support/axe.ts'
import type { Sendoff } from '../../support/launch.ts'
import {
  connect,
  expect,
  expectState,
  expectUnderWay,
  goTo,
  leadFile,
  newestLedger,
  saveAsList,
  saveInWindow,
  test,
  toTheMapping,
  writeFile,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'
import { whenDrawn } from '../../support/when-drawn.ts'
import { expectWhole } from '../../support/whole.ts'

async function at(sendoff: Sendoff, route: string, seen: RegExp | string): Promise<void> {
  await goTo(sendoff, route)
  await expect(sendoff.page.getByRole('heading', { level: 1, name: seen }).first()).toBeVisible()
  // Until the screen is drawn, the heading may be that of the previous one.
  await sendoff.page.evaluate(whenDrawn)
  await check(sendoff.page, route)
}

test('The first start is complete and accessible', async ({ launch, instantly }) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  await expect(screens.connect.key(page)).toBeVisible()
  await expectWhole(sendoff, 'first-start')
  await check(page, 'first start')
  await page.getByText(en.connect.whereTitle).click()
  await expectWhole(sendoff, 'first-start-help')
  await check(page, 'first start with its help')
  await screens.connect.key(page).fill('not-a-key-anyone-knows')
  await screens.connect.test(page).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await check(page, 'first start with a wrong key')
})

test('Every screen is accessible without data', async ({ launch, instantly }) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const { id } = await connect(sendoff)
  await at(sendoff, '/home', /./)
  await at(sendoff, '/lists', listsEn.title)
  await at(sendoff, '/exports', exportsEn.title)
  await at(sendoff, '/settings/workspaces', en.settings.title)
  await at(sendoff, '/settings/appearance', en.settings.title)
  await at(sendoff, '/settings/desktop', en.settings.title)
  await at(sendoff, '/settings/data', en.settings.title)
  await at(sendoff, `/settings/workspaces/${id}`, /./)
  await at(sendoff, '/help', /./)
  await at(sendoff, '/help/news', /./)
  await at(sendoff, '/lists/999', exportsEn.plan.goneTitle)
  await at(sendoff, '/import/gone', listsEn.import.title)
  await at(sendoff, '/exports/999', exportsEn.ledger.goneTitle)
  await at(sendoff, '/exports/plan/999', exportsEn.plan.goneTitle)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('nothing of this name')
  await expect(page.getByText(paletteEn.noneHint)).toBeVisible()
  await check(page, 'palette without results')
})

test('Every screen of the main workflow is accessible', async ({ launch, instantly }) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const { id: workspaceId } = await connect(sendoff)
  await sendoff.call('workspaces.create', { name: 'Kessler Präzisionstechnik', colour: 3 })
  const dir = path.join(sendoff.home, 'data')
  makeList(dir, { workspaceId, name: 'Maschinenbau', count: 240, heldEvery: 7 })
  await goTo(sendoff, '/lists')
  await page.keyboard.press('Control+1')
  const rows = ['Ann,ann@acme.example,Verified,Köln,x', ',,,Bonn,', 'Bob,broken@,Unavailable,Paris,y']
  const mixed = writeFile('mixed.csv', ['First Name,Email,Email Status,City,', ...rows].join('\n'))
  await toTheMapping(sendoff, mixed)
  await page.getByRole('combobox', { name: listsEn.import.fieldFor('City') }).click()
  await check(page, 'mapping with its list open')
  await page.keyboard.press('Escape')
  await goTo(sendoff, '/lists')
  await expect(page.getByText('mixed.csv').first()).toBeVisible()
  await check(page, 'lists with an open import')

  await saveInWindow(sendoff, leadFile(60))
  await page.getByRole('grid').focus()
  await page.keyboard.press('j')
  await page.keyboard.press('Space')
  await expect(page.getByRole('complementary', { name: listsEn.lead.panel })).toBeVisible()
  await check(page, 'lead panel')
  await screens.list.export(page).click()
  await screens.plan.send(page).waitFor()
  await check(page, 'plan')
  await page.getByRole('button', { name: exportsEn.plan.writeFirst }).click()
  await page.getByLabel(exportsEn.plan.subject).waitFor()
  await expect(async () => {
    await page.keyboard.press('Control+Enter')
    // A key pressed before the plan listens is lost, so it is pressed again.
    await expect(page.getByRole('alert').first()).toBeVisible({ timeout: 5_000 })
  }).toPass()
  await check(page, 'plan with its problems')
  await page.getByLabel(exportsEn.plan.subject).fill('A question')
  await page.getByLabel(exportsEn.plan.body, { exact: true }).fill('Hello {{city}}')
  await page.getByRole('button', { name: exportsEn.plan.preview, exact: true }).click()
  await screens.plan.open(page, exportsEn.plan.schedule, exportsEn.plan.accounts, en.review.options.row)
  await check(page, 'plan with the email as a lead sees it')
  await screens.plan.send(page).click()
  await expectState(sendoff, 'done')
  await expect(page.getByText(exportsEn.ledger.accounted)).toBeVisible()
  await check(page, 'ledger')
  await page.getByRole('button', { name: exportsEn.ledger.more, exact: true }).click()
  await check(page, 'menu of the ledger')
  await page.keyboard.press('Escape')
  await at(sendoff, '/settings/diagnostics/calls', en.activity.title)
  await page.keyboard.press('Control+0')
  await at(sendoff, '/home', /./)
  await at(sendoff, '/exports', exportsEn.title)
})

test('An export that runs, is paused and is cancelled is accessible', async ({ launch, instantly }) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const { id: workspaceId } = await connect(sendoff)
  const { listId } = makeList(path.join(sendoff.home, 'data'), { workspaceId, name: 'Dentists', count: 20_000 })
  // Keeps the export running however long the check takes.
  const release = instantly.faults.hold({ method: 'POST', path: '/leads/add', nth: 2 })
  await goTo(sendoff, `/exports/plan/${listId}`)
  await screens.plan.send(page).click()
  await expectUnderWay(sendoff)
  await check(page, 'ledger while it runs')
  await page.getByRole('button', { name: exportsEn.ledger.pause, exact: true }).first().click()
  await expectState(sendoff, 'paused')
  await check(page, 'ledger on hold')
  await at(sendoff, '/home', /./)
  release()
  const { summary } = await newestLedger(sendoff)
  await sendoff.call('exports.cancel', { exportId: summary.id })
  await goTo(sendoff, `/exports/${summary.id}`)
  await check(page, 'ledger cancelled')
})

test('Renaming a list, its Undo, and the keys of a client are accessible', async ({ launch, instantly }) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const { id } = await connect(sendoff)
  await saveAsList(sendoff, leadFile(12))
  const dialog = async (where: string, open: () => Promise<void>) => {
    await open()
    await expect(page.getByRole('dialog')).toBeVisible()
    await check(page, where)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await dialog('rename', () => page.keyboard.press('F2'))
  await page.keyboard.press('F2')
  await page.getByLabel(listsEn.renameDialog.label).fill('Dentists')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: en.ui.undo })).toBeVisible()
  await check(page, 'toast with Undo')
  await goTo(sendoff, `/settings/workspaces/${id}`)
  await dialog('add a key', () => page.getByRole('button', { name: en.workspaces.addSecondKey }).click())
  await dialog('remove a key', async () => {
    await page.getByRole('button', { name: /^More for key/ }).click()
    await page.getByRole('menuitem', { name: en.workspaces.removeKey }).click()
  })
})

test('Dialogs of conversations, lists, accounts, campaigns, clients, exports and experiments are accessible', async ({
  launch,
}) => {
  test.slow()
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  const { rows } = await sendoff.call('inbox.threads', { workspaceId: null, box: 'answer', page: { limit: 1 } })
  await sendoff.call('accounts.sync', { workspaceId: null })
  const [client] = await sendoff.call('workspaces.list', {})
  const { rows: accounts } = await sendoff.call('accounts.list', { workspaceId: client?.id ?? null, page: {} })
  const account = accounts.find((row) => row.kind === 'account')
  if (!client || account?.kind !== 'account') throw new Error('the demo has clients and accounts')
  const press = (name: string) => () =>
    page.getByRole('main').getByRole('button', { name, exact: true }).first().click()
  const item = (menu: string | RegExp, name: string | RegExp) => async () => {
    await page.getByRole('main').getByRole('button', { name: menu, exact: true }).last().click()
    await page.getByRole('menuitem', { name, exact: true }).click()
  }
  const key = (keys: string) => async () => {
    await page.getByRole('region', { name: en.inbox.thread, exact: true }).waitFor()
    await page.keyboard.press(keys)
  }
  const inbox = `/inbox/${rows[0]?.id}`
  const places: readonly (readonly [where: string, route: string, open: () => Promise<unknown>])[] = [
    ['label', inbox, key('l')],
    ['later', inbox, key('s')],
    ['assign', inbox, key('a')],
    ['category', inbox, key('c')],
    ['add a lead', '/lists/1', press('Add lead')],
    ['columns', '/lists/1', press('Columns')],
    ['emails by campaign', '/accounts', press(en.accounts.capacity.byCampaign)],
    ['pause a client', `/settings/workspaces/${client.id}`, press(en.pauses.ask)],
    ['a client within a workspace', `/settings/workspaces/${client.id}`, press(en.clients.add)],
    [
      'limit of an account',
      accountPath(account.workspaceId, account.email),
      item(en.accounts.more, new RegExp(`^${en.accounts.acts.daily_limit}`)),
    ],
    ['delete a campaign', '/campaigns/1', item(en.campaignEdits.more, en.campaignEdits.remove)],
    ['a local copy of a campaign', '/campaigns/1', item(en.campaignEdits.more, en.campaignEdits.unlink)],
    ['undo an export', '/exports/1', item(exportsEn.ledger.more, /^Undo export/)],
    ['block addresses', '/settings/blocklist', press(en.blocklist.add)],
    ['decide', '/analytics/experiments/1', press(en.experiments.page.decide)],
    ['history of a list', '/lists/1', item(/^Actions for/, en.listWork.history.open)],
    ['delete for good', '/lists/1', item(/^Actions for/, en.listWork.purge.openRemoved)],
    ['all templates', '/exports/plan/1', press(en.review.allTemplates)],
    ['new campaign', '/campaigns', press(en.campaignEdits.local.new)],
    ['save a comparison', '/analytics/campaigns/1-2', press(en.breakdowns.sets.keep)],
    ['language model', '/settings/inbox', press(en.inboxModel.connect)],
    ['targets of the API', '/settings/diagnostics/service', press(en.health.service.targets)],
  ]
  for (const [where, route, open] of places) {
    await goTo(sendoff, route)
    // Until the screen is drawn, a button of this name may be the previous one's.
    await page.evaluate(whenDrawn)
    await open()
    await expect(page.getByRole('dialog')).toBeVisible()
    await check(page, where)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
})
