import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { en } from '#shared/texts/en.ts'
import { mail } from '../../../integration/inbox/inbox/support.ts'
import { startFakeModel } from '../../../support/fake-model.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import { expectAccessible, expectAccessibleInBoth } from '../../support/axe.ts'
import { asFastAsMayBe, type Sendoff } from '../../support/launch.ts'
import { connect, expect, goTo, test } from '../../support/main-job.ts'
import { oneClient } from './support.ts'

const words = en.inbox
const model = en.inboxModel
test.use({ instantlyOptions: oneClient })

/** Takes pictures for inspection, if a folder is set for them. */
async function picture({ page }: Sendoff, name: string): Promise<void> {
  const dir = process.env['SENDOFF_SHOTS']
  if (!dir) return
  mkdirSync(dir, { recursive: true })
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((to) => (document.documentElement.dataset['theme'] = to), theme)
    await page.screenshot({ path: path.join(dir, `${name}-${theme}.png`) })
  }
}

const byHand = (instantly: FakeInstantly) =>
  instantly.world.workspaces[0]?.messages.filter(({ kind }) => kind === 3) ?? []

async function openInbox(sendoff: Sendoff, lead: RegExp): Promise<void> {
  await sendoff.call('inbox.sync', { workspaceId: null })
  await goTo(sendoff, '/inbox')
  await sendoff.page.getByRole('button', { name: lead }).click()
}

test('The person named in a reply is shown and gets it forwarded; a follow-up is planned with a key and returns with its text', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page } = sendoff
  const workspace = await connect(sendoff)
  await sendoff.call('inbox.saveSettings', { undoSeconds: 0 })
  await test.step('The person named in a reply is shown, and the reply is forwarded with one click', async () => {
    const text =
      'I left purchasing in May. Please contact Sabine Meier, sabine.meier@kessler.example, she decides this now.'
    mail({ fake: instantly }, { lead: 'jan@kessler.example', subject: 'Re: Stock counts', text })
    await openInbox(sendoff, /jan@kessler/)
    await expect(page.getByText(words.refersTo('Sabine Meier, sabine.meier@kessler.example'))).toBeVisible()
    await expect(page.getByText(/^\d{1,2}\s?% certain$/)).toBeVisible()
    await expectAccessible(page, 'a referral')
    await picture(sendoff, 'referral')
    await page.getByRole('button', { name: words.forwardToThem }).click()
    const form = page.getByRole('region', { name: words.forward, exact: true })
    await expect(form.getByLabel(words.to, { exact: true })).toHaveValue('sabine.meier@kessler.example')
    await picture(sendoff, 'referral-forward')
    expect(byHand(instantly)).toEqual([])
    await page.keyboard.type('Dear Sabine Meier, Jan sent me to you.')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(words.forwardedTo('sabine.meier@kessler.example'))).toBeVisible()
    expect(byHand(instantly)).toMatchObject([{ to: 'sabine.meier@kessler.example' }])
  })

  await test.step('A follow-up is planned with a key and returns with its text', async () => {
    mail({ fake: instantly }, { lead: 'ben@nordwind.example', text: 'Not at the moment, perhaps again in March.' })
    mail({ fake: instantly }, { lead: 'carla@lumen.example', text: 'No thanks, we are fine.' })
    await openInbox(sendoff, /ben@nordwind/)
    const card = page.getByRole('region', { name: words.proposal.answer })
    await expect(card.getByRole('textbox', { name: words.text })).toHaveValue(/I will write again on/)
    await picture(sendoff, 'follow-up-proposed')
    await page.keyboard.press('t')
    await expect(page.getByText(/^Reminder on/)).toBeVisible()
    const { rows } = await sendoff.call('inbox.threads', { workspaceId: workspace.id, box: 'snoozed' })
    const threadId = rows[0]?.id ?? 0
    await goTo(sendoff, `/inbox/${threadId}`)
    await expect(page.getByRole('button', { name: words.proposal.takeBack })).toBeVisible()
    await picture(sendoff, 'follow-up-planned')
    // Archived by mistake and undone: the plan is back.
    await page.keyboard.press('e')
    await expect(page.getByText(words.archived('ben@nordwind.example'), { exact: true }).first()).toBeVisible()
    await page.keyboard.press('Control+z')
    const planned = async () =>
      (await sendoff.call('inbox.threads', { workspaceId: workspace.id, box: 'snoozed' })).rows.map(({ id }) => id)
    await expect.poll(planned).toEqual([threadId])
    await goTo(sendoff, `/inbox/${threadId}`)
    await expect(page.getByRole('button', { name: words.proposal.takeBack })).toBeVisible()
    // The snooze time arrives.
    await sendoff.call('inbox.snooze', { threadIds: [threadId], until: new Date(Date.now() - 1_000).toISOString() })
    await sendoff.call('inbox.counts', { workspaceId: null })
    await expect(page.getByRole('region', { name: words.proposal.due })).toBeVisible()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Inbox: follow up')
    await page.keyboard.press('Enter')
    const list = page.getByRole('region', { name: words.threads, exact: true })
    await expect(list.getByText(words.followUpDue)).toBeVisible()
    await expect(list.getByRole('button', { name: /carla@lumen/ })).toBeHidden()
    await picture(sendoff, 'follow-up-due')
    await page.getByRole('button', { name: words.takeSuggestion }).click()
    await expect(page.getByRole('textbox', { name: words.text })).toHaveValue(/you asked me to write again around now/)
    // Nothing was sent except what was forwarded before.
    expect(byHand(instantly)).toHaveLength(1)
  })
})

