/** Gates that need knowledge outside the file, in an import, in a plan, and in a list. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { ListId } from '#shared/ids.ts'
import { gatesEn } from '#shared/texts/en/leads/gates.ts'
import { importingEn } from '#shared/texts/en/leads/import.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import type { Sendoff } from '../../support/launch.ts'
import {
  connect,
  expect,
  expectState,
  leadFile,
  newestLedger,
  saveAsList,
  test,
  toTheMapping,
  writeFile,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const picture = async ({ page }: Sendoff, name: string) => {
  const dir = process.env['GATES_PICTURES'] ?? test.info().outputDir
  mkdirSync(dir, { recursive: true })
  await page.screenshot({ path: path.join(dir, `${name}.png`), animations: 'disabled' })
}

test('Import, review and verification say whom they exclude and what it costs; consent stays with the lead', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const [world] = instantly.world.workspaces
  if (!world) throw new Error('no workspace')
  const workspace = await connect(sendoff)

  await test.step('The review shows who is excluded since the list was made, and the export leaves them out', async () => {
    await saveAsList(sendoff, leadFile(40))
    await sendoff.call('optOuts.add', {
      workspaceId: workspace.id,
      scope: 'client',
      text: 'lead5@clinic4.example\nlead6@clinic5.example',
    })
    await screens.list.export(page).click()
    const { word } = en.exportSum.reasons.opted_out
    const since = page.getByRole('button', { name: importingEn.gates.open(word) })
    await expect(since).toHaveText(word)
    await page.getByText(gatesEn.lookedAgain).click()
    await picture(sendoff, 'plan')
    await since.click()
    await expect(page.getByRole('dialog').getByText('lead6@clinic5.example')).toBeVisible()
    await picture(sendoff, 'plan-rows')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: en.exports.plan.send(38) }).click()
    await expectState(sendoff, 'done')
    const { summary, reasons } = await newestLedger(sendoff)
    expect(summary.totals).toMatchObject({ uploaded: 38, stayedBehind: 2 })
    expect(reasons).toMatchObject([{ gate: 'opted_out', count: 2 }])
  })

  await test.step('Verification shows its cost first, then its progress and results', async () => {
    await saveAsList(sendoff, leadFile(30, 'checked.csv', 'checked'))
    await page.getByRole('button', { name: gatesEn.verify, exact: true }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText(gatesEn.costUnknown(30))).toBeVisible()
    expect(instantly.world.workspaces[0]?.credits).toBe(2_000)
    await picture(sendoff, 'verify-cost')
    await dialog.getByRole('button', { name: gatesEn.start(30) }).click()
    await expect(dialog.getByText(/still checking/)).toBeVisible()
    await picture(sendoff, 'verify-running')
    instantly.clock.advance(20_000)
    await expect(dialog.getByText(gatesEn.done)).toBeVisible()
    expect(instantly.world.workspaces[0]?.credits).toBe(1_970)
    await picture(sendoff, 'verify-done')
    await page.keyboard.press('Escape')
    await page.getByRole('grid').getByText('checked1@clinic0.example').click()
    await expect(page.getByText(gatesEn.checkTitle)).toBeVisible()
    await picture(sendoff, 'lead')
  })

  await test.step('Consent stays with the lead and is not sent; values are corrected by a switch', async () => {
    const file = writeFile(
      'fair.csv',
      'Email,First Name,Personalization,Consent Source,Consent Date\nann@a.example,Ann,Hi\\nthere,Trade fair,2026-03-01\n',
    )
    await toTheMapping(sendoff, file)
    await page.getByText(importingEn.gates.more).click()
    await page.getByRole('switch', { name: importingEn.switches.mendValues.label }).click()
    await expect(page.getByText(importingEn.gates.flagsTitle)).toHaveCount(0)
    await picture(sendoff, 'mended')
    await screens.mapping.save(page).click()
    await page.getByRole('grid').getByText('ann@a.example').click()
    const panel = page.getByRole('complementary', { name: listsEn.lead.panel })
    await expect(panel.getByText(gatesEn.consentKept)).toBeVisible()
    await picture(sendoff, 'consent')
    const list = (await sendoff.call('lists.all', { workspaceId: workspace.id })).find(({ name }) => name === 'fair')
    const { rows } = await sendoff.call('lists.leads', { listId: list?.id as ListId, page: {} })
    const lead = await sendoff.call('lists.lead', { leadId: rows[0]?.id as never })
    expect(lead.fields['personalization']).toBe('Hi\nthere')
    expect(lead.variables).toEqual({})
  })

  await test.step('An import says what it checked, copies the block list on demand, and shows whom it excludes', async () => {
    await sendoff.call('optOuts.add', {
      workspaceId: workspace.id,
      scope: 'client',
      text: 'new5@clinic4.example',
    })
    await toTheMapping(sendoff, leadFile(40, 'new.csv', 'new'))
    await page.getByText(importingEn.gates.more).click()
    instantly.world.block(world, 'clinic7.example')
    await page.getByRole('button', { name: importingEn.gates.copyNow }).click()
    const row = page.getByRole('button', { name: importingEn.gates.open(listsEn.gates.blocked.word) })
    await expect(row).toBeVisible()
    await picture(sendoff, 'import')
    await row.click()
    await expect(page.getByRole('dialog').getByText('new8@clinic7.example')).toBeVisible()
    await expectAccessibleInBoth(sendoff.page, 'rows of a check')
    await picture(sendoff, 'import-rows')
  })
})
