/** The app keeps running when its window is closed, and shuts down in order when told to. */

import type { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { bridgeChannels } from '#shared/bridge.ts'
import { exportId } from '#shared/ids.ts'
import { desktopEn } from '#shared/texts/en/core/desktop.ts'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { times } from '../../support/long.ts'
import { expectAccessibleInBoth } from '../support/axe.ts'
import { chooseInTray, closeWindow, seenOnDesktop, watchDesktop, windowIs } from '../support/desktop.ts'
import { type LaunchOptions, readLog, type Sendoff } from '../support/launch.ts'
import {
  connect,
  expect,
  expectState,
  expectUnderWay,
  goTo,
  leadFile,
  newestLedger,
  test,
  toThePlan,
  toThePlanOf,
} from '../support/main-job.ts'
import { screens } from '../support/screens.ts'

// Tests the start, run and end of the process.
test.use({ ownProcess: true })

const words = desktopEn.leave
const mac = process.platform === 'darwin'
const settingsOf = (home: string) => JSON.parse(readFileSync(path.join(home, 'desktop.json'), 'utf8')) as unknown

/**
 * Counts the leads of the exports in a store: those in answered requests, and those in requests sent but not answered.
 */
function handedOver(home: string): { readonly uploaded: number; readonly unanswered: number } {
  const store = new Database(path.join(home, 'data', 'sendoff.db'), { readonly: true })
  const sum = (column: string, state: string) =>
    store.prepare<[string], number>(`select total(${column}) from export_batch where state = ?`).pluck().get(state) ?? 0
  const sums = { uploaded: sum('uploaded', 'done'), unanswered: sum('lead_count', 'sent') }
  store.close()
  return sums
}

test.describe('with a tray', () => {
  test.skip(mac, 'on a Mac closing never asks: the app stays in the Dock')

  test('Closing asks once; by keyboard the window hides, the export continues, and the tray opens its report', async ({
    launch,
    instantly,
  }) => {
    const options: LaunchOptions = { instantlyUrl: instantly.url, tray: true }
    const sendoff = await launch(options)
    const { page } = sendoff
    await watchDesktop(sendoff)
    await connect(sendoff)
    await toThePlanOf(sendoff, 6_000)
    const release = instantly.faults.hold({ method: 'POST', path: '/leads/add', nth: 2 })
    await screens.plan.send(page).click()
    await expectUnderWay(sendoff)

    await closeWindow(sendoff)
    const question = page.getByRole('dialog', { name: words.closeTitle })
    await expect(question).toContainText(words.closeRunning(1))
    await expect(question.getByRole('button', { name: words.background })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(question).toBeHidden()
    expect(await windowIs(sendoff)).toBe('shown')

    await closeWindow(sendoff)
    await expect(question.getByRole('checkbox', { name: words.rememberClose })).toBeChecked()
    await expect(question.getByRole('button', { name: words.background })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect.poll(() => windowIs(sendoff)).toBe('hidden')
    expect(settingsOf(sendoff.home)).toMatchObject({ whenClosed: 'background' })

    await expect.poll(async () => (await seenOnDesktop(sendoff)).rows.join('\n')).toMatch(/: [\d,]+ of 6,000/)
    await expect.poll(async () => (await seenOnDesktop(sendoff)).tooltip).toMatch(/[\d,]+ of 6,000 leads \(\d+ %\)/)
    release()
    await expectState(sendoff, 'done')
    await expect.poll(async () => (await seenOnDesktop(sendoff)).rows).toContain(desktopEn.tray.nothingRuns)
    const { bars } = await seenOnDesktop(sendoff)
    expect(bars.some((share) => share > 0 && share <= 1)).toBe(true)
    expect(bars.at(-1)).toBe(-1)

    await chooseInTray(sendoff, desktopEn.tray.open)
    await expect.poll(() => windowIs(sendoff)).toBe('shown')
    await expect(page.getByText(exportsEn.ledger.crumb(exportId.parse(1)), { exact: true })).toBeVisible()
    expect((await newestLedger(sendoff)).summary.totals).toMatchObject({ rows: 6_000, uploaded: 6_000 })
    expect(new Set(instantly.journal.committedAddresses()).size).toBe(6_000)

    // It asks only once; the next time it simply closes.
    await closeWindow(sendoff)
    await expect.poll(() => windowIs(sendoff)).toBe('hidden')
    await expect(question).toBeHidden()
  })

  test('The tray pauses and resumes exports', async ({ launch, instantly }) => {
    const sendoff = await launch({ instantlyUrl: instantly.url, tray: true, desktop: { whenClosed: 'background' } })
    await watchDesktop(sendoff)
    await connect(sendoff)
    await toThePlanOf(sendoff, 6_000)
    const release = instantly.faults.hold({ method: 'POST', path: '/leads/add', nth: 2 })
    await screens.plan.send(sendoff.page).click()
    await expectUnderWay(sendoff)
    await closeWindow(sendoff)
    const rows = async () => (await seenOnDesktop(sendoff)).rows
    await expect.poll(rows).toContain(desktopEn.tray.hold)
    await chooseInTray(sendoff, desktopEn.tray.hold)
    await expectState(sendoff, 'paused')
    await expect.poll(rows).toContain(desktopEn.tray.goOn)
    await expect.poll(rows).toContain(desktopEn.tray.needs(1))
    expect(await seenOnDesktop(sendoff)).toMatchObject({ badge: 1, tooltip: desktopEn.tray.held })
    await chooseInTray(sendoff, desktopEn.tray.goOn)
    release()
    await expectState(sendoff, 'done')
    await expect.poll(async () => (await seenOnDesktop(sendoff)).badge).toBe(0)
  })

  test('An export in a hidden window keeps the computer awake, notifies of its end, and a click opens its report', async ({
    launch,
    instantly,
  }) => {
    const sendoff = await launch({ instantlyUrl: instantly.url, tray: true, desktop: { whenClosed: 'background' } })
    type Heard = { notices: EventEmitter[]; awake: number }
    await sendoff.app.evaluate(({ Notification, powerSaveBlocker }) => {
      const heard: Heard = { notices: [], awake: 0 }
      Object.assign(globalThis, { heard })
      Notification.prototype.show = function show() {
        heard.notices.push(this)
      }
      powerSaveBlocker.start = () => {
        heard.awake += 1
        return 7
      }
      powerSaveBlocker.stop = (id) => {
        heard.awake -= id === 7 ? 1 : 0
        return true
      }
    })
    const heard = () =>
      sendoff.app.evaluate(() => {
        const { notices, awake } = (globalThis as unknown as { heard: Heard }).heard
        return { notices: notices.length, awake }
      })
    await connect(sendoff)
    await toThePlan(sendoff, leadFile(3))
    expect(await heard()).toEqual({ notices: 0, awake: 0 })
    // Only an export longer than 15 seconds, which somebody may have walked away from, announces its end.
    const slow = { kind: 'delay', ms: 16_000, when: 'before_commit' } as const
    instantly.faults.script({ method: 'POST', path: '/leads/add', fault: slow })
    await screens.plan.send(sendoff.page).click()
    await expect.poll(heard).toEqual({ notices: 0, awake: 1 })
    const ledgerCrumb = sendoff.page.getByText(exportsEn.ledger.crumb(exportId.parse(1)), { exact: true })
    await expect(ledgerCrumb).toBeVisible()
    await goTo(sendoff, '/settings')
    await expect(ledgerCrumb).toBeHidden()
    await closeWindow(sendoff)
    await expect.poll(() => windowIs(sendoff)).toBe('hidden')
    await expectState(sendoff, 'done')
    await expect.poll(heard).toEqual({ notices: 1, awake: 0 })
    await sendoff.app.evaluate(() => {
      const { notices } = (globalThis as unknown as { heard: Heard }).heard
      notices[0]?.emit('click', {})
    })
    await expect.poll(() => windowIs(sendoff)).toBe('shown')
    await expect(ledgerCrumb).toBeVisible()
  })

  test('“Quit” in the question quits the app properly, and is remembered', async ({ launch }) => {
    const sendoff = await launch({ tray: true })
    // Until the first screen is there, the system shows the question instead.
    await expect(sendoff.page.getByRole('heading', { level: 1 })).toBeVisible()
    const closed = sendoff.app.waitForEvent('close')
    await closeWindow(sendoff)
    await sendoff.page.getByRole('dialog').getByRole('button', { name: words.quit, exact: true }).click()
    await closed
    expect(readLog(sendoff.home)).toMatch(/shell: stopped\n$/)
    expect(settingsOf(sendoff.home)).toMatchObject({ whenClosed: 'quit' })
  })

  test('A lost window is replaced by a new one, and running work continues without any', async ({
    launch,
    instantly,
  }) => {
    const sendoff = await launch({ instantlyUrl: instantly.url, tray: true })
    await watchDesktop(sendoff)
    await connect(sendoff)
    await toThePlanOf(sendoff, 6_000)
    const release = instantly.faults.hold({ method: 'POST', path: '/leads/add', nth: 2 })
    await screens.plan.send(sendoff.page).click()
    await expectUnderWay(sendoff)
    await expect.poll(async () => (await seenOnDesktop(sendoff)).rows.join('\n')).toMatch(/ of 6,000/)
    const lost = await sendoff.app.evaluate(async ({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const closed = new Promise<void>((resolve) => window?.once('closed', () => resolve()))
      window?.destroy()
      await closed
      let says = ''
      try {
        window?.getBounds()
      } catch (error) {
        says = String(error)
      }
      return { left: BrowserWindow.getAllWindows().length, destroyed: window?.isDestroyed(), says }
    })
    expect(lost).toEqual({ left: 0, destroyed: true, says: expect.stringContaining('Object has been destroyed') })
    release()
    await expect.poll(async () => (await seenOnDesktop(sendoff)).rows).toContain(desktopEn.tray.nothingRuns)
    expect(new Set(instantly.journal.committedAddresses()).size).toBe(6_000)
    const opened = sendoff.app.waitForEvent('window')
    await chooseInTray(sendoff, desktopEn.tray.open)
    const page = await opened
    await expect(page.getByText(exportsEn.ledger.crumb(exportId.parse(1)), { exact: true })).toBeVisible()
  })

  test('An unresponsive page cannot block closing: the system asks instead', async ({ launch }) => {
    const sendoff = await launch({ tray: true })
    await sendoff.app.evaluate(({ dialog }) => {
      dialog.showMessageBox = (...args: unknown[]) => {
        const { buttons, checkboxChecked } = args.at(-1) as { buttons: string[]; checkboxChecked: boolean }
        Object.assign(globalThis, { asked: buttons })
        return Promise.resolve({ response: 0, checkboxChecked })
      }
    })
    // Once the page is there; before, the system would ask already at the first attempt.
    await expect(screens.connect.key(sendoff.page)).toBeFocused()
    await closeWindow(sendoff)
    await expect(sendoff.page.getByRole('dialog')).toBeVisible()
    await closeWindow(sendoff)
    await expect.poll(() => windowIs(sendoff)).toBe('hidden')
    expect(await sendoff.app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)).toEqual([
      words.background,
      words.quit,
      words.stay,
    ])
  })
})

test('The menu’s keys switch full screen, minimise, and close as the button does', async ({ launch }) => {
  test.skip(mac, 'a Mac’s are its system’s')
  const sendoff = await launch({ tray: true, desktop: { whenClosed: 'background' } })
  const { keyboard } = sendoff.page
  await expect(screens.connect.key(sendoff.page)).toBeFocused()
  const isFullScreen = () =>
    sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFullScreen() ?? null)
  await keyboard.press('F11')
  await expect.poll(isFullScreen).toBe(true)
  await keyboard.press('F11')
  await expect.poll(isFullScreen).toBe(false)
  await keyboard.press('Control+m')
  await expect.poll(() => windowIs(sendoff)).toBe('minimized')
  await sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.restore())
  await keyboard.press('Control+w')
  await expect.poll(() => windowIs(sendoff)).toBe('hidden')
})

test.describe('without a tray', () => {
  test.skip(process.platform !== 'linux', 'Windows and macOS always have one')

  test('The app says so and never hides: it minimises or quits', async ({ launch }) => {
    const sendoff = await launch({ tray: false })
    await expect(screens.connect.key(sendoff.page)).toBeFocused()
    await closeWindow(sendoff)
    const question = sendoff.page.getByRole('dialog', { name: words.noTrayTitle })
    await expect(question.getByRole('button', { name: words.minimize })).toBeFocused()
    await expectAccessibleInBoth(sendoff.page, 'closing without a tray')
    await sendoff.page.keyboard.press('Enter')
    await expect.poll(() => windowIs(sendoff)).toBe('minimized')
    await sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.restore())
    await closeWindow(sendoff)
    await expect.poll(() => windowIs(sendoff)).toBe('minimized')
  })
})