test("A suggested answer is edited and sent by keyboard, with the client's signature", async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page } = sendoff
  const workspace = await connect(sendoff)
  await sendoff.call('inbox.saveSettings', { undoSeconds: 0 })
  await sendoff.call('inbox.saveSignature', { workspaceId: workspace.id, signature: 'Mara, for {{clientName}}' })
  mail(
    { fake: instantly },
    {
      lead: 'anna@kessler.example',
      subject: 'Re: Stock counts at Kessler',
      text: 'Guten Tag, das klingt für uns interessant. Können Sie mir bitte mehr dazu schicken? Vielen Dank, Anna',
      files: [
        { filename: 'Anforderungen.pdf', size: 184_320, type: 'application/pdf', url: 'https://files.example/a.pdf' },
        { filename: 'Plan.dwg', error: 'The attachment is too large' },
      ],
    },
  )
  await openInbox(sendoff, /anna@kessler/)
  const card = page.getByRole('region', { name: words.proposal.answer })
  await expect(card.getByRole('textbox', { name: words.text })).toHaveValue(
    /Wollen wir es in fünfzehn Minuten am Telefon durchgehen\?/,
  )
  await expect(page.getByText('Anforderungen.pdf')).toBeVisible()
  await expect(page.getByText(words.notKept)).toBeVisible()
  await expectAccessible(page, 'a proposal')
  await picture(sendoff, 'proposal')
  const [thread] = (await sendoff.call('inbox.threads', { workspaceId: workspace.id, page: { limit: 1 } })).rows
  await page.keyboard.press('p')
  const text = page.getByRole('textbox', { name: words.text })
  await expect(text).toHaveValue(/^Guten Tag,[\s\S]*\n\nMara, for Northwind Outreach$/)
  await page.keyboard.type('Sehr geehrte Frau Kessler! ')
  await expect(page.getByText(words.draftSaved)).toBeVisible()
  await picture(sendoff, 'proposal-written')
  expect(byHand(instantly)).toEqual([])
  await page.getByRole('button', { name: words.template, exact: true }).click()
  await page.getByRole('menuitem', { name: words.saveAsTemplate }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessibleInBoth(page, 'save an answer as a template')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await text.focus()
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(words.sentTo('anna@kessler.example'))).toBeVisible()
  expect(byHand(instantly).map(({ text: sent }) => sent.startsWith('Sehr geehrte Frau Kessler! Guten Tag,'))).toEqual([
    true,
  ])
  // Nothing else waits. Forwarding includes the attachments kept at Instantly.
  await goTo(sendoff, `/inbox/${thread?.id}`)
  await expect(page.getByText('Anforderungen.pdf')).toBeVisible()
  await page.keyboard.press('f')
  await page.getByRole('textbox', { name: words.to }).fill('cfo@kessler.example')
  await expect(page.getByText(words.withAttachments('Anforderungen.pdf and Plan.dwg'))).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect
    .poll(() =>
      byHand(instantly)
        .at(-1)
        ?.files?.map(({ filename }) => filename),
    )
    .toEqual(['Anforderungen.pdf'])
})

