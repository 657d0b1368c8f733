import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { en } from '#shared/texts/en.ts'
import { mail } from '../../../integration/inbox/inbox/support.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import { expectAccessible, expectAccessibleInBoth } from '../../support/axe.ts'
import { asFastAsMayBe, type Sendoff } from '../../support/launch.ts'
import { connect, expect, goTo, test } from '../../support/main-job.ts'
import { oneClient } from './support.ts'

const words = en.inbox
test.use({ instantlyOptions: oneClient })

/** Takes pictures for inspection, if a folder is set for them. */
async function picture({ page }: Sendoff, name: string): Promise<void> {
  const dir = process.env['SENDOFF_SHOTS']
  if (!dir) return
  mkdirSync(dir, { recursive: true })
  await page.screenshot({ path: path.join(dir, `${name}.png`) })
}

const hostile = `<p>Hi Mara,</p><p>please <b>send a quote</b>: <a href="https://nordwind.example/rfq?id=7">our form</a>.</p>
<img src="http://127.0.0.1:1/pixel.gif" width="1" height="1">
<script>document.title = 'owned'</script><img src=x onerror="document.title='owned'">`

function replies(instantly: FakeInstantly) {
  const sent = mail(
    { fake: instantly },
    { lead: 'anna@kessler.example', text: 'Hi Anna, how long does a count take?', kind: 3 },
  )
  mail(
    { fake: instantly },
    {
      lead: 'anna@kessler.example',
      subject: 'Re: Stock counts at Kessler',
      text: 'Sounds interesting. Can we have a call on Tuesday? What is the price for 12 halls?\n\nAnna\n\nOn Mon, 16 Nov 2026, Mara wrote:\n> how long does a count take?',
      after: sent,
    },
  )
  mail(
    { fake: instantly },
    { lead: 'ben@nordwind.example', subject: 'Re: Stock counts', text: 'Please send a quote.', html: hostile },
  )
  mail(
    { fake: instantly },
    { lead: 'carla@lumen.example', subject: 'Re: Stock counts', text: 'No thanks, we are fine.' },
  )
}

async function openInbox(sendoff: Sendoff, instantly: FakeInstantly): Promise<void> {
  await connect(sendoff)
  replies(instantly)
  await sendoff.call('inbox.sync', { workspaceId: null })
  await goTo(sendoff, '/inbox')
  await expect(sendoff.page.getByRole('button', { name: /anna@kessler/ })).toBeVisible()
}

test('Everything in the inbox works by keyboard: read, search, answer, label, archive', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page } = sendoff
  await openInbox(sendoff, instantly)
  await picture(sendoff, 'inbox-list')
  const thread = page.getByRole('region', { name: words.thread, exact: true })
  // By day at first; a key sorts the hottest first. One on, and back.
  const group = page.locator('.inbox-group').first()
  await expect(group).toHaveText(new RegExp(Object.values(words.days).join('|')))
  await page.keyboard.press('h')
  await expect(group).toHaveText(new RegExp(Object.values(words.heat).join('|')))
  // The headings appear with their rows.
  expect(await page.locator('.inbox-row').first().textContent()).toContain('anna@kessler.example')
  await page.keyboard.press('j')
  await expect(thread.getByRole('heading', { name: 'Re: Stock counts at Kessler' })).toBeVisible()
  await page.keyboard.press('j')
  await expect(thread.getByRole('heading', { name: 'Re: Stock counts', exact: true })).toBeVisible()
  await page.keyboard.press('k')
  const body = page.frameLocator('.mail-frame').first()
  await expect(body.getByText('Can we have a call on Tuesday?', { exact: false })).toBeVisible()
  await expect(thread.getByText('how long does a count take?', { exact: false }).first()).toBeVisible()
  await page.keyboard.press('r')
  await page.keyboard.type('Gladly. Tuesday at two?')
  await expect(page.locator('.composer-to')).toHaveText('anna@kessler.example')
  await expect(page.getByText(words.draftSaved)).toBeVisible()
  await picture(sendoff, 'inbox-answer')
  await expectAccessible(page, 'an answer being written')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(words.sentTo('anna@kessler.example'))).toBeVisible()
  const answers = instantly.world.workspaces[0]?.messages.filter(
    ({ kind, text }) => kind === 3 && text.startsWith('Gladly'),
  )
  expect(answers?.map(({ to }) => to)).toEqual(['anna@kessler.example'])
  // The conversation next to it is open.
  await expect(thread.getByRole('heading', { name: 'Re: Stock counts', exact: true })).toBeVisible()
  await expect(page.locator('.inbox-row[aria-current=true]')).toContainText('ben@nordwind.example')

  await page.keyboard.press('l')
  const dialog = page.getByRole('dialog', { name: words.labelTitle })
  await picture(sendoff, 'inbox-label')
  await dialog.press('Escape')
  await page.keyboard.press('e')
  await expect(page.getByText(words.archived('ben@nordwind.example'), { exact: true }).first()).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type('quote')
  await page.keyboard.press('Enter')
  const list = page.getByRole('region', { name: words.threads, exact: true })
  await expect(list.getByRole('button', { name: /ben@nordwind/ })).toBeVisible()
  await expect(list.getByRole('button', { name: /carla@lumen/ })).toBeHidden()
})

