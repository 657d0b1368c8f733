/** The whole main job without a mouse: something always has the focus, and the focus is always visible. */
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'
import { makeList } from '../../../support/lists.ts'
import {
  clientName,
  connect,
  expect,
  expectState,
  exportByKeys,
  goTo,
  key,
  leadFile,
  newestLedger,
  saveInWindow,
  test,
} from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'
import { whenDrawn } from '../../support/when-drawn.ts'

const nothing = 'nothing has the focus'

/**
 * Returns whether something has the focus, is in the window, and has a focus mark of its own or on its field's frame.
 */
const howFocusIsSeen = (page: Page) =>
  page.evaluate((none) => {
    const focused = document.activeElement
    if (!focused || focused === document.body) return none
    const { left, top, right, bottom } = focused.getBoundingClientRect()
    if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight) return `${focused.outerHTML} is outside`
    const row = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '')
    const frames = [focused.parentElement, focused.parentElement?.parentElement, focused.nextElementSibling]
    const around = [focused, row, ...frames]
    const marked = around.some((element) => {
      if (!element) return false
      const { boxShadow, outlineStyle, outlineWidth } = getComputedStyle(element)
      return boxShadow !== 'none' || (outlineStyle !== 'none' && outlineWidth !== '0px')
    })
    return marked ? 'seen' : `${focused.outerHTML.slice(0, 200)} is not marked`
  }, nothing)

async function expectFocusSeen(page: Page): Promise<void> {
  expect(await howFocusIsSeen(page)).toBe('seen')
}

const nothingFocused = (page: Page) => page.evaluate(() => document.activeElement === document.body)

/** Presses Tab until the control has the focus, and checks that the focus is visible at every step. */
async function tabTo(page: Page, control: Locator, keys: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  let rounds = 0
  for (let presses = 0; presses < 60; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(keys)
    // After the last control the browser's own would have the focus, before the first one again.
    const seen = await howFocusIsSeen(page)
    if (rounds === 0 && seen === nothing) rounds += 1
    else expect(seen).toBe('seen')
  }
  throw new Error('Tab does not lead there')
}

const expectScreen = async (page: Page, control: Locator) => {
  await expect(control).toBeVisible()
  await expect.poll(() => nothingFocused(page)).toBe(false)
}

