import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { en } from '#shared/texts/en.ts'
import { connect, expect, goTo, test } from '../../support/main-job.ts'
import { makeCampaign } from '../../support/remote-campaigns.ts'

const words = en.reports
const day = 24 * 3_600_000

test('Reports of a part of a workspace are chosen, found in the palette and planned; a failed plan is on Home until it works', async ({
  launch,
  instantly,
}, info) => {
  test.slow()
  const picture = (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`) })
  await makeCampaign(instantly, 'Acme autumn', { leads: 300 })
  await makeCampaign(instantly, 'Brill dentists', { leads: 200 })
  await instantly.moveOn(9 * day)
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { app, page, home } = sendoff
  const { id: workspaceId } = await connect(sendoff)
  const part = async (name: string, value: string) => {
    const { id } = await sendoff.call('clients.createPart', { workspaceId, name, colour: 2 })
    return { partId: id, kind: 'contains' as const, value }
  }
  await sendoff.call('clients.saveRules', {
    workspaceId,
    rules: [await part('Acme', 'acme'), await part('Brill', 'brill')],
  })
  await sendoff.call('campaigns.readNow', { workspaceId: null })

  // The whole workspace first; then a client in it by keys.
  await goTo(sendoff, '/analytics/reports')
  const frame = page.frameLocator('iframe')
  await expect(frame.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText(words.wholeHint(2))).toBeVisible()
  await page.getByRole('combobox', { name: words.period }).click()
  await page.getByRole('option', { name: words.periods.week }).click()
  const client = page.getByRole('combobox', { name: words.client })
  await client.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(client).toHaveText(/› Acme$/)
  await expect(frame.getByRole('heading', { level: 1, name: 'Acme' })).toBeVisible()
  await page.getByRole('combobox', { name: words.period }).click()
  await page.getByRole('option', { name: words.periods.week }).click()
  await expect(frame.getByText('Acme autumn').first()).toBeVisible()
  await expect(frame.getByText(/Brill/)).toHaveCount(0)
  await picture('part')

  // From any screen.
  await goTo(sendoff, '/home')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('reports of brill')
  await page.getByRole('option', { name: new RegExp(words.ofClient('Brill')) }).waitFor()
  await picture('palette')
  await page.keyboard.press('Enter')
  await expect(frame.getByRole('heading', { level: 1, name: 'Brill' })).toBeVisible()

  // Its schedule, into a separate folder, which is missing when the report is due.
  const folder = path.join(home, 'brill reports')
  mkdirSync(folder)
  await app.evaluate(({ dialog }, to) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [to] })
  }, folder)
  await page.getByRole('button', { name: words.folderChoose }).press('Enter')
  await expect(page.getByText(folder, { exact: true })).toBeVisible()
  await page.getByRole('switch', { name: words.planOn }).press('Space')
  await page.getByRole('button', { name: words.planSave }).press('Enter')
  await expect(page.getByText(words.planSaved)).toBeVisible()
  const store = new Database(path.join(home, 'data', 'sendoff.db'))
  store.prepare('update report_plan set settled_at = 0').run()
  store.close()
  rmSync(folder, { recursive: true })
  const parts = await sendoff.call('clients.parts', { workspaceId })
  const brill = { workspaceId, partId: parts.find(({ name }) => name === 'Brill')?.id ?? null }
  await sendoff.call('reports.retryPlan', brill)
  await goTo(sendoff, '/home')
  const need = page.getByRole('listitem').filter({ hasText: words.needTitle }).filter({ hasText: 'Brill' })
  await expect(need).toContainText(en.errors.REPORT_FOLDER_GONE({ folder }).what)
  await picture('home')
  await need.getByRole('button', { name: words.tryNow }).press('Enter')
  await expect(page.getByRole('region', { name: en.ui.notice }).getByText(folder)).toBeVisible()
  await expect(need).toBeVisible()
  await need.getByRole('button', { name: words.needOpen }).press('Enter')
  await expect(page.getByRole('button', { name: words.tryNow })).toBeVisible()
  mkdirSync(folder)
  await goTo(sendoff, '/home')
  await need.getByRole('button', { name: words.tryNow }).press('Enter')
  await expect(page.getByText(words.needMade('Brill'))).toBeVisible()
  await expect(need).toBeHidden()
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^Brill report .*\.pdf$/)])
})