test('A formatted email is harmless, the inbox and its settings pass axe, and an unsure category is confirmed with one key', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page } = sendoff
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  mail(
    { fake: instantly },
    { lead: 'eli@fold.example', subject: 'Re: Barns', text: 'Hmm, my brother in law does these.' },
  )
  await openInbox(sendoff, instantly)
  await test.step('A formatted email runs and loads nothing, and says what showing its images reveals', async () => {
    await page.getByRole('button', { name: /ben@nordwind/ }).click()
    await expect(page.getByText(words.suspicious)).toBeVisible()
    await expect(page.getByText('Please send a quote.', { exact: true }).first()).toBeVisible()
    await page.getByRole('button', { name: words.showFormatted }).click()
    const frame = page.frameLocator('.mail-frame')
    await expect(frame.getByText('send a quote')).toBeVisible()
    await frame.getByText('our form').click()
    await expect(page.getByText(words.linkIs('https://nordwind.example/rfq?id=7'))).toBeVisible()
    await expect(page.getByText(words.imagesTell, { exact: false })).toBeVisible()
    await picture(sendoff, 'inbox-html')
    await page.getByRole('button', { name: words.showImages }).click()
    await expect(page.getByText(words.imagesNone)).toBeVisible()
    expect(await page.title()).not.toContain('owned')
    expect(asked.filter((url) => /127\.0\.0\.1:1\b|nordwind/.test(url))).toEqual([])
  })

  await test.step('The inbox and its settings pass axe, in light and dark', async () => {
    await page.getByRole('button', { name: /anna@kessler/ }).click()
    await expectAccessibleInBoth(page, 'inbox', (theme) => picture(sendoff, `inbox-${theme}`))
    await goTo(sendoff, '/settings/inbox')
    await expect(page.getByRole('heading', { name: words.settings.templates, exact: true })).toBeVisible()
    await picture(sendoff, 'inbox-settings')
  })

  await test.step('An unsure category is confirmed with one key, and confirmations are listed and can be undone', async () => {
    await goTo(sendoff, '/inbox')
    await page.getByRole('button', { name: words.filter }).click()
    await page.getByRole('button', { name: words.onlyUnsure }).click()
    await page.getByRole('button', { name: /eli@fold/ }).click()
    await expect(page.getByText(words.suggests('Not interested'))).toBeVisible()
    await picture(sendoff, 'inbox-unsure')
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'))
    await page.setViewportSize({ width: 1024, height: 800 })
    await picture(sendoff, 'inbox-unsure-dark')
    await page.keyboard.press('v')
    await expect(page.getByText(words.sortedByYou)).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: words.found(0) })).toBeVisible()
    await goTo(sendoff, '/settings/inbox')
    await expect(page.getByText(words.corrections.title)).toBeVisible()
    await page.getByText(words.corrections.title).scrollIntoViewIfNeeded()
    await picture(sendoff, 'inbox-corrections')
    await page.getByRole('button', { name: /Forget what was said of/ }).click()
    await expect(page.getByText(words.corrections.title)).toHaveCount(0)
  })
})

test('While old emails of a new client are synced, Inbox and Home say so instead of looking empty', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page } = sendoff
  replies(instantly)
  // The first request tests the key, and would wait for its own timeout.
  const release = instantly.faults.hold({ path: '/emails', nth: 2 })
  await connect(sendoff)
  await goTo(sendoff, '/inbox')
  const list = page.getByRole('region', { name: words.threads, exact: true })
  const answer = list.getByRole('button', { name: new RegExp(`^${words.boxes.answer}`) })
  await expect(list.getByText(words.syncingTitle, { exact: true })).toBeVisible()
  await expect(list.getByText(words.mailsSyncing(0), { exact: false })).toBeVisible()
  await expect(answer).toHaveText(words.boxes.answer)
  await expectAccessible(page, 'an inbox that is still read')
  await goTo(sendoff, '/home')
  await expect(page.getByText(en.home.allAnswered)).toHaveCount(0)
  release()
  await goTo(sendoff, '/inbox')
  await expect(list.getByRole('button', { name: /anna@kessler/ })).toBeVisible()
  await expect(answer).toHaveText(`${words.boxes.answer}2`)
  await goTo(sendoff, '/home')
  await expect(page.getByText('ben@nordwind.example')).toBeVisible()
})