test.describe('quitting while an export runs', () => {
  // Long lists and slow answers, so that some requests are in flight and some leads remain.
  test.slow()
  const running = async (
    launch: (options: LaunchOptions) => Promise<Sendoff>,
    instantly: { url: string },
    leads: number,
  ) => {
    const sendoff = await launch({
      instantlyUrl: instantly.url,
      tray: true,
      desktop: { askBeforeQuit: true },
    })
    await connect(sendoff)
    await toThePlanOf(sendoff, leads)
    return sendoff
  }
  const requestQuit = (sendoff: Sendoff) => sendoff.app.evaluate(({ app }) => setImmediate(() => app.quit()))

  test('It asks, finishes current requests, and the next start continues; every lead is exported once', async ({
    launch,
    instantly,
  }) => {
    const sendoff = await running(launch, instantly, 10_000)
    const { page } = sendoff
    // The first request is answered; later ones are in flight when the app quits. More follow until it has begun to
    // quit.
    const release = instantly.faults.hold({ method: 'POST', path: '/leads/add', nth: 2 })
    // A slow computer would send all of them by then.
    const releaseRest = instantly.faults.hold({ method: 'POST', path: '/leads/add', nth: 6 })
    await screens.plan.send(page).click()
    await expectUnderWay(sendoff)

    await requestQuit(sendoff)
    const question = page.getByRole('dialog', { name: words.quitTitle(1) })
    await expect(question.getByRole('button', { name: words.background })).toBeFocused()
    await expect(question.getByRole('checkbox', { name: words.rememberQuit })).not.toBeChecked()
    await expectAccessibleInBoth(page, 'quitting while an export runs')
    await page.keyboard.press('Escape')
    await expect(question).toBeHidden()

    await requestQuit(sendoff)
    await question.getByRole('checkbox', { name: words.rememberQuit }).click()
    const closed = sendoff.app.waitForEvent('close')
    await question.getByRole('button', { name: words.quit, exact: true }).click()
    // Released once it is leaving; on a slow computer it may have exited by then, because it waits only five seconds.
    await Promise.race([page.getByRole('dialog', { name: words.leavingTitle }).waitFor(), closed])
    release()
    await closed
    expect(readLog(sendoff.home)).toMatch(/shell: stopped\n$/)
    expect(settingsOf(sendoff.home)).toMatchObject({ askBeforeQuit: false })
    const before = instantly.journal.committedAddresses().length
    expect(before).toBeGreaterThan(1_000)
    expect(before).toBeLessThan(10_000)

    releaseRest()
    await sendoff.relaunch()
    await expectState(sendoff, 'done')
    expect((await newestLedger(sendoff)).summary.totals).toMatchObject({ rows: 10_000, uploaded: 10_000 })
    expect(new Set(instantly.journal.committedAddresses()).size).toBe(10_000)
  })

  test('It says what it is still finishing', async ({ launch }) => {
    const sendoff = await launch()
    await expect(screens.connect.key(sendoff.page)).toBeFocused()
    // Sent as the app would send it: the app itself exits after five seconds, however slow the computer.
    await sendoff.app.evaluate(
      ({ BrowserWindow }, channel) =>
        BrowserWindow.getAllWindows()[0]?.webContents.send(channel, 'desktop.leaving', { running: 1 }),
      bridgeChannels.event,
    )
    await expect(sendoff.page.getByRole('dialog', { name: words.leavingTitle })).toBeVisible()
    await expectAccessibleInBoth(sendoff.page, 'the last request is finished')
  })

  test.skip(process.platform === 'win32', 'Windows has no signals')
  // The first is the usual one on most systems; all three lead to the same end.
  for (const end of (['shutdown', 'SIGTERM', 'query-session-end'] as const).slice(0, times(1, 3)))
    test(`${end}: it asks nothing and finishes current requests`, async ({ launch, instantly }) => {
      const sendoff = await running(launch, instantly, 6_000)
      const release = instantly.faults.hold({ method: 'POST', path: '/leads/add', nth: 2 })
      await screens.plan.send(sendoff.page).click()
      await expectUnderWay(sendoff)
      const closed = sendoff.app.waitForEvent('close')
      if (end === 'SIGTERM') sendoff.app.process().kill('SIGTERM')
      else
        await sendoff.app.evaluate(({ powerMonitor, BrowserWindow }, name) => {
          // Windows notifies the window and ends the session at once unless told to wait.
          const [window] = BrowserWindow.getAllWindows()
          const from = (name === 'shutdown' ? powerMonitor : window) as NodeJS.EventEmitter
          setImmediate(() => from.emit(name, { preventDefault: () => {} }))
        }, end)
      release()
      await closed
      expect(readLog(sendoff.home)).toMatch(/shell: stopped\n$/)
      // Everything Instantly has is recorded here, however many requests a slow computer left unanswered; the next
      // start sends none of these leads.
      const { uploaded, unanswered } = handedOver(sendoff.home)
      const there = instantly.journal.committedAddresses().length
      expect(there).toBeGreaterThan(0)
      expect(uploaded).toBeLessThanOrEqual(there)
      expect(uploaded + unanswered).toBeGreaterThanOrEqual(there)
    })
})
