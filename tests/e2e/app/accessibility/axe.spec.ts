/**
 * Checks screens and dialogs, empty and with real data, light and dark: axe finds no violation of WCAG 2.2 AA. The
 * demo's screens are in clipped.spec.ts, its dialogs in dialogs.spec.ts.
 */
import path from 'node:path'
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

test('Screens from the first start to a cancelled export are accessible', async ({ launch, instantly }) => {
  test.slow()
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  await test.step('The first start is complete and accessible', async () => {
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

  const { id } = await connect(sendoff)
  await test.step('Every screen is accessible without data', async () => {
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
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  })

  await test.step('Renaming a list, its Undo, and the keys of a client are accessible', async () => {
    await saveAsList(sendoff, leadFile(12, 'architects.csv', 'architect'))
    const dialog = async (where: string, open: () => Promise<void>) => {
      await open()
      await expect(page.getByRole('dialog')).toBeVisible()
      await check(page, where)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
    }
    await dialog('rename', () => page.keyboard.press('F2'))
    await page.keyboard.press('F2')
    await page.getByLabel(listsEn.renameDialog.label).fill('Architects')
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

  await test.step('An export that runs, is paused and is cancelled is accessible', async () => {
    const { listId } = makeList(path.join(sendoff.home, 'data'), {
      workspaceId: id,
      name: 'Dentists',
      count: 20_000,
      tag: 'running',
    })
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

  await test.step('Every screen of the main workflow is accessible', async () => {
    await sendoff.call('workspaces.create', { name: 'Kessler Präzisionstechnik', colour: 3 })
    const dir = path.join(sendoff.home, 'data')
    makeList(dir, { workspaceId: id, name: 'Maschinenbau', count: 240, heldEvery: 7 })
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
})
