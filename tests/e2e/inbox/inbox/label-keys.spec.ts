/** Folders side by side, labels by number, and the screen's keys in the footer. */
import { languages } from '#shared/language.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { en } from '#shared/texts/en.ts'
import { asFastAsMayBe, type Sendoff } from '../../support/launch.ts'
import { expect, goTo, test } from '../../support/main-job.ts'
import { speak } from '../../support/whole.ts'
import { oneClient, openInboxOf } from './support.ts'

const words = en.inbox
test.use({ instantlyOptions: oneClient })

const people = ['anna', 'ben', 'carla']
const interested = 1
const meeting = 2

const labelsOf = async (sendoff: Sendoff) =>
  Object.fromEntries(
    (await sendoff.call('inbox.threads', { workspaceId: null, box: 'all' })).rows.map(({ leadEmail, interest }) => [
      leadEmail?.split('@')[0],
      interest,
    ]),
  )

test('Keys 1 to 9 label one or all selected conversations, which shows until Instantly has answered; the folders fit in every language, and the footer shows the keys of what is open', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
  const { page } = sendoff
  await openInboxOf(people, sendoff, instantly)
  await test.step('A number key labels one or all selected conversations, and can be undone', async () => {
    const thread = page.getByRole('region', { name: words.thread, exact: true })
    await page.getByRole('button', { name: /anna@kessler/ }).click()
    await expect(thread.getByRole('heading').first()).toBeVisible()

    // The menu shows the number of each label.
    await page.keyboard.press('l')
    const numbered = page.getByRole('dialog').getByRole('listitem')
    const { interests } = words
    await expect(numbered.filter({ hasText: interests[String(interested)] ?? '' }).first()).toContainText('1')
    const at = await numbered.allInnerTexts()
    const meetingKey = String(at.findIndex((text) => text.startsWith(interests[String(meeting)] ?? '?')) + 1)
    expect(Number(meetingKey)).toBeGreaterThan(1)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()

    // In a field a number is typed text.
    const text = page.getByRole('textbox', { name: words.text })
    await page.keyboard.press('r')
    await expect(text).toBeFocused()
    await page.keyboard.type('12')
    await expect(text).toHaveValue(/12$/)
    await page.getByRole('button', { name: words.discard }).click()
    expect(await labelsOf(sendoff)).toEqual({ anna: null, ben: null, carla: null })

    // In a menu it moves to the item that begins with it.
    await thread.getByRole('button', { name: words.moreActs, exact: true }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await page.keyboard.press(meetingKey)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toBeHidden()
    expect(await labelsOf(sendoff)).toEqual({ anna: null, ben: null, carla: null })

    await page.locator('.inbox-thread-head').click()
    await page.keyboard.press(meetingKey)
    await expect.poll(() => labelsOf(sendoff)).toEqual({ anna: meeting, ben: null, carla: null })
    await page.keyboard.press('Control+z')
    await expect.poll(() => labelsOf(sendoff)).toEqual({ anna: null, ben: null, carla: null })

    // All selected ones at once, and undone.
    await goTo(sendoff, '/inbox')
    // A key pressed earlier would still go to the conversation that is being left.
    await expect(thread.getByRole('heading').first()).toBeHidden()
    await page.keyboard.press('j')
    await expect(thread.getByRole('heading').first()).toBeVisible()
    await page.keyboard.press('Control+a')
    await expect(page.getByText(words.bulk.allSelected(people.length))).toBeVisible()
    await page.keyboard.press('1')
    await expect(page.getByText(words.bulk.said.label(people.length), { exact: true })).toBeVisible()
    await expect.poll(() => labelsOf(sendoff)).toEqual({ anna: interested, ben: interested, carla: interested })
    await page.keyboard.press('Control+z')
    await expect.poll(() => labelsOf(sendoff)).toEqual({ anna: null, ben: null, carla: null })
  })

  await test.step('A number key held down labels one conversation, not those after it', async () => {
    await page.getByRole('button', { name: /anna@kessler/ }).click()
    const thread = page.getByRole('region', { name: words.thread, exact: true })
    await expect(thread.getByText('anna@kessler.example').first()).toBeVisible()
    // Waits for the labels, because numbers do nothing before.
    const menu = page.getByRole('dialog')
    await page.keyboard.press('l')
    await expect(menu.getByRole('listitem').first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(menu).toBeHidden()
    await page.keyboard.down('1')
    // The next one is open while the key is still down; each further press is a repetition.
    await expect(page.getByText(words.labelled(words.interests['1'] ?? ''), { exact: true })).toBeVisible()
    await expect(page.locator('.inbox-row[aria-current=true]')).not.toContainText('anna@')
    for (let times = 0; times < 5; times += 1) await page.keyboard.down('1')
    await page.keyboard.up('1')
    // Keys pressed after them are handled after them.
    await page.keyboard.press('l')
    await expect(menu.getByRole('listitem').first()).toBeVisible()
    expect(await labelsOf(sendoff)).toEqual({ anna: interested, ben: null, carla: null })
  })
  await test.step('A label is shown as being set, in the conversation and in the list, until Instantly has answered', async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await goTo(sendoff, '/inbox')
    const shown = page.getByRole('region', { name: words.thread, exact: true }).getByRole('heading').first()
    await expect(shown).toBeHidden()
    await page.getByRole('button', { name: /ben@kessler/ }).click()
    // Before it is shown, no key means it.
    await expect(shown).toBeVisible()
    await page.keyboard.press('l')
    await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()

    const answer = instantly.faults.hold({ path: '/leads/update-interest-status' })
    const being = words.labelling(words.interests[String(interested)] ?? '')
    const row = page.locator('.inbox-row').filter({ hasText: 'ben@kessler' })
    await page.keyboard.press('1')
    await expect(page.locator('.inbox-thread-foot')).toContainText(being)
    await expect(row).toContainText(being)
    // It is still shown after a look at another conversation.
    await page.getByRole('button', { name: /carla@kessler/ }).click()
    await expect(page.locator('.inbox-thread-foot')).not.toContainText(being)
    await expect(row).toContainText(being)
    answer()
    await expect(row).not.toContainText(being)
    expect((await labelsOf(sendoff))['ben']).toBe(interested)
    await goTo(sendoff, '/inbox')
    await expect(shown).toBeHidden()
  })

  await test.step('The footer shows the keys of the open conversation with what they do', async () => {
    const foot = page.locator('.status-screen-keys')
    await expect(foot).toContainText(words.keys.move)
    await page.getByRole('button', { name: /anna@kessler/ }).click()
    for (const text of [`E${words.done}`, `S${words.keys.snooze}`, `1–9${words.keys.label}`, `X${words.keys.select}`])
      await expect(foot).toContainText(text)
    await page.keyboard.press('x')
    await expect(foot).toContainText(words.bulk.clear)
    await goTo(sendoff, '/help')
    await expect(foot).toHaveText('')
    // The page starts in its search box, where a question mark is a character.
    await page.getByRole('heading', { level: 1, name: en.guide.helpTitle }).click()
    await page.keyboard.press('?')
    await expect(page.getByRole('row', { name: en.commands.inboxLabelByNumber.words })).toContainText('1…9')
  })

  await test.step('Folders without room are in the menu behind the others, and the list names the folder', async () => {
    await page.keyboard.press('Escape')
    await goTo(sendoff, '/inbox')
    const folders = page.getByRole('group', { name: words.box, exact: true })
    const done = folders.getByRole('button', { name: words.boxes.done, exact: true })
    await expect(done).toBeVisible()
    // Simulates words of twice the length.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('.inbox-tabs .tab { letter-spacing: 4px }')
      document.adoptedStyleSheets = [sheet]
    })
    await expect(done).toBeHidden()
    await folders.getByRole('button', { name: words.moreBoxes, exact: true }).click()
    await page.getByRole('menuitem', { name: words.boxes.done }).click()
    await expect(folders.getByRole('button', { name: `${words.moreBoxes}: ${words.boxes.done}` })).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: `${words.boxes.done}: ${words.found(0)}` })).toBeVisible()
    await page.evaluate(() => {
      document.adoptedStyleSheets = []
    })
  })

  await test.step('The four folders stand side by side at 1024 pixels in every language, and each opens', async () => {
    for (const language of languages) {
      await speak(sendoff, language)
      for (const [width, height] of [
        [1024, 768],
        [1280, 800],
      ] as const) {
        await page.setViewportSize({ width, height })
        const { inbox } = textsOf[language]
        const folders = page.getByRole('group', { name: inbox.box, exact: true })
        for (const box of ['answer', 'waiting', 'snoozed', 'done'] as const) {
          const tab = folders.getByRole('button', { name: new RegExp(`^${inbox.boxes[box]}`) })
          await tab.click()
          await expect(tab).toHaveAttribute('aria-pressed', 'true')
          // Not cut off, and on the same line as the first.
          expect(await tab.evaluate((of) => of.scrollWidth <= of.clientWidth)).toBe(true)
        }
      }
    }
  })
})
