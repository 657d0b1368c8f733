/** Bulk steps on conversations and their undo; an email that can be undone, even if the app is killed. */
import { en } from '#shared/texts/en.ts'
import type { FakeInstantly } from '../../../support/instantly/server.ts'
import { expectAccessible } from '../../support/axe.ts'
import { asFastAsMayBe } from '../../support/launch.ts'
import { expect, goTo, test } from '../../support/main-job.ts'
import { oneClient, openInboxOf } from './support.ts'

const words = en.inbox
test.use({ instantlyOptions: oneClient })

const people = ['anna', 'ben', 'carla', 'dirk']
const byHand = (instantly: FakeInstantly) =>
  instantly.world.workspaces[0]?.messages.filter(({ kind }) => kind === 3) ?? []

test('Conversations are selected, marked done and labelled by keyboard, and all of it is undone', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page } = sendoff
  await openInboxOf(people, sendoff, instantly)
  const list = page.getByRole('region', { name: words.threads, exact: true })
  const rows = list.getByRole('button', { name: /@kessler/ })
  const selectAll = async () => {
    await expect(rows).toHaveCount(people.length)
    await page.keyboard.press('j')
    await expect(
      page.getByRole('region', { name: words.thread, exact: true }).getByRole('heading').first(),
    ).toBeVisible()
    await page.keyboard.press('x')
    await expect(page.getByText(words.bulk.selected(1))).toBeVisible()
    for (const _ of people.slice(1)) await page.keyboard.press('Shift+ArrowDown')
    await expect(page.getByText(words.bulk.selected(people.length))).toBeVisible()
  }
  await expect(rows).toHaveCount(people.length)
  await selectAll()
  const bulk = page.getByRole('region', { name: words.bulk.selected(people.length) })
  await bulk.getByRole('button', { name: words.bulk.done, exact: true }).press('Enter')
  await expect(page.getByText(words.bulk.said.done(people.length), { exact: true })).toBeVisible()
  await expect(rows).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(rows).toHaveCount(people.length)

  // A key pressed before the conversation is closed would be undone by closing it.
  await goTo(sendoff, '/inbox')
  await expect(page.getByRole('heading', { name: words.chooseTitle })).toBeVisible()
  await selectAll()
  await page.getByRole('button', { name: words.bulk.label, exact: true }).press('Enter')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Interested/ })
    .press('Enter')
  await expect(page.getByText(words.bulk.said.label(people.length), { exact: true })).toBeVisible()
  const labels = async () =>
    (await sendoff.call('inbox.threads', { workspaceId: null, box: 'all' })).rows.map(({ interest }) => interest)
  expect(await labels()).toEqual(people.map(() => 1))
  await page.keyboard.press('Control+z')
  await expect.poll(labels).toEqual(people.map(() => null))
})

test('The undo key stands beside the step it undoes; while Instantly does not answer, an email on its way has no Undo', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page } = sendoff
  await openInboxOf(people, sendoff, instantly)
  await test.step('Of two steps that can be undone, the key stands beside the one it undoes, and the other is next', async () => {
    await sendoff.call('inbox.saveSettings', { undoSeconds: 30 })
    await page.getByRole('button', { name: /anna@kessler/ }).click()
    await page.getByRole('textbox', { name: words.text }).waitFor()
    await page.keyboard.press('r')
    await page.keyboard.type('Gladly.')
    await page.keyboard.press('Control+Enter')
    const held = page.getByRole('button', { name: /^Undo, \d+ s/ })
    const keyHint = held.getByText('Ctrl Z')
    await expect(keyHint).toBeVisible()
    await expect(page.getByRole('main')).toBeFocused()
    await page.keyboard.press('e')
    await expect(page.getByRole('button', { name: en.ui.undo, exact: true }).getByText('Ctrl Z')).toBeVisible()
    await expect(keyHint).toBeHidden()
    await page.keyboard.press('Control+z')
    await expect(keyHint).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(page.getByText(words.sendUndone)).toBeVisible()
    // It is open again where it was written, before moving to another conversation.
    await expect(page.getByRole('textbox', { name: words.text })).toBeFocused()
    expect(byHand(instantly)).toHaveLength(0)
  })

  await test.step('While Instantly does not answer, an email whose undo time is over is shown as on its way, without Undo', async () => {
    await sendoff.call('inbox.saveSettings', { undoSeconds: 5 })
    const release = instantly.faults.hold({ method: 'POST', path: '/emails/reply' })
    await page.getByRole('button', { name: /ben@kessler/ }).click()
    await page.getByRole('textbox', { name: words.text }).waitFor()
    await page.keyboard.press('r')
    await page.keyboard.type('Gladly.')
    await page.keyboard.press('Control+Enter')
    const undo = page.getByRole('button', { name: /^Undo, \d+ s/ })
    await expect(undo).toBeVisible()
    // The next conversation is shown, and Tab continues in it.
    await expect(page.getByRole('main')).toBeFocused()
    await expect(page.getByText(words.leaving, { exact: true })).toBeVisible()
    await expect(undo).toBeHidden()
    release()
    await expect(page.getByText(words.sentTo('ben@kessler.example'))).toBeVisible()
    await expect(page.getByText(words.leaving, { exact: true })).toBeHidden()
    expect(byHand(instantly)).toHaveLength(1)
  })
})

