import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { heldOutReplies } from '#backend/inbox/replies/held-out-replies.ts'
import type { ReplySort } from '#shared/contract/inbox/inbox.ts'
import { inboxErrorsEn } from '#shared/texts/en/inbox/inbox-errors.ts'
import { en } from '#shared/texts/en.ts'
import { mail } from '../../../integration/inbox/inbox/support.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import { expectAccessibleInBoth } from '../../support/axe.ts'
import { asFastAsMayBe, type Sendoff } from '../../support/launch.ts'
import { connect, expect, goTo, test } from '../../support/main-job.ts'
import { oneClient } from './support.ts'

const words = en.inbox.corrections
test.use({ instantlyOptions: oneClient })

/** Takes pictures of the card, in both themes and two widths, if a folder is set for them. */
async function pictures({ page }: Sendoff, name: string): Promise<void> {
  const dir = process.env['SENDOFF_SHOTS']
  if (!dir) return
  mkdirSync(dir, { recursive: true })
  for (const theme of ['light', 'dark']) {
    await page.evaluate((to) => (document.documentElement.dataset['theme'] = to), theme)
    for (const width of [1024, 1920]) {
      await page.setViewportSize({ width, height: 1000 })
      await page.getByText(words.title).scrollIntoViewIfNeeded()
      await page.screenshot({ path: path.join(dir, `${name}-${theme}-${width}.png`) })
    }
  }
}

/** One of the shipped replies, which no correction may make worse. */
const shipped = heldOutReplies().find(({ label, text }) => label === 'not_interested' && text.length < 120)

function replies(instantly: FakeInstantly): void {
  const texts = {
    'eli@fold.example': 'Hmm, my brother in law does these.',
    'uma@nordwind.example': 'Hmm my brother in law does these!',
    'carla@lumen.example':
      'Hello Mara, we had looked into this two years ago with the team of our plant in Graz and it came to nothing, so let us see what the board thinks of it in spring before anybody spends time.',
    'per@kessler.example': shipped?.text ?? '',
  }
  for (const [lead, text] of Object.entries(texts))
    mail({ fake: instantly }, { lead, subject: shipped?.subject ?? '', text })
}

test('Corrections are listed with their effect, and undoing one undoes its effect', async ({ launch, instantly }) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page, call } = sendoff
  await connect(sendoff)
  replies(instantly)
  await call('inbox.sync', { workspaceId: null })
  const threadOf = async (lead: string) => {
    const { rows } = await call('inbox.threads', { workspaceId: null, box: 'all' })
    const found = rows.find(({ leadEmail }) => leadEmail === lead)
    if (!found) throw new Error(`${lead} has not written`)
    return found
  }
  const correct = async (lead: string, sorted: ReplySort) =>
    call('inbox.correct', { threadId: (await threadOf(lead)).id, sorted })
  const before = await threadOf('uma@nordwind.example')
  await correct('per@kessler.example', 'interested')
  await correct('carla@lumen.example', 'not_now')
  await correct('eli@fold.example', 'other')
  expect((await threadOf('uma@nordwind.example')).sorted).toBe('other')

  await goTo(sendoff, '/settings/inbox')
  const card = page.getByRole('region', { name: words.title })
  await expect(card.getByRole('listitem')).toHaveCount(3)
  const [figures] = await call('inbox.correctionFigures', { workspaceId: null })
  if (!figures) throw new Error('nothing was measured')
  const { of, before: without, right } = figures
  const said = right === without ? words.measuredSame(of, right) : words.measured(of, without, right)
  await expect(card.getByText(said)).toBeVisible()
  const notApplied = card.getByRole('listitem').filter({ hasText: words.notCounted })
  await expect(notApplied).toHaveCount(1)
  await expect(notApplied).toContainText('per@kessler.example')
  await expectAccessibleInBoth(page, 'what was corrected')
  await pictures(sendoff, 'corrections')

  await card.getByRole('button', { name: words.forgetOf('eli@fold.example') }).click()
  await expect(card.getByRole('listitem')).toHaveCount(2)
  expect((await threadOf('uma@nordwind.example')).sorted).toBe(before.sorted)
  expect((await threadOf('eli@fold.example')).sorted).toBe('other')
})

test('A category is not given to a reply that arrived while it was being chosen, and the menu of a conversation opts the person out', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page, call } = sendoff
  await connect(sendoff)
  const lead = 'eli@fold.example'
  const first = mail({ fake: instantly }, { lead, text: 'Hmm, my brother in law does these.' })
  await call('inbox.sync', { workspaceId: null })
  const thread = async () => (await call('inbox.threads', { workspaceId: null, box: 'all' })).rows[0]
  await goTo(sendoff, '/inbox')
  await page.getByRole('main').getByText(lead).first().click()
  await expect(page.getByRole('button', { name: en.inbox.correct })).toBeVisible()
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog', { name: en.inbox.correctTitle })
  await expect(dialog).toBeVisible()

  mail({ fake: instantly }, { lead, text: 'Please stop, we have no interest at all.', after: first })
  await call('inbox.sync', { workspaceId: null })
  const sorted = (await thread())?.sorted
  await dialog.getByText(en.inbox.sorts.interested, { exact: true }).click()
  await expect(dialog.getByText(inboxErrorsEn.REPLY_NEWER({}).what)).toBeVisible()
  expect(await thread()).toMatchObject({ sorted, sortedFixed: false })
  await expectAccessibleInBoth(page, 'a newer reply')
  const shots = process.env['SENDOFF_SHOTS']
  if (shots) await page.screenshot({ path: path.join(shots, 'newer-reply.png') })

  // Once loaded, it belongs to that reply.
  await dialog.getByRole('button', { name: String(inboxErrorsEn.REPLY_NEWER({}).action) }).click()
  await expect(dialog).toBeHidden()
  await expect(
    page.frameLocator('.mail-frame').last().getByText('Please stop, we have no interest at all.'),
  ).toBeVisible()
  await page.keyboard.press('c')
  await dialog.getByText(en.inbox.sorts.not_interested, { exact: true }).click()
  await expect(dialog).toBeHidden()
  expect(await thread()).toMatchObject({ sorted: 'not_interested', sortedFixed: true })

  await page.getByRole('button', { name: en.inbox.moreActs, exact: true }).click()
  await page.getByRole('menuitem', { name: en.inbox.bulk.optOut, exact: true }).click()
  await expect.poll(thread).toMatchObject({ sorted: 'unsubscribe', sortedFixed: true })
})
