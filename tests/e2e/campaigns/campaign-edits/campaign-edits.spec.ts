import { en } from '#shared/texts/en.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { expectAccessible, expectAccessibleInBoth } from '../../support/axe.ts'
import { connect, expect, goTo, test } from '../../support/main-job.ts'
import { makeCampaign } from '../../support/remote-campaigns.ts'

const words = en.campaignEdits
const day = 24 * 3_600_000
const usual = { width: 1280, height: 800 }

test('A campaign is edited, its differences shown, copied, archived and deleted with Undo', async ({
  launch,
  instantly,
}) => {
  const ask = createAsk(instantly)
  const autumn = await makeCampaign(instantly, 'Autumn', { leads: 8 })
  await makeCampaign(instantly, 'Winter', { leads: 8, start: false })
  await makeCampaign(instantly, 'Spring', { leads: 8, start: false })
  const there = (id: string) => instantly.world.workspaces[0]?.campaigns.get(id)
  await instantly.moveOn(6 * day)
  await ask('POST', `/campaigns/${autumn}/pause`)

  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const pictures = process.env['SENDOFF_SHOTS']
  const picture = async (name: string) => {
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` })
  }
  await connect(sendoff)
  await goTo(sendoff, '/campaigns')
  await expect(page.getByRole('heading', { name: en.campaigns.title, level: 1 })).toBeVisible()
  await page.keyboard.press('r')
  const grid = page.getByRole('grid', { name: en.campaigns.table })
  const row = (name: string) => grid.getByRole('row', { name: new RegExp(`\\b${name}\\b`) })
  await expect(row('Autumn')).toBeVisible()
  await row('Autumn').getByRole('link', { name: 'Autumn' }).click()
  await expect(page.getByRole('heading', { name: 'Autumn', level: 1 })).toBeVisible()
  await picture('campaign')

  // By keys: e opens the form, mod+enter shows what changes, mod+enter again sends it.
  await page.keyboard.press('e')
  await expect(page.getByRole('heading', { name: words.editTitle('Autumn') })).toBeVisible()
  await page.getByRole('textbox', { name: words.name, exact: true }).fill('Autumn offers')
  await page.getByRole('spinbutton', { name: en.campaigns.numbers.daily_limit }).fill('40')
  const body = page.getByRole('textbox', { name: words.body, exact: true }).first()
  await body.fill('Hi {{firstName}},\nis "Friday" better & free?')
  await page.getByRole('button', { name: words.sendersRead }).click()
  await expect(page.getByText(words.senderLimit(30)).first()).toBeVisible()
  await expectAccessible(page, 'edit a campaign')
  await picture('edit')
  for (const [width, height] of [
    [900, 640],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height })
    await expect(page.getByRole('button', { name: words.review })).toBeInViewport()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await picture(`edit-${width}`)
  }
  await page.setViewportSize(usual)
  // Typed text stays while the operator visits other screens.
  await goTo(sendoff, '/home')
  const { rows } = await sendoff.call('campaigns.list', { workspaceId: null, search: 'autumn', page: {} })
  const campaignId = rows[0]?.id
  await goTo(sendoff, `/campaigns/${campaignId}/edit`)
  await expect(page.getByRole('textbox', { name: words.name, exact: true })).toHaveValue('Autumn offers')
  await page.keyboard.press('Control+Enter')
  const review = page.getByRole('dialog', { name: words.reviewTitle })
  await expect(review.getByRole('cell', { name: 'Autumn offers' })).toBeVisible()
  await expect(review.getByText('is "Friday" better & free?')).toBeVisible()
  await expectAccessible(page, 'review changes')
  await picture('review')
  await page.keyboard.press('Escape')
  await expect(review).toBeHidden()
  expect(there(autumn)?.settings['name']).toBe('Autumn')
  await page.keyboard.press('Control+Enter')
  await expect(review).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Autumn offers', level: 1 })).toBeVisible()
  expect(there(autumn)?.settings).toMatchObject({
    name: 'Autumn offers',
    daily_limit: 40,
    sequences: [{ steps: [{ variants: [{ body: 'Hi {{firstName}},<br/>is "Friday" better &amp; free?' }] }] }],
  })

  // Changed at Instantly afterwards: the list counts it, both versions are shown, and one press resolves it.
  await ask('PATCH', `/campaigns/${autumn}`, { daily_limit: 99 })
  await goTo(sendoff, '/campaigns')
  await expect(row('Autumn offers')).toBeVisible()
  await page.keyboard.press('r')
  await page.getByRole('radio', { name: `${en.campaigns.shows.differing} (1)` }).click()
  await expect(row('Winter')).toBeHidden()
  await picture('list')
  await row('Autumn offers').getByRole('link', { name: 'Autumn offers' }).click()
  const drift = page.getByRole('region', { name: words.drift.title.changed_there })
  await expect(drift.getByRole('cell', { name: '99' })).toBeVisible()
  await expectAccessibleInBoth(page, 'drift', (theme) => picture(`drift-${theme}`))
  await page.setViewportSize({ width: 900, height: 640 })
  await expect(drift.getByRole('button', { name: words.drift.ours })).toBeInViewport()
  await picture('drift-900')
  await page.setViewportSize(usual)
  await drift.getByRole('button', { name: words.drift.ours }).focus()
  await page.keyboard.press('Enter')
  await expect(drift).toBeHidden()
  expect(there(autumn)?.settings['daily_limit']).toBe(40)

  // A copy is local, and is created at Instantly on request.
  await page.getByRole('button', { name: words.more, exact: true }).click()
  await page.getByRole('menuitem', { name: words.duplicate }).click()
  const duplicate = page.getByRole('dialog', { name: words.duplicateTitle('Autumn offers') })
  await expect(duplicate.getByRole('textbox', { name: words.duplicateName })).toHaveValue('Autumn offers (copy)')
  await expectAccessible(page, 'duplicate')
  await picture('duplicate')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Autumn offers (copy)', level: 1 })).toBeVisible()
  await expectAccessible(page, 'local campaign')
  await page.getByRole('button', { name: words.more, exact: true }).click()
  await page.getByRole('menuitem', { name: words.local.link }).click()
  const link = page.getByRole('dialog', { name: words.local.linkTitle })
  await link.getByRole('combobox', { name: words.local.linkWith }).click()
  await page.getByRole('option', { name: 'Winter' }).click()
  await expect(link.getByRole('table')).toBeVisible()
  await expectAccessibleInBoth(page, 'link a local campaign')
  await page.keyboard.press('Escape')
  await expect(link).toBeHidden()
  await picture('local')
  expect(instantly.world.workspaces[0]?.campaigns.size).toBe(3)
  await goTo(sendoff, '/campaigns')
  await page.getByRole('radio', { name: words.local.show }).click()
  await expect(page.getByRole('table', { name: words.local.table })).toBeVisible()
  await expectAccessible(page, 'local campaigns')
  await picture('locals')
  await page.getByRole('link', { name: 'Autumn offers (copy)' }).click()
  await page.getByRole('button', { name: words.local.create }).click()
  await page.getByRole('dialog').getByRole('button', { name: words.local.create }).click()
  await expect(page.getByText(words.local.created('Autumn offers (copy)'), { exact: true })).toBeVisible()
  expect(instantly.world.workspaces[0]?.campaigns.size).toBe(4)

  // Many are deleted, restored from another screen, then deleted permanently.
  await goTo(sendoff, '/campaigns')
  const choose = async () => {
    for (const name of ['Winter', 'Spring']) await row(name).getByRole('checkbox').click()
    await page.getByRole('button', { name: words.removeMany, exact: true }).click()
    const asking = page.getByRole('dialog', { name: words.removeTitle(2) })
    await expect(asking.getByRole('button', { name: words.cancel })).toBeFocused()
    await asking.getByRole('button', { name: words.removeAct }).click()
    await expect(page.getByText(words.removing(2), { exact: true })).toBeVisible()
  }
  await choose()
  await goTo(sendoff, '/home')
  await picture('undo')
  await page.getByRole('button', { name: en.ui.undo }).click()
  await expect(page.getByText(en.undo.undone(words.removingWords(2)), { exact: true })).toBeVisible()
  await goTo(sendoff, '/campaigns')
  await choose()
  await expect(page.getByText(words.removedDone(2), { exact: true })).toBeVisible()
  expect(instantly.world.workspaces[0]?.campaigns.size).toBe(2)
  await expect(row('Winter').getByText(en.campaigns.states.gone)).toBeVisible()

  // Archived, compared, kept; deleted at Instantly but still readable here.
  await row('Autumn offers').first().getByRole('link', { name: 'Autumn offers', exact: true }).click()
  const archive = page.getByRole('region', { name: words.archive.title })
  await archive.getByRole('button', { name: words.archive.start }).click()
  await expect(archive.getByText(words.archive.safe)).toBeVisible()
  await archive.scrollIntoViewIfNeeded()
  await expectAccessible(page, 'archive')
  await picture('archive')
  await archive.getByRole('button', { name: words.archive.free }).click()
  await page.getByRole('dialog').getByRole('button', { name: words.removeAct }).click()
  await expect(page.getByText(words.removedDone(1), { exact: true })).toBeVisible()
  expect(there(autumn)).toBeUndefined()
  await archive.getByRole('button', { name: words.archive.look }).click()
  const look = page.getByRole('dialog', { name: words.archive.lookTitle('Autumn offers') })
  await look.getByRole('button', { name: /lead0@autumn0/ }).click()
  await expect(look.getByRole('article').first()).toBeVisible()
  await expectAccessible(page, 'archived leads')
  await picture('look')
  await page.keyboard.press('Escape')
  await expect(archive.getByRole('button', { name: words.archive.look })).toBeFocused()

  expect(sendoff.pageErrors()).toEqual([])
})

test('A campaign that Instantly refuses to delete is named with the reason', async ({ launch, instantly }) => {
  await makeCampaign(instantly, 'Winter', { leads: 2, start: false })
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  await connect(sendoff)
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  await goTo(sendoff, '/campaigns')
  instantly.faults.script({ method: 'DELETE', fault: { kind: 'status', status: 400, when: 'before_commit' } })
  const row = page.getByRole('grid', { name: en.campaigns.table }).getByRole('row', { name: /\bWinter\b/ })
  await row.getByRole('checkbox').click()
  await page.getByRole('button', { name: words.removeMany, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: words.removeAct }).click()
  const failed = page.getByRole('dialog', { name: words.notRemovedTitle(1) })
  await expect(failed.getByRole('listitem')).toHaveText(/^Winter\S/)
  await expectAccessibleInBoth(page, 'a campaign that could not be deleted')
  await failed.getByRole('button', { name: words.close }).click()
  await expect(failed).toBeHidden()
})