test('Another account of the client is chosen with a warning and used; signature and templates pass axe', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page } = sendoff
  const workspace = await connect(sendoff)
  await test.step('Another account of the client is chosen with a warning and used', async () => {
    await sendoff.call('inbox.saveSettings', { undoSeconds: 0 })
    await sendoff.call('accounts.sync', { workspaceId: workspace.id })
    const [first = '', second = ''] = (await sendoff.call('inbox.senders', { workspaceId: workspace.id })).toSorted()
    mail({ fake: instantly }, { lead: 'ida@lumen.example', text: 'Please send me more about it.' })
    await openInbox(sendoff, /ida@lumen/)
    const from = page.getByRole('combobox', { name: words.from, exact: true })
    const own = (await from.innerText()).trim()
    const other = own === first ? second : first
    await expect(page.getByText(words.otherAccount(own))).toBeHidden()
    await from.click()
    // The account used in the conversation comes first.
    await expect(page.getByRole('option')).toHaveText([own, other])
    await page.getByRole('option', { name: other }).click()
    await expect(page.getByText(words.otherAccount(own))).toBeVisible()
    await expectAccessible(page, 'another account')
    await picture(sendoff, 'another-account')
    const text = page.getByRole('textbox', { name: words.text })
    await text.fill('From my other address.')
    const slow = { kind: 'delay', ms: 2_000, when: 'before_commit' } as const
    instantly.faults.script({ method: 'POST', path: '/emails/reply', fault: slow })
    await page.keyboard.press('Control+Enter')
    // While it is being sent it cannot be edited, because the changes would be lost.
    await expect(text).not.toBeEditable()
    await page.keyboard.type(' And one more thing')
    await expect(text).toHaveValue('From my other address.')
    await expect(page.getByText(words.sentTo('ida@lumen.example'))).toBeVisible()
    await expect.poll(() => byHand(instantly).map(({ mailbox }) => mailbox)).toEqual([other])
  })

  await test.step("A client's signature and templates and the right panel pass axe", async () => {
    for (const workspaceId of [workspace.id, null]) {
      await sendoff.call('inbox.saveTemplate', {
        id: null,
        workspaceId,
        name: workspaceId === null ? 'Price list' : 'Times',
        text: '{{greeting}}\n\n{{time1}}?',
        proposedFor: workspaceId === null ? null : 'interested',
        language: null,
      })
    }
    await goTo(sendoff, '/settings/inbox')
    await expect(page.getByRole('heading', { name: words.settings.texts })).toBeVisible()
    await page.getByRole('combobox', { name: `${words.settings.textsFor} ${words.settings.everyClient}` }).click()
    await page.getByRole('option', { name: workspace.name }).click()
    await expect(page.getByLabel(words.settings.name, { exact: true })).toHaveValue('Times')
    await page.getByRole('switch', { name: words.settings.ownSignature }).click()
    await expect(page.getByRole('textbox', { name: words.settings.signature })).toBeVisible()
    await page.getByRole('heading', { name: words.settings.texts }).scrollIntoViewIfNeeded()
    await expectAccessible(page, 'signature and templates')
    await picture(sendoff, 'texts')
  })
})

