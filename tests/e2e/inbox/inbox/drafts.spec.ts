/** What an operator has typed is never lost, and a long conversation opens where it is to be answered. */
import path from 'node:path'
import Database from 'better-sqlite3'
import { en } from '#shared/texts/en.ts'
import { mail } from '../../../integration/inbox/inbox/support.ts'
import { asFastAsMayBe, type Sendoff } from '../../support/launch.ts'
import { connect, expect, goTo, test } from '../../support/main-job.ts'
import { oneClient } from './support.ts'

const words = en.inbox
test.use({ instantlyOptions: oneClient })

const draftsOf = async ({ call }: Sendoff, threadId: number) =>
  (await call('inbox.thread', { threadId })).sends.map(({ text }) => text)

test('A discarded reply comes back, a draft that cannot be saved says so, one to somebody else waits for consent, a rejected one is edited; a long conversation opens at its end', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page, home } = sendoff
  await connect(sendoff)
  for (const name of ['anna', 'ben', 'carla', 'dirk', 'eva'])
    mail({ fake: instantly }, { lead: `${name}@kessler.example`, text: 'Call me?' })
  const long = 'fay@kessler.example'
  let after = mail({ fake: instantly }, { lead: long, text: 'The very first one', kind: 3 })
  for (const at of Array.from({ length: 20 }, (_, step) => step)) {
    after = mail({ fake: instantly }, { lead: long, text: `Email ${at}`, kind: at % 2 === 0 ? 2 : 3, after })
  }
  mail({ fake: instantly }, { lead: long, text: 'What does it cost?', after })
  await sendoff.call('inbox.sync', { workspaceId: null })
  const { rows } = await sendoff.call('inbox.threads', { workspaceId: null, page: {} })
  const threadOf = (name: string) => rows.find(({ leadEmail }) => leadEmail === `${name}@kessler.example`)?.id ?? 0
  const text = page.getByRole('textbox', { name: words.text })
  const open = async (name: string) => {
    await goTo(sendoff, '/inbox')
    await page.getByRole('button', { name: new RegExp(`${name}@kessler`) }).click()
    await expect(page.locator('.inbox-row[aria-current=true]')).toContainText(`${name}@kessler.example`)
    await text.waitFor()
  }
  const sentTo = (name: string) =>
    instantly.world.workspaces[0]?.messages
      .filter(({ kind, to }) => kind === 3 && to === `${name}@kessler.example`)
      .map((one) => one.text)

  await test.step('A discarded reply comes back by undo, above what was begun since, here and after moving on', async () => {
    const threadId = threadOf('anna')
    await open('anna')
    await page.keyboard.press('r')
    await page.keyboard.type('Ten minutes of work.')
    await expect(page.getByText(words.draftSaved)).toBeVisible()

    await page.getByRole('button', { name: words.discard }).press('Enter')
    await expect(page.getByText(words.discarded, { exact: true })).toBeVisible()
    await expect(page.locator('#content')).toBeFocused()
    await expect.poll(() => draftsOf(sendoff, threadId)).toEqual([])
    await page.keyboard.press('r')
    await page.keyboard.type('Shorter.')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+z')
    await expect(text).toHaveValue('Ten minutes of work.\n\nShorter.')
    await expect.poll(() => draftsOf(sendoff, threadId)).toEqual(['Ten minutes of work.\n\nShorter.'])

    await page.getByRole('button', { name: words.discard }).press('Enter')
    await expect.poll(() => draftsOf(sendoff, threadId)).toEqual([])
    await page.keyboard.press('r')
    await page.keyboard.type('Later.')
    await expect(page.getByText(words.draftSaved)).toBeVisible()
    await page.getByRole('button', { name: /ben@kessler/ }).click()
    await expect(page.locator('.inbox-row[aria-current=true]')).toContainText('ben@kessler.example')
    await page.keyboard.press('Control+z')
    await expect(page.locator('.inbox-row[aria-current=true]')).toContainText('anna@kessler.example')
    await expect(text).toHaveValue('Ten minutes of work.\n\nShorter.\n\nLater.')
  })

  await test.step('A draft that cannot be saved says so, and is saved once that is possible again', async () => {
    await open('carla')
    const store = new Database(path.join(home, 'data', 'sendoff.db'))
    store.exec(`create trigger full before insert on inbox_send begin select raise(abort, 'no room'); end`)
    await page.keyboard.press('r')
    await page.keyboard.type('Gladly.')
    await expect(page.getByRole('alert').getByText(en.errors.INTERNAL({}).what)).toBeVisible()
    store.exec('drop trigger full')
    store.close()
    await page.getByRole('button', { name: words.saveDraft }).click()
    await expect(page.getByText(words.draftSaved)).toBeVisible()
    await expect(page.getByRole('alert')).toHaveCount(0)
  })

  await test.step('A saved reply whose recipient is not the sender of the email is sent to the sender on request', async () => {
    const threadId = threadOf('dirk')
    const { messages } = await sendoff.call('inbox.thread', { threadId })
    await sendoff.call('inbox.saveDraft', {
      threadId,
      messageId: messages[0]?.id ?? 0,
      kind: 'reply',
      account: messages[0]?.answer?.account ?? '',
      to: 'assistant@kessler.example',
      cc: '',
      bcc: '',
      subject: 'Re: Stock counts',
      text: 'Tomorrow at ten.',
      includeOriginal: false,
      withAttachments: false,
    })
    await goTo(sendoff, `/inbox/${threadId}`)
    const send = page.getByRole('button', { name: words.sendReply })
    await expect(page.getByText(en.errors.RECIPIENT_CHANGED({ to: 'dirk@kessler.example' }).what)).toBeVisible()
    await expect(send).toBeDisabled()
    await page.getByRole('button', { name: words.replyTo('dirk@kessler.example') }).click()
    await send.click()
    await expect.poll(() => sentTo('dirk')).toEqual(['Tomorrow at ten.'])
    expect(sentTo('assistant')).toEqual([])
  })

  await test.step('A rejected reply is shown whole and edited, above what was begun since; discarding it is undone', async () => {
    await sendoff.call('inbox.saveSettings', { undoSeconds: 0 })
    await open('eva')
    const fault = { kind: 'status', status: 400, when: 'before_commit' } as const
    instantly.faults.script({ method: 'POST', path: '/emails/reply', fault })
    const rejected = `${'Ten minutes of work. '.repeat(30)}The end.`
    await page.keyboard.press('r')
    await text.fill(rejected)
    await page.keyboard.press('Control+Enter')
    const note = page.getByRole('alert').filter({ hasText: words.states.failed })
    await expect(note).toContainText(rejected)

    await note.getByRole('button', { name: words.discard }).click()
    await expect(note).toHaveCount(0)
    await page.getByRole('button', { name: en.ui.undo, exact: true }).click()
    await expect(note).toContainText(rejected)

    await text.click()
    await text.fill('Shorter.')
    // At once, before what was begun is saved by itself.
    await note.getByRole('button', { name: en.ui.edit }).click()
    await expect(text).toHaveValue(`${rejected}\n\nShorter.`)
    await expect(text).toBeFocused()
    await expect(note).toHaveCount(0)
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => sentTo('eva')).toEqual([`${rejected}\n\nShorter.`])
    await expect.poll(() => draftsOf(sendoff, threadOf('eva'))).toEqual([])
  })

  await test.step('A conversation of many emails opens at the one to answer; the earlier ones are one key away', async () => {
    await page.setViewportSize({ width: 1280, height: 800 })
    await open('fay')
    const thread = page.getByRole('region', { name: words.thread, exact: true })
    const answered = page.frameLocator('.mail-frame').last().getByText('What does it cost?')
    await expect(answered).toBeInViewport()
    await expect(thread.getByText('The very first one')).toBeHidden()
    await thread.getByRole('button', { name: words.earlierMails(20) }).press('Enter')
    await expect(thread.getByText('The very first one')).toBeVisible()
  })
})
