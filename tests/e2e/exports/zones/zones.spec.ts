/** A list from several countries: one campaign for each time zone, holidays excluded, ledgers that add up. */

import { exportZonesEn } from '#shared/texts/en/exports/export-zones.ts'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { en } from '#shared/texts/en.ts'
import { expectAccessible, expectAccessibleInBoth } from '../../support/axe.ts'
import { expect, test, toThePlan, writeFile } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const { plan } = exportsEn
const words = exportZonesEn
const places = [
  'Germany,,10115',
  'Deutschland,,80331',
  'Austria,,1010',
  'United States,TX,78701',
  'United States,New York,10001',
  'USA,CA,94105',
  ',,',
  'Germany,,50667',
]

/** Returns a Monday some weeks ahead, on which campaigns would send. */
function mondayAhead(): string {
  const day = new Date(Date.now() + 35 * 86_400_000)
  day.setUTCDate(day.getUTCDate() + ((8 - day.getUTCDay()) % 7))
  return day.toISOString().slice(0, 10)
}

test('One click creates a campaign per time zone, and none of them sends on holidays', async ({
  connected: sendoff,
  instantly,
}) => {
  const { page } = sendoff
  const rows = Array.from({ length: 480 }, (_, at) => `Mara ${at + 1},lead${at + 1}@clinic.example,${places[at % 8]}`)
  const odd = ['Ada,ada@clinic.example,India,,', 'Bo,bo@clinic.example,Finland,,']
  await toThePlan(
    sendoff,
    writeFile('dentists.csv', ['First Name,Email,Country,State,Zip', ...rows, ...odd].join('\n')),
  )
  await page.getByRole('button', { name: plan.writeFirst }).click()
  await page.getByLabel(plan.subject, { exact: true }).fill('A question')
  await page.getByLabel(plan.body, { exact: true }).fill('Hello, may I ask you something?')
  await screens.plan.open(page, plan.accounts, plan.schedule, words.blackout.title, en.forecast.title)
  await page.getByLabel(plan.dailyLimit, { exact: true }).fill('30')

  const table = page.getByRole('table', { name: words.list })
  await expect(page.getByText(words.many(482, 7))).toBeVisible()
  await expect(table.getByRole('row')).toHaveCount(8)
  await table.scrollIntoViewIfNeeded()
  await page.screenshot({ path: test.info().outputPath('zones.png') })
  // Every count opens its leads, and Escape returns to it.
  const texas = page.getByRole('button', { name: words.open('America/Chicago') })
  await texas.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByText('lead4@clinic.example')).toBeVisible()
  await expectAccessibleInBoth(page, 'leads of a time zone')
  await page.screenshot({ path: test.info().outputPath('zone-leads.png') })
  await page.keyboard.press('Escape')
  await expect(texas).toBeFocused()

  await page.getByLabel(words.perZone).focus()
  await page.keyboard.press('Space')
  await expect(page.getByText(words.makes(7), { exact: false })).toBeVisible()
  await expect(page.getByText(words.shareLimit(30), { exact: false })).toBeVisible()
  await expect(page.getByText(words.forecastShare, { exact: false })).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('per-zone.png') })

  // A holiday of the leads' countries, and a blackout date of our own.
  const blackout = page.getByRole('region', { name: words.blackout.title })
  await blackout.scrollIntoViewIfNeeded()
  await blackout.getByLabel(words.blackout.addDate).fill(mondayAhead())
  await blackout.getByLabel(words.blackout.addName).fill('Company holiday')
  await page.keyboard.press('Enter')
  await expect(blackout.getByText('Company holiday')).toBeVisible()
  await blackout.getByRole('button', { name: words.blackout.avoidAll }).click()
  await expect(blackout.getByText('Sendoff must be running on that day', { exact: false })).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('blackout-dates.png') })
  await blackout.screenshot({ path: test.info().outputPath('blackout-section.png') })
  await expectAccessible(page, 'plan with zones')
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width: 900, height: 640 })
    await blackout.scrollIntoViewIfNeeded()
    await page.screenshot({ path: test.info().outputPath(`blackout-small-${colorScheme}.png`) })
    await table.scrollIntoViewIfNeeded()
    await page.screenshot({ path: test.info().outputPath(`zones-small-${colorScheme}.png`) })
  }
  await page.setViewportSize({ width: 1920, height: 1080 })
  await table.scrollIntoViewIfNeeded()
  await page.screenshot({ path: test.info().outputPath('zones-large.png') })

  await screens.plan.preview(page)
  await page.getByRole('dialog').getByRole('combobox', { name: words.dryZone }).click()
  await page.getByRole('option', { name: 'America/Chicago' }).click()
  await expect(page.getByRole('dialog').getByText('4 lead4@clinic.example')).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('dry-run.png') })
  await page.keyboard.press('Escape')

  await screens.plan.send(page).click()
  const sum = page.getByRole('table', { name: words.ledgerTitle })
  await expect(sum.getByRole('row', { name: words.ledgerAll })).toContainText('482')
  await expect
    .poll(async () =>
      (await sendoff.call('exports.list', { workspaceId: null, page: {} })).rows.map(({ state }) => state),
    )
    .toEqual(Array.from({ length: 7 }, () => 'done'))
  await expect(sum.getByRole('row', { name: words.ledgerAll })).toHaveText(/482.*482/)
  await page.screenshot({ path: test.info().outputPath('ledger-large.png') })
  await page.setViewportSize({ width: 1200, height: 800 })
  const kept = page.getByRole('region', { name: words.blackout.ledger })
  await kept.scrollIntoViewIfNeeded()
  await expect(kept.getByText(words.blackout.states.planned).first()).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('ledger-rests.png') })
  await expectAccessible(page, 'ledger of zones')
  await sum.getByRole('link', { name: 'America/Chicago' }).click()
  await expect(page.getByText(`(${words.ledgerHere})`)).toBeVisible()
  const [workspace] = instantly.world.workspaces
  const names = [...(workspace?.campaigns.values() ?? [])].map(({ settings }) => String(settings['name']))
  expect(names.map((name) => name.split(' – ')[1] ?? '').toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    'America/Chicago',
    'America/Los_Angeles',
    'America/New_York',
    'Asia/Kolkata',
    'Europe/Berlin',
    'Europe/Helsinki',
    // The plan's own zone, for leads whose place is unknown.
    'UTC',
  ])
})