test('A language model shows what leaves the computer before it is switched on, and its drafts are only shown', async ({
  launch,
  instantly,
}) => {
  const server = await startFakeModel()
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page } = sendoff
  await connect(sendoff)
  mail(
    { fake: instantly },
    { lead: 'jan@firma.example', subject: 'Re: Stany', text: 'Dziękuję, proszę o więcej szczegółów.' },
  )
  await sendoff.call('inbox.sync', { workspaceId: null })
  await goTo(sendoff, '/settings/inbox')
  await page.getByRole('button', { name: model.connect }).click()
  const dialog = page.getByRole('dialog', { name: model.connect })
  await dialog.getByLabel(model.address, { exact: true }).fill(server.address)
  await dialog.getByLabel(model.model, { exact: true }).fill('small-1')
  await dialog.getByLabel(model.key, { exact: true }).fill('sk-secret-4711')
  await dialog.getByRole('button', { name: model.keep }).click()
  // Addresses on this computer are allowed only with the switch on.
  await expect(dialog.getByText(en.errors.MODEL_ADDRESS_INVALID({ reason: 'private' }).what)).toBeVisible()
  await dialog.getByRole('switch', { name: model.privateNetwork }).click()
  await picture(sendoff, 'model-connect')
  await dialog.getByRole('button', { name: model.keep }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: model.test, exact: true }).click()
  await expect(page.getByText(/^The model answered in/)).toBeVisible()

  server.state.answer = { words: '{"label":"interested","reason":"asks for details"}' }
  server.state.usage = { prompt_tokens: 231, completion_tokens: 14 }
  await page.getByRole('switch', { name: model.sort }).click()
  const preview = page.getByRole('dialog', { name: model.previewTitle })
  // The monthly cost, estimated from last month's replies.
  await expect(preview.getByText(/^1 reply of the last 30 days would have been sent: about 300 tokens/)).toBeVisible()
  const body = await preview.getByLabel(model.body).textContent()
  expect(body).toContain('Dziękuję')
  await expectAccessible(page, 'what leaves for a model')
  await picture(sendoff, 'model-preview')
  expect(server.asked).toHaveLength(1)
  await preview.getByRole('button', { name: model.switchOn }).click()
  await expect.poll(() => server.asked[1]?.text).toBe(body)
  await page.getByRole('switch', { name: model.draft }).click()
  await preview.getByRole('button', { name: model.switchOn }).click()
  await expect(page.getByRole('switch', { name: model.draft })).toBeChecked()
  await page.getByRole('heading', { name: model.title }).scrollIntoViewIfNeeded()
  await expect(page.getByRole('cell', { name: model.uses.sort })).toBeVisible()
  await expect(page.getByText(model.recordTokens(231, 14))).toBeVisible()
  await expectAccessible(page, 'settings of the model')
  await picture(sendoff, 'model-settings')

  await openInbox(sendoff, /jan@firma/)
  await expect(page.getByText(words.sortedByModel('small-1', 'asks for details'))).toBeVisible()
  await picture(sendoff, 'model-sorted')
  server.state.answer = { words: JSON.stringify({ reply: 'Dzień dobry, chętnie. Szczegóły: https://evil.example' }) }
  await page.keyboard.press('d')
  await expect(page.getByRole('textbox', { name: words.text })).toHaveValue(/^Dzień dobry, chętnie\./)
  await expect(page.getByText(words.proposal.strange('https://evil.example'), { exact: false })).toBeVisible()
  await picture(sendoff, 'model-draft')
  expect(byHand(instantly)).toEqual([])

  const text = page.getByRole('textbox', { name: words.text })
  await test.step('Text typed while the model drafts stays', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    server.state.ready = promise
    server.state.answer = { words: JSON.stringify({ reply: 'Second draft.' }) }
    const before = server.asked.length
    await page.getByRole('button', { name: words.template, exact: true }).click()
    await page.getByRole('menuitem', { name: words.proposal.insertModel }).click()
    await expect.poll(() => server.asked.length).toBeGreaterThan(before)
    await text.fill('This I wrote meanwhile. ')
    resolve()
    await expect(text).toHaveValue(/Second draft\./)
    await expect(text).toHaveValue(/This I wrote meanwhile\./)
  })

  await test.step('Text written after a refused sending is kept when leaving the conversation', async () => {
    await page.getByRole('button', { name: words.addCopies }).click()
    await page.getByLabel(words.cc, { exact: true }).fill('boss(at)firma')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('boss(at)firma', { exact: false })).toBeVisible()
    await text.fill('Typed after the refusal.')
    await expect(page.getByText(words.draftSaved)).toBeVisible()
    await goTo(sendoff, '/inbox')
    await expect(text).toBeHidden()
    await page.getByRole('button', { name: /jan@firma/ }).click()
    await expect(text).toHaveValue('Typed after the refusal.')
  })
  expect(byHand(instantly)).toEqual([])
  await server.close()
})