test('The main workflow works by keyboard alone', async ({ launch, instantly }) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  await expect(screens.connect.key(page)).toBeFocused()
  await expectFocusSeen(page)
  await page.evaluate((text) => {
    const area = document.createElement('textarea')
    area.value = text
    document.body.append(area)
    area.select()
    document.execCommand('copy')
    area.remove()
  }, key)
  await tabTo(page, screens.connect.key(page))
  await page.keyboard.press('Control+v')
  await expect(screens.connect.key(page)).toHaveValue(key)
  await page.keyboard.press('Control+Enter')
  await expect(screens.connect.add(page)).toBeVisible()
  await expectScreen(page, screens.connect.add(page))
  await page.keyboard.press('Control+Enter')
  await expect(screens.drop.chooseFile(page)).toBeFocused()
  await expectFocusSeen(page)

  await sendoff.app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] })
  }, leadFile(60))
  await page.keyboard.press('Enter')
  await expectScreen(page, screens.mapping.save(page))
  const city = page.getByRole('combobox', { name: listsEn.import.fieldFor('City') })
  await tabTo(page, city)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.type(listsEn.import.newVariable.slice(0, 8))
  await page.keyboard.press('Enter')
  const name = page.getByLabel(listsEn.import.variableDialog.label)
  await expect(name).toBeFocused()
  await page.keyboard.type('town')
  await page.keyboard.press('Enter')
  await expect(name).toBeHidden()
  await expect(city).toContainText('town')
  await expect(city).toBeFocused()
  await page.keyboard.press('Control+Enter')

  await expectScreen(page, screens.list.export(page))
  // Keys work only on loaded rows.
  await expect(page.getByRole('grid').getByText('lead1@clinic0.example')).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('Space')
  await expect(page.getByRole('complementary', { name: listsEn.lead.panel })).toBeVisible()
  await expectFocusSeen(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('complementary', { name: listsEn.lead.panel })).toBeHidden()
  await expectScreen(page, screens.list.export(page))
  await tabTo(page, screens.list.export(page))
  await page.keyboard.press('Enter')

  await expectScreen(page, screens.plan.send(page))
  await tabTo(page, page.getByRole('button', { name: exportsEn.plan.writeFirst }))
  await page.keyboard.press('Space')
  const subject = page.getByLabel(exportsEn.plan.subject)
  await expect(subject).toBeVisible()
  await expectScreen(page, subject)
  await tabTo(page, subject)
  await page.keyboard.type('A question')
  await tabTo(page, page.getByLabel(exportsEn.plan.body, { exact: true }))
  await page.keyboard.type('Hello from {{town}}')
  // The review: the email as a lead receives it, and every part that is closed at first.
  await tabTo(page, page.getByRole('button', { name: exportsEn.plan.preview, exact: true }))
  await page.keyboard.press('Enter')
  await expect(page.getByText(exportsEn.plan.previewLead(1, 60))).toBeVisible()
  for (const title of [exportsEn.plan.schedule, exportsEn.plan.accounts, en.review.options.row]) {
    const part = page.getByRole('button', { name: new RegExp(`^${title}`) }).and(page.locator('[aria-expanded]'))
    await tabTo(page, part)
    await page.keyboard.press('Enter')
    await expect(part).toHaveAttribute('aria-expanded', 'true')
    await page.keyboard.press('Enter')
    await expect(part).toHaveAttribute('aria-expanded', 'false')
  }
  await tabTo(page, page.getByRole('switch', { name: en.review.startSending }))
  await page.keyboard.press('Space')
  await expect(screens.plan.send(page)).toHaveText(/^Export and start /)
  await page.keyboard.press('Space')
  await exportByKeys(page)
  await expectScreen(page, page.getByText(exportsEn.ledger.flowTitle).or(page.getByText(exportsEn.ledger.accounted)))
  await expectState(sendoff, 'done')
  await expect(page.getByText(exportsEn.ledger.accounted)).toBeVisible()
  expect((await newestLedger(sendoff)).summary.totals.uploaded).toBe(60)
  const [campaign] = instantly.journal.requests('POST', '/api/v2/campaigns')
  expect(campaign?.bodyText).toContain('Hello from {{town}}')

  await tabTo(page, page.getByRole('tab', { selected: true }))
  await page.keyboard.press('End')
  await expect(page.getByRole('tab').last()).toBeFocused()
  await expectFocusSeen(page)
  await tabTo(page, page.getByRole('link', { name: en.frame.exports }).first())
  await page.keyboard.press('Enter')
  const history = page.getByRole('grid', { name: exportsEn.history.table })
  await expectScreen(page, history)
  await expect(history.getByRole('link').first()).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expectScreen(page, page.getByText(exportsEn.ledger.accounted))
  await page.keyboard.press('Escape')
  await expectScreen(page, history)
})

test('The inbox works by keyboard alone: answer, label, snooze, done and undo', async ({ launch }) => {
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await sendoff.call('inbox.saveSettings', { undoSeconds: 0 })
  // Only with several accounts there is a choice of the sender.
  await sendoff.call('accounts.sync', { workspaceId: null })
  const first = async () =>
    (await sendoff.call('inbox.threads', { workspaceId: null, box: 'answer', page: { limit: 1 } })).rows[0]
  await goTo(sendoff, '/home')
  const replies = page.getByRole('main').locator('a[href^="#/inbox/"]')
  await expect(replies.first()).toBeVisible()
  await page.keyboard.press('j')
  await expect(replies.first()).toBeFocused()
  await expectFocusSeen(page)
  await page.keyboard.press('Enter')
  const thread = page.getByRole('region', { name: en.inbox.thread, exact: true })
  await expect(thread).toBeVisible()

  // The answer: Tab reaches everything around its text, with a visible focus, and Escape leaves it.
  await page.keyboard.press('r')
  const text = page.getByRole('textbox', { name: en.inbox.text })
  await expect(text).toBeFocused()
  await expectFocusSeen(page)
  await page.keyboard.type('Gladly, on Tuesday at two.')
  await tabTo(page, page.getByRole('combobox', { name: en.inbox.from, exact: true }), 'Shift+Tab')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await tabTo(page, page.getByRole('button', { name: en.inbox.sendReply }))
  const head = thread.locator('.inbox-thread-head')
  const answered = await head.innerText()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Sent to /).first()).toBeVisible()

  // Waits for the next conversation, because keys apply to what is shown; then chooses a label by the number beside it.
  await expect.poll(async () => (await head.allInnerTexts()).filter((shown) => shown !== answered).length).toBe(1)
  await page.keyboard.press('l')
  const labels = page.getByRole('dialog', { name: en.inbox.labelTitle })
  await expectScreen(page, labels)
  await expectFocusSeen(page)
  await expect(labels.getByRole('listitem').nth(1).locator('.kbd')).toHaveText('2')
  await page.keyboard.press('2')
  await expect(labels).toBeHidden()

  const next = await first()
  if (!next) throw new Error('nothing is left to answer')
  await goTo(sendoff, `/inbox/${next.id}`)
  await expect(head).toContainText(next.name)
  await page.keyboard.press('s')
  await expectScreen(page, page.getByRole('dialog', { name: en.inbox.snoozeTitle }))
  await expectFocusSeen(page)
  await page.keyboard.press('1')
  await expect.poll(async () => (await first())?.id).not.toBe(next.id)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await first())?.id).toBe(next.id)

  // Marks one that needs no answer as done, and undoes that too.
  await goTo(sendoff, `/inbox/${next.id}`)
  await expect(head).toContainText(next.name)
  const waiting = async () => (await sendoff.call('inbox.counts', { workspaceId: null })).answer
  const before = await waiting()
  await page.keyboard.press('e')
  await expect.poll(waiting).toBe(before - 1)
  await page.keyboard.press('Control+z')
  await expect.poll(waiting).toBe(before)
})

