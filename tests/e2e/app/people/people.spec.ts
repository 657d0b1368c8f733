import { readFileSync } from 'node:fs'
import path from 'node:path'
import { en } from '#shared/texts/en.ts'
import { expectAccessible } from '../../support/axe.ts'
import type { Sendoff } from '../../support/launch.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

let sendoff: Sendoff
test.beforeEach(async ({ launch }) => {
  sendoff = await launch({ demo: true })
})

test('A campaign leads to a person’s timeline and back; a person is found by address, stopped everywhere and erased, and the receipt stays', async () => {
  test.slow()
  const { page } = sendoff
  await test.step('A campaign names its hottest leads, and a person’s timeline shows their replies and links to conversation and campaign', async () => {
    await sendoff.call('campaigns.readNow', { workspaceId: null })
    await sendoff.call('inbox.sync', { workspaceId: null })
    await goTo(sendoff, '/campaigns')
    const campaign = 'DACH purchasing'
    await page.getByRole('link', { name: campaign, exact: true }).click()
    const card = page.getByRole('region', { name: en.events.campaignTitle, exact: true })
    const hottest = card.getByRole('link').nth(1)
    // No list here has the name of a person in a campaign made at Instantly, but the conversation does.
    await expect(hottest).toHaveText(/^\p{Lu}\S+ \p{Lu}\S+$/u)
    const name = (await hottest.textContent()) ?? ''
    await hottest.click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

    const timeline = page.getByRole('list', { name: en.people.timeline })
    await expect(timeline.locator('q').first()).toHaveText(/\S+ \S+/)
    const reply = timeline
      .getByRole('listitem')
      .filter({ has: page.locator('q') })
      .getByRole('link')
      .first()
    await reply.press('Enter')
    await expect(page.getByRole('region', { name: en.inbox.thread, exact: true }).getByText(name).first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(page.getByRole('table', { name: en.people.held }).getByRole('link', { name: campaign })).toBeVisible()
    await timeline.getByRole('link', { name: campaign }).first().click()
    await expect(page.getByRole('heading', { level: 1, name: campaign })).toBeVisible()
  })

  await test.step('A person is found by address, stopped everywhere and erased, and the receipt stays', async () => {
    // Other campaigns of the demo were filled before Sendoff, and who has the last word in this one depends on the hour.
    const boxes = await Promise.all(
      (['answer', 'waiting'] as const).map((box) =>
        sendoff.call('inbox.threads', { workspaceId: null, box, page: { limit: 100 } }),
      ),
    )
    const ofList = boxes
      .flatMap(({ rows }) => rows)
      .find(({ campaignName }) => campaignName?.startsWith('Warehouse managers UK'))
    const email = ofList?.leadEmail ?? ''
    expect(email).not.toBe('')

    await page
      .getByRole('button', { name: /Search or run|Command menu/ })
      .first()
      .click()
    await page.keyboard.type(email)
    // Listed before the conversations with the person.
    await expect(page.getByRole('group', { name: en.palette.groups.people }).getByRole('option')).toHaveCount(1)
    await page.keyboard.press('Enter')
    await expect(page.getByText(email).first()).toBeVisible()
    await expect(page.getByRole('heading', { level: 2, name: 'Timeline' })).toBeVisible()
    // The timeline includes its exports.
    await expect(page.getByRole('list', { name: en.people.timeline })).toContainText(en.events.exported)
    // One table shows where the person is: list, campaign and status in one row.
    const held = page.getByRole('table', { name: en.people.held })
    await expect(held.getByRole('row').nth(1)).toContainText(/\d+ emails?, (no reply|\d+ repl)/)
    await shot('person')

    await page.getByRole('button', { name: 'Stop everywhere' }).click()
    await expect(page.getByRole('button', { name: 'Stopped everywhere' })).toBeVisible()

    await page.getByRole('button', { name: 'Erase…' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: 'Erase person' })).toBeDisabled()
    await dialog.getByLabel('Type the address to confirm').fill(email)
    await shot('person-erase')
    await dialog.getByRole('button', { name: 'Erase person' }).click()
    // The operator is led to the receipt, which fills itself in until the end.
    const words = en.people.receipt
    const receipt = page.getByRole('dialog', { name: /^Erased\. Receipt P-\d{4}-\d{3}$/ })
    await expect(receipt).toBeVisible()
    const places = receipt.getByRole('table', { name: words.places })
    await expect(places.getByRole('columnheader')).toHaveText(['Place', 'Stored', 'Result'])
    await expect(places.getByRole('row', { name: /^This computer/ })).toContainText('the address is in none of it')
    await expect(receipt.getByText(/^[12] of 2 done$/)).toBeVisible()
    await expect(receipt).toContainText(words.yours(2))
    await expect(receipt).not.toContainText(email)
    await expectAccessible(page, 'a receipt')
    await shot('person-erased')
    const file = path.join(sendoff.home, 'receipt.pdf')
    await sendoff.app.evaluate(({ dialog: native }, to) => {
      native.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: to })
    }, file)
    await receipt.getByRole('button', { name: words.savePdf, exact: true }).click()
    await expect(page.getByText(en.people.saved(file))).toBeVisible()
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
    await page.keyboard.press('Escape')
    await expect(receipt).toBeHidden()
    // Later it is found among the kept receipts, by keyboard alone.
    const kept = page.getByRole('region', { name: words.title })
    const open = kept.getByRole('button', { name: /^Receipt / })
    await expect(open).toBeFocused()
    await expect(open).toBeInViewport()
    await open.press('Enter')
    await expect(receipt).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(open).toBeFocused()
    await expect(kept.getByRole('button', { name: /^Save receipt .* as PDF$/ })).toBeEnabled()
    // Receipts fit into a small window.
    await page.setViewportSize({ width: 1024, height: 700 })
    expect(await kept.evaluate((card) => card.scrollWidth - card.clientWidth)).toBe(0)
    expect(await kept.locator('.card-body').evaluate((body) => body.scrollWidth - body.clientWidth)).toBe(0)
    const after = await sendoff.call('people.view', { email })
    expect(after).toMatchObject({ clients: [], events: 0 })
    expect(sendoff.pageErrors()).toEqual([])
  })
})

/** Takes pictures for visual inspection. */
async function shot(name: string): Promise<void> {
  const folder = process.env['SENDOFF_SHOTS']
  if (!folder) return
  for (const theme of ['light', 'dark'] as const) {
    await sendoff.page.emulateMedia({ colorScheme: theme })
    await expect(sendoff.page.locator('html')).toHaveAttribute('data-theme', theme)
    await sendoff.page.screenshot({ path: `${folder}/${name}-${theme}.png` })
  }
}
