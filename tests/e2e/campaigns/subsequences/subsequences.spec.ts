import { en } from '#shared/texts/en.ts'
import { campaignBody, createAsk } from '../../../support/instantly/ask.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import { expectAccessible, expectAccessibleInBoth } from '../../support/axe.ts'
import type { Sendoff } from '../../support/launch.ts'
import { connect, expect, goTo, test } from '../../support/main-job.ts'

const words = en.subsequences
const day = 24 * 3_600_000

const mails = [
  {
    steps: [
      {
        type: 'email',
        delay: 2,
        pre_delay: 3,
        pre_delay_unit: 'hours',
        variants: [
          { subject: 'You had a look', body: 'Hi {{firstName}},<br/>shall I send the prices?' },
          { subject: 'Prices', body: 'Hi {{firstName}},<br/>two lines on prices?' },
        ],
      },
      { type: 'email', delay: 0, variants: [{ subject: '', body: 'Just this once more.' }] },
    ],
  },
]

async function make(instantly: FakeInstantly) {
  const ask = createAsk(instantly)
  const email_list = instantly.world.workspaces[0]?.mailboxes.map(({ email }) => email) ?? []
  const made = await ask('POST', '/campaigns', { ...campaignBody, name: 'Autumn', email_list, open_tracking: true })
  const id = String(made.body['id'])
  const leads = Array.from({ length: 140 }, (_, at) => ({ email: `lead${at}@autumn${at}.example`, first_name: 'Mara' }))
  await ask('POST', '/leads/add', { campaign_id: id, leads })
  const sub = async (name: string, conditions: object) =>
    String((await ask('POST', '/subsequences', { parent_campaign: id, name, conditions, sequences: mails })).body['id'])
  const readers = await sub('Readers', { lead_activity: [2] })
  const warm = await sub('Warm leads, with a name that is a good deal longer than most are', {
    crm_status: [2, 3],
    reply_contains: 'next quarter',
  })
  await ask('POST', `/campaigns/${id}/activate`)
  await instantly.moveOn(8 * day)
  return { id, readers, warm }
}

const placed = (instantly: FakeInstantly, campaign: string, subsequence: string) =>
  (instantly.world.workspaces[0]?.campaigns.get(campaign)?.leads ?? []).filter(
    (lead) => lead.life?.subsequence?.id === subsequence,
  ).length

/**
 * Returns a conversation with somebody who did not opt out, because opted-out people cannot be added to a subsequence.
 */
async function someoneWhoMayBeMailed({ call }: Pick<Sendoff, 'call'>): Promise<number | null> {
  const { rows } = await call('inbox.threads', { workspaceId: null, box: 'answer', page: {} })
  for (const { id, workspaceId, leadEmail } of rows) {
    const held = leadEmail === null ? null : await call('optOuts.of', { workspaceId, email: leadEmail })
    if (held?.row === null) return id
  }
  return null
}

test('Subsequences are read, opened and paused; leads are added, removed again, and moved from the inbox', async ({
  launch,
  instantly,
}, info) => {
  const { id, warm } = await make(instantly)
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const picture = (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`) })
  await connect(sendoff)
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  const { rows } = await sendoff.call('campaigns.list', { workspaceId: null, page: {} })
  await goTo(sendoff, `/campaigns/${rows[0]?.id}`)
  const card = page.getByRole('region', { name: words.title })
  const readers = card.getByRole('button', { name: 'Readers' })
  await expect(readers).toBeVisible()

  // Opened by key: its conditions, its mails, its figures.
  await readers.focus()
  await page.keyboard.press('Enter')
  await expect(card.getByText(words.activityOpened)).toBeVisible()
  await expect(card.getByText(words.firstWaits.hours(3))).toBeVisible()
  await expect(card.getByRole('table', { name: en.campaigns.bySteps })).toBeVisible()
  await card.scrollIntoViewIfNeeded()
  await expectAccessibleInBoth(page, 'subsequences', (theme) => picture(`card-${theme}`))
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })

  // Paused at Instantly first, then here.
  const run = card.getByRole('switch', { name: words.run('Readers') })
  await run.focus()
  await page.keyboard.press('Space')
  await expect(run).not.toBeChecked()
  await readers.focus()
  await page.keyboard.press('Enter')

  // Adds leads: chosen by mouse, sent by key, reported individually.
  await page.keyboard.press('m')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('table', { name: words.table })).toBeVisible()
  await dialog.getByRole('checkbox').nth(0).click()
  await dialog.getByRole('checkbox').nth(1).click()
  await dialog.getByRole('checkbox').nth(2).click()
  await dialog.getByRole('combobox', { name: words.into }).click()
  await page.getByRole('option', { name: /^Warm leads/ }).click()
  await expect(page.getByRole('listbox')).toBeHidden()
  await expectAccessible(page, 'move leads')
  await picture('move-leads')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(dialog.getByText(words.states.done)).toBeVisible()
  expect(placed(instantly, id, warm)).toBe(3)
  await expectAccessible(page, 'leads moved')
  await picture('leads-moved')
  await dialog.getByRole('button', { name: en.ui.undo }).click()
  await expect(dialog).toBeHidden()
  await expect(readers).toBeFocused()
  await expect(card.getByText(words.headingBack(3))).toBeVisible()
  await expect.poll(() => placed(instantly, id, warm)).toBe(0)

  // Adds a lead from a conversation.
  await sendoff.call('inbox.sync', { workspaceId: null })
  // Mails from before the client was connected arrive after the new ones, within Instantly's rate limit.
  await expect.poll(() => someoneWhoMayBeMailed(sendoff)).not.toBeNull()
  await goTo(sendoff, `/inbox/${await someoneWhoMayBeMailed(sendoff)}`)
  await page.getByRole('button', { name: words.button }).waitFor()
  await page.keyboard.press('m')
  await expect(dialog.getByText(words.threadNow)).toBeVisible()
  await dialog.getByRole('combobox', { name: words.into }).click()
  await page.getByRole('option', { name: /^Warm leads/ }).click()
  await expect(page.getByRole('listbox')).toBeHidden()
  await picture('inbox')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(dialog.getByText(words.states.done)).toBeVisible()
  expect(placed(instantly, id, warm)).toBe(1)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  // In the smallest window.
  await page.setViewportSize({ width: 900, height: 640 })
  await goTo(sendoff, `/campaigns/${rows[0]?.id}`)
  await card.scrollIntoViewIfNeeded()
  await picture('card-small')
  await page.keyboard.press('m')
  await expect(dialog.getByRole('table', { name: words.table })).toBeVisible()
  await picture('move-small')
  expect(sendoff.pageErrors()).toEqual([])
})