test('Menus, lists, dialogs and toasts work by keyboard: arrows move, Esc closes, focus returns, and results are announced', async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  await test.step('Arrows move within menus, lists and options, and Esc closes each', async () => {
    const other = await sendoff.call('workspaces.create', { name: 'Kessler', colour: 2 })
    const switcher = page.getByRole('button', { name: new RegExp(`^${en.frame.switchClient}`) })
    await tabTo(page, switcher)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem').first()).toBeFocused()
    // The newly created one appears in the list a moment later.
    await expect(page.getByRole('menuitem', { name: other.name })).toBeVisible()
    await page.keyboard.press('k')
    await expect(page.getByRole('menuitem', { name: other.name })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(switcher).toBeFocused()
    await page.keyboard.press('Control+2')
    await expect(switcher).toContainText('Kessler')

    await goTo(sendoff, '/settings/appearance')
    await tabTo(page, page.getByRole('radio', { name: en.settings.themes.system, checked: true }).first())
    await page.keyboard.press('ArrowRight')
    const light = page.getByRole('radio', { name: en.settings.themes.light })
    await expect(light).toBeFocused()
    await page.keyboard.press('Space')
    await expect(light).toHaveAttribute('aria-checked', 'true')

    await goTo(sendoff, '/settings/diagnostics/calls')
    const outcome = page.getByRole('combobox', { name: en.activity.outcome })
    await tabTo(page, outcome)
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('listbox')).toBeFocused()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await expect(outcome).toHaveText(en.activity.outcomes.no_answer)
    await expect(outcome).toBeFocused()
  })

  await test.step('A screen takes the focus of an element that left with the one before, so that Tab goes on in it', async () => {
    for (const route of ['/home', '/sequences', '/activity']) {
      await page.getByRole('main').getByRole('button').first().focus()
      await goTo(sendoff, route)
      await expect(page.locator('#content')).toBeFocused()
    }
  })

  await test.step('A dialog returns the focus to its opener, even from a menu', async () => {
    await saveInWindow(sendoff, leadFile(12))
    await tabTo(page, page.getByRole('link', { name: en.frame.lists, exact: true }).first())
    await page.keyboard.press('Enter')
    const paste = page.getByRole('button', { name: listsEn.page.paste })
    await expect(paste).toBeVisible()
    await tabTo(page, paste)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(paste).toBeFocused()

    const more = page.getByRole('button', { name: listsEn.page.more('dentists') })
    await tabTo(page, more)
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: listsEn.page.rename }).press('Enter')
    await expect(page.getByLabel(listsEn.renameDialog.label)).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(more).toBeFocused()
  })

  await test.step('Toasts, progress and result counts are announced', async () => {
    await saveInWindow(sendoff, leadFile(12, 'surgeons.csv'))
    await page.keyboard.press('F2')
    await page.getByLabel(listsEn.renameDialog.label).fill('Surgeons')
    await page.keyboard.press('Enter')
    const said = page.locator('[role="status"], [aria-live]').filter({ hasText: listsEn.page.renamed('Surgeons') })
    await expect(said.first()).toBeAttached()
    // The keys that lead to the toast, as its region describes.
    await page.keyboard.press('F8')
    await tabTo(page, page.getByRole('button', { name: en.ui.undo }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'surgeons' })).toBeVisible()
    // On a menu's button the key belongs to the screen, so no invisible menu opens.
    await page.getByRole('button', { name: en.frame.clientMenu(clientName) }).focus()
    await page.keyboard.press('Control+Enter')
    await screens.plan.send(page).waitFor()
    await expect(page.getByRole('menu')).toHaveCount(0)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('dark')
    await expect(
      page
        .getByRole('dialog')
        .getByRole('status')
        .filter({ hasText: /result/ }),
    ).toBeAttached()
  })
})

