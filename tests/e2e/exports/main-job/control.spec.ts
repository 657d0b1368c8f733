/** Holds, resumes, cancels and undoes an export, and saves the problem rows as a file, through the screen. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { gateWords, outcomeWords, refusalSentence } from '#shared/texts/en/exports/ledger-csv.ts'
import { en } from '#shared/texts/en.ts'
import {
  connect,
  expect,
  expectState,
  expectUnderWay,
  goTo,
  newestLedger,
  strip,
  test,
  toThePlan,
  toThePlanOf,
  writeFile,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const words = exportsEn.ledger

test('An export is paused, resumed, cancelled and undone, and its report always adds up', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  await toThePlanOf(sendoff, 60_000)
  // Held until it is cancelled: the export cannot end first, however many leads were sent before the click.
  const release = instantly.faults.hold({ method: 'POST', path: '/leads/add', nth: 2 })
  await screens.plan.send(page).click()
  await expectUnderWay(sendoff)

  await strip(sendoff).getByRole('button', { name: exportsEn.strip.hold }).click()
  await expect(page.getByText(words.waits.paused)).toBeVisible()
  await expectState(sendoff, 'paused')
  await page.getByRole('main').getByRole('button', { name: words.resume, exact: true }).first().click()
  await expect(page.getByText(words.waits.paused)).toBeHidden()

  await page.getByRole('button', { name: words.cancel }).click()
  release()
  await expectState(sendoff, 'cancelled')
  const offer = page.getByText(words.takeBackOffer)
  await expect(offer).toBeVisible()
  const { totals } = (await newestLedger(sendoff)).summary
  expect(totals.uploaded).toBeGreaterThan(0)
  expect(totals.waiting).toBe(60_000 - totals.uploaded)
  expect(instantly.journal.committedAddresses()).toHaveLength(totals.uploaded)

  // Every lead was ready, so there are no problem rows to save.
  await page.getByRole('button', { name: words.more, exact: true }).click()
  await expect(page.getByRole('menuitem', { name: words.saveAll })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: words.saveProblems })).toHaveCount(0)
  await page.keyboard.press('Escape')

  const takeBack = words.takeBack(totals.uploaded)
  await page.getByRole('button', { name: takeBack }).click()
  const dialog = page.getByRole('dialog', { name: words.takeBackTitle(totals.uploaded) })
  await expect(dialog.getByRole('button', { name: words.takeBackKeep })).toBeFocused()
  // The consequences are stated before it is done.
  await expect(dialog.getByText(/^As of the last sync, /)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: takeBack })).toBeFocused()
  await page.keyboard.press('Enter')
  const delay = instantly.faults.hold({ method: 'DELETE', path: '/leads' })
  await dialog.getByRole('button', { name: takeBack }).click()
  // From now on nothing keeps them, and the report says what is going on.
  await expect(dialog.getByRole('button', { name: words.takeBackKeep })).toBeHidden()
  await dialog.getByRole('button', { name: en.ui.close }).click()
  await expect(page.getByText(words.undoingTitle)).toBeVisible()
  await expect(page.getByText(en.exportStates.undoing, { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: takeBack })).toBeHidden()
  delay()
  await expect(page.getByText(words.takenBackNote(totals.uploaded))).toBeVisible()
  await expect(page.getByText(words.undoingTitle)).toBeHidden()
  const [campaign] = instantly.world.workspaces[0]?.campaigns.values() ?? []
  expect(campaign?.leads.filter((lead) => !lead.gone)).toEqual([])
  expect((await newestLedger(sendoff)).summary).toMatchObject({ takenBack: totals.uploaded })

  // Removed leads are named as such wherever the export is shown.
  const main = page.getByRole('main')
  await expect(main.getByText(exportsEn.ledger.empty.uploaded)).toBeHidden()
  await expect(main.getByText(en.exportSum.verdict.undoneLeads(totals.uploaded), { exact: true })).toBeVisible()
  await goTo(sendoff, '/exports')
  await expect(main.getByText(en.exportSum.verdict.undone, { exact: true })).toBeVisible()
})

test('Problem rows are saved as CSV: every row that did not arrive, with its reason', async ({ launch, instantly }) => {
  const [workspace] = instantly.world.workspaces
  if (!workspace) throw new Error('no workspace')
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page, home } = sendoff
  await connect(sendoff)
  const file = writeFile(
    'mixed.csv',
    [
      'Name,Email,Company',
      'Ana Fine,ana@fine.example,Fine',
      'Bo Blocked,bo@blocked.example,Blocked',
      'No Address,,Nowhere',
      'Bad Address,bad(at)nowhere,Nowhere',
      'Ana Again,ANA@fine.example,"Fine, again"',
    ].join('\n'),
  )
  await toThePlan(sendoff, file)
  // Blocked at Instantly only now, after the plan read the block list.
  instantly.world.block(workspace, 'blocked.example')
  await screens.plan.send(page).click()
  await expectState(sendoff, 'done')
  const saved = path.join(home, 'problems.csv')
  await sendoff.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, saved)
  await page
    .getByRole('button', { name: words.saveProblems })
    .or(page.getByRole('button', { name: words.more, exact: true }))
    .first()
    .click()
  await page.getByRole('menuitem', { name: words.saveProblems }).click()
  await expect(page.getByText(words.saved(4, saved), { exact: true })).toBeVisible()
  const rows = parse<Record<string, string>>(readFileSync(saved), { columns: true, bom: true })
  expect(rows.map((row) => [row['Email'], row['Result'], row['Why']])).toEqual([
    ['bo@blocked.example', outcomeWords.refused, refusalSentence(['in_blocklist'])],
    ['', outcomeWords.stayed_behind, gateWords.no_address],
    ['bad(at)nowhere', outcomeWords.stayed_behind, gateWords.bad_syntax],
    ['ana@fine.example', outcomeWords.stayed_behind, gateWords.duplicate_in_file],
  ])
})