test('A suggestion in grey is replaced by typing or accepted by Tab; after a kill an email that could be undone is sent once, and all labels in progress are given', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  await openInboxOf(people, sendoff, instantly)
  await sendoff.call('inbox.saveSettings', { undoSeconds: 30 })
  const labels = async () =>
    (await sendoff.call('inbox.threads', { workspaceId: null, box: 'all' })).rows.map(({ interest }) => interest)

  await test.step('The answer is open with the suggestion in grey: typing replaces it, Tab accepts it, and undo makes it a draft', async () => {
    const { page } = sendoff
    await page.getByRole('button', { name: /anna@kessler/ }).click()
    await expect(page.getByRole('region', { name: words.proposal.answer })).toBeVisible()
    const text = page.getByRole('textbox', { name: words.text })
    await expect(text).toHaveAttribute('data-ghost', '')
    // It is open, and keys still go to the conversation: passing through it with Tab accepts nothing.
    await text.focus()
    await page.keyboard.press('Tab')
    await expect(text).toHaveAttribute('data-ghost', '')
    await page.keyboard.press('r')
    await expect(text).toBeFocused()
    const proposed = await text.inputValue()
    // A proposal that was not accepted is not sent.
    await expect(page.getByRole('button', { name: words.sendReply })).toBeDisabled()
    await page.keyboard.type('Gladly.')
    await expect(text).toHaveValue(/^Gladly\./)
    await page.getByRole('button', { name: words.discard }).click()
    await page.keyboard.press('r')
    await page.keyboard.press('Tab')
    await expect(text).toHaveValue(proposed)
    await page.keyboard.press('Control+Enter')
    const undo = page.getByRole('button', { name: /^Undo, \d+ s/ })
    await undo.click()
    await expect(page.getByText(words.sendUndone)).toBeVisible()
    await expect(undo).toBeHidden()
    // The draft itself, not the grey proposal with the same text.
    await expect(text).not.toHaveAttribute('data-ghost')
    await expect(text).toHaveValue(proposed)
    expect(byHand(instantly)).toHaveLength(0)
    await page.keyboard.press('Control+Enter')
    await expect(undo).toBeVisible()
  })

  await test.step('Killed while it can still be undone and four conversations are being labelled, the app sends it once and gives all labels after the next start', async () => {
    const { rows } = await sendoff.call('inbox.threads', { workspaceId: null, box: 'all' })
    const path = '/leads/update-interest-status'
    const release = instantly.faults.hold({ path, nth: 3 })
    void sendoff
      .call('inbox.bulk', { selection: { threadIds: rows.map(({ id }) => id) }, act: { kind: 'label', interest: 1 } })
      .catch(() => undefined)
    const told = () => instantly.journal.entries.filter((entry) => entry.path.endsWith(path)).length
    await expect.poll(told).toBeGreaterThanOrEqual(3)
    await sendoff.call('inbox.saveSettings', { undoSeconds: 5 })
    await sendoff.kill()
    release()
    expect(byHand(instantly)).toHaveLength(0)
    await sendoff.relaunch()
    await expect.poll(() => byHand(instantly).length).toBe(1)
    await sendoff.call('inbox.sync', { workspaceId: null })
    expect(byHand(instantly)).toHaveLength(1)
    await expect.poll(labels).toEqual(people.map(() => 1))
  })

  await test.step('Nobody saw the Undo of the labels, so it stays in the inbox, whatever is shown there, until it is used', async () => {
    const { page } = sendoff
    await goTo(sendoff, '/inbox')
    const line = page.getByText(words.bulk.resumed(words.bulk.said.label(people.length)))
    await expect(line).toBeVisible()
    await expectAccessible(page, 'a step that went on after a restart')
    await page.locator('.inbox-resumed').getByRole('button', { name: en.ui.undo }).press('Enter')
    await expect(line).toBeHidden()
    await expect.poll(labels).toEqual(people.map(() => null))
  })
})