test('A button keeps the focus while it works', async ({ connected: sendoff }) => {
  const { page } = sendoff
  await goTo(sendoff, '/settings/backups')
  const backUp = page.getByRole('button', { name: en.backups.now })
  const count = async () => (await sendoff.call('backups.state', {})).copies?.length ?? 0
  const before = await count()
  await backUp.focus()
  await page.keyboard.press('Enter')
  await expect.poll(count).toBeGreaterThan(before)
  await expect(backUp).not.toHaveAttribute('aria-busy')
  await expect(backUp).toBeFocused()
})

test('Tab reaches every control of a screen once without a trap, and can skip the rail', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const { id } = await connect(sendoff)
  const { listId } = makeList(path.join(sendoff.home, 'data'), { workspaceId: id, name: 'dentists', count: 12 })
  const routes = [
    '/home',
    '/lists',
    `/lists/${listId}`,
    `/exports/plan/${listId}`,
    '/exports',
    '/settings/diagnostics/calls',
    '/settings/workspaces',
  ]
  for (const route of [...routes, `/settings/workspaces/${id}`, '/settings/appearance', '/help/keys']) {
    await goTo(sendoff, route)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    // Tab would skip a control drawn after it has passed its place.
    await page.evaluate(whenDrawn)
    // Starts from the keyboard, because the focus mark is drawn only for keys.
    await page.keyboard.press('Shift')
    await page.locator('.skip-link').focus()
    const seen = new Set<string>()
    let last = ''
    for (let presses = 0; presses < 120; presses += 1) {
      const how = await howFocusIsSeen(page)
      if (how === nothing) break
      expect(how).toBe('seen')
      const mark = await page.evaluate((name) => {
        const element = document.activeElement
        if (element && !element.hasAttribute('data-met')) element.setAttribute('data-met', name)
        return element?.getAttribute('data-met') ?? ''
      }, `${route} ${presses}`)
      // A date field has several tab stops.
      if (seen.has(mark) && mark !== last) break
      seen.add(mark)
      last = mark
      await page.keyboard.press('Tab')
    }
    // Nothing was skipped: Tab reached every operable control and left at the other end.
    const missed = await page.evaluate(
      (prefix) =>
        [...document.querySelectorAll<HTMLElement>('a[href], button:not(:disabled), input:not(:disabled), textarea')]
          .filter((each) => each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }))
          .filter((each) => !each.getAttribute('data-met')?.startsWith(prefix) && !each.closest('[role="radiogroup"]'))
          // Tab reaches only one control of a group with arrow key navigation.
          .filter((each) => !each.matches('[role="radio"], [type="radio"]'))
          .map((each) => each.outerHTML.slice(0, 120)),
      `${route} `,
    )
    expect.soft(missed, route).toEqual([])
    expect.soft(seen.size, route).toBeLessThan(119)
    await page.evaluate(() => {
      for (const each of document.querySelectorAll('[data-met]')) each.removeAttribute('data-met')
    })
  }
  await goTo(sendoff, '/settings/appearance')
  await page.getByRole('link', { name: en.frame.skipToContent }).focus()
  await expectFocusSeen(page)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('tab', { selected: true })).toBeFocused()
  await page.keyboard.press('End')
  await expect(page.getByRole('tab').last()).toBeFocused()
  // Each tab is a separate page: arrows move among them, Enter opens one.
  const data = page.getByRole('tab', { name: en.settings.data })
  while (!(await data.evaluate((tab) => tab === document.activeElement))) await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.getByText(en.settings.dataText)).toBeVisible()
})
