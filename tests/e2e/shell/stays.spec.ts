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
import { readLog, type Sendoff } from '../support/launch.ts'
import {
  connect,
  expect,
  expectState,
  expectUnderWay,
  goTo,
  newestLedger,
  test,
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

type Heard = { notices: EventEmitter[]; awake: number }
type WithHeard = { heard: Heard }

/** Counts notifications, and what keeps the computer awake, from now on. */
async function hearNoticesAndWakefulness({ app }: Sendoff) {
  await app.evaluate(({ Notification, powerSaveBlocker }) => {
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
  return () =>
    app.evaluate(() => {
      const { notices, awake } = (globalThis as unknown as WithHeard).heard
      return { notices: notices.length, awake }
    })
}

test.describe('with a tray', () => {
  test.skip(mac, 'on a Mac closing never asks: the app stays in the Dock')

  test('Closed while an export runs, the app asks once, goes on hidden and awake, notifies of the end, and its tray pauses, resumes and reopens', async ({
    launch,
    instantly,
  }) => {
    const sendoff = await launch({ instantlyUrl: instantly.url, tray: true })
    const { page } = sendoff
    await watchDesktop(sendoff)
    const heard = await hearNoticesAndWakefulness(sendoff)
    await connect(sendoff)
    const rows = async () => (await seenOnDesktop(sendoff)).rows
    const ledgerOf = (at: number, of = page) =>
      of.getByText(exportsEn.ledger.crumb(exportId.parse(at)), { exact: true })
    /** Starts an export of which some leads have arrived, and others follow once it is released. */
    const exportHeld = async (at: number) => {
      await toThePlanOf(sendoff, 6_000, `list${at}`)
      const release = instantly.faults.hold({ method: 'POST', path: '/leads/add', nth: 2 })
      await screens.plan.send(page).click()
      await expect(ledgerOf(at)).toBeVisible()
      await expectUnderWay(sendoff)
      return release
    }

    await test.step('Closing asks once; by keyboard the window hides and the export continues', async () => {
      expect(await heard()).toEqual({ notices: 0, awake: 0 })
      const release = await exportHeld(1)
      const began = Date.now()
      await goTo(sendoff, '/settings')
      await expect(ledgerOf(1)).toBeHidden()

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

      await expect.poll(async () => (await rows()).join('\n')).toMatch(/: [\d,]+ of 6,000/)
      await expect.poll(async () => (await seenOnDesktop(sendoff)).tooltip).toMatch(/[\d,]+ of 6,000 leads \(\d+ %\)/)
      expect(await heard()).toEqual({ notices: 0, awake: 1 })
      // Only an export longer than 15 seconds, which somebody may have walked away from, announces its end.
      await expect.poll(() => Date.now() - began).toBeGreaterThan(16_000)
      release()
      await expectState(sendoff, 'done')
      await expect.poll(rows).toContain(desktopEn.tray.nothingRuns)
      const { bars } = await seenOnDesktop(sendoff)
      expect(bars.some((share) => share > 0 && share <= 1)).toBe(true)
      expect(bars.at(-1)).toBe(-1)
      expect((await newestLedger(sendoff)).summary.totals).toMatchObject({ rows: 6_000, uploaded: 6_000 })
      expect(new Set(instantly.journal.committedAddresses()).size).toBe(6_000)
    })

    await test.step('Its end is notified, and a click opens its report', async () => {
      await expect.poll(heard).toEqual({ notices: 1, awake: 0 })
      await sendoff.app.evaluate(() => (globalThis as unknown as WithHeard).heard.notices[0]?.emit('click', {}))
      await expect.poll(() => windowIs(sendoff)).toBe('shown')
      await expect(ledgerOf(1)).toBeVisible()
    })

    await test.step('The next time it simply closes, and the tray pauses, resumes and reopens', async () => {
      const release = await exportHeld(2)
      await closeWindow(sendoff)
      await expect.poll(() => windowIs(sendoff)).toBe('hidden')
      await expect(page.getByRole('dialog')).toBeHidden()
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
      await chooseInTray(sendoff, desktopEn.tray.open)
      await expect.poll(() => windowIs(sendoff)).toBe('shown')
      await expect(ledgerOf(2)).toBeVisible()
    })

    await test.step('A lost window is replaced by a new one, and running work continues without any', async () => {
      const release = await exportHeld(3)
      await expect.poll(async () => (await rows()).join('\n')).toMatch(/ of 6,000/)
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
      await expect.poll(rows).toContain(desktopEn.tray.nothingRuns)
      expect(new Set(instantly.journal.committedAddresses()).size).toBe(18_000)
      const opened = sendoff.app.waitForEvent('window')
      await chooseInTray(sendoff, desktopEn.tray.open)
      await expect(ledgerOf(3, await opened)).toBeVisible()
    })
  })

  test('An unresponsive page cannot block closing, the menu’s keys do what they say, and “Quit” in the question quits for good', async ({
    launch,
  }) => {
    const sendoff = await launch({ tray: true })
    const { page } = sendoff
    const window = (act: 'restore' | 'show') =>
      sendoff.app.evaluate(({ BrowserWindow }, name) => BrowserWindow.getAllWindows()[0]?.[name](), act)
    // Once the page is there; before, the system would ask already at the first attempt.
    await expect(screens.connect.key(page)).toBeFocused()

    await test.step('An unresponsive page cannot block closing: the system asks instead', async () => {
      await sendoff.app.evaluate(({ dialog }) => {
        dialog.showMessageBox = (...args: unknown[]) => {
          const { buttons } = args.at(-1) as { buttons: string[] }
          Object.assign(globalThis, { asked: buttons })
          return Promise.resolve({ response: 0, checkboxChecked: false })
        }
      })
      await closeWindow(sendoff)
      await expect(page.getByRole('dialog')).toBeVisible()
      await closeWindow(sendoff)
      await expect.poll(() => windowIs(sendoff)).toBe('hidden')
      expect(await sendoff.app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)).toEqual([
        words.background,
        words.quit,
        words.stay,
      ])
    })

    await test.step('The menu’s keys switch full screen, minimise, and close as the button does', async () => {
      await window('show')
      await expect(page.getByRole('dialog')).toBeHidden()
      const { keyboard } = page
      const isFullScreen = () =>
        sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFullScreen() ?? null)
      await keyboard.press('F11')
      await expect.poll(isFullScreen).toBe(true)
      await keyboard.press('F11')
      await expect.poll(isFullScreen).toBe(false)
      await keyboard.press('Control+m')
      await expect.poll(() => windowIs(sendoff)).toBe('minimized')
      await window('restore')
      await keyboard.press('Control+w')
      await expect(page.getByRole('dialog', { name: words.closeTitle })).toBeVisible()
    })

    await test.step('“Quit” in the question quits the app properly, and is remembered', async () => {
      const closed = sendoff.app.waitForEvent('close')
      await page.getByRole('dialog').getByRole('button', { name: words.quit, exact: true }).click()
      await closed
      expect(readLog(sendoff.home)).toMatch(/shell: stopped\n$/)
      expect(settingsOf(sendoff.home)).toMatchObject({ whenClosed: 'quit' })
    })
  })
})

test.describe('without a tray', () => {
  test.skip(process.platform !== 'linux', 'Windows and macOS always have one')

  test('The app says so and never hides: it minimises or quits, and says what it is still finishing', async ({
    launch,
  }) => {
    const sendoff = await launch({ tray: false })
    const { page } = sendoff
    const restore = () => sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.restore())
    await expect(screens.connect.key(page)).toBeFocused()
    await closeWindow(sendoff)
    const question = page.getByRole('dialog', { name: words.noTrayTitle })
    await expect(question.getByRole('button', { name: words.minimize })).toBeFocused()
    await expectAccessibleInBoth(page, 'closing without a tray')
    await page.keyboard.press('Enter')
    await expect.poll(() => windowIs(sendoff)).toBe('minimized')
    await restore()
    await closeWindow(sendoff)
    await expect.poll(() => windowIs(sendoff)).toBe('minimized')
    await restore()

    // Sent as the app would send it: the app itself exits after five seconds, however slow the computer.
    await sendoff.app.evaluate(
      ({ BrowserWindow }, channel) =>
        BrowserWindow.getAllWindows()[0]?.webContents.send(channel, 'desktop.leaving', { running: 1 }),
      bridgeChannels.event,
    )
    await expect(page.getByRole('dialog', { name: words.leavingTitle })).toBeVisible()
    await expectAccessibleInBoth(page, 'the last request is finished')
  })
})

test('Quitting while an export runs asks, finishes current requests, and the next start continues; a shutdown asks nothing', async ({
  launch,
  instantly,
}) => {
  // Long lists and slow answers, so that some requests are in flight and some leads remain.
  test.slow()
  const sendoff = await launch({ instantlyUrl: instantly.url, tray: true, desktop: { askBeforeQuit: true } })
  await connect(sendoff)

  await test.step('It asks, finishes current requests, and the next start continues; every lead is exported once', async () => {
    const { page } = sendoff
    const requestQuit = () => sendoff.app.evaluate(({ app }) => setImmediate(() => app.quit()))
    await toThePlanOf(sendoff, 10_000)
    // The first request is answered; later ones are in flight when the app quits. More follow until it has begun to
    // quit.
    const release = instantly.faults.hold({ method: 'POST', path: '/leads/add', nth: 2 })
    // A slow computer would send all of them by then.
    const releaseRest = instantly.faults.hold({ method: 'POST', path: '/leads/add', nth: 6 })
    await screens.plan.send(page).click()
    await expectUnderWay(sendoff)

    await requestQuit()
    const question = page.getByRole('dialog', { name: words.quitTitle(1) })
    await expect(question.getByRole('button', { name: words.background })).toBeFocused()
    await expect(question.getByRole('checkbox', { name: words.rememberQuit })).not.toBeChecked()
    await expectAccessibleInBoth(page, 'quitting while an export runs')
    await page.keyboard.press('Escape')
    await expect(question).toBeHidden()

    await requestQuit()
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

  // Windows has no signals. The first is the usual one on most systems; all three lead to the same end.
  const ends = process.platform === 'win32' ? [] : (['shutdown', 'SIGTERM', 'query-session-end'] as const)
  for (const [at, end] of ends.slice(0, times(1, 3)).entries())
    await test.step(`${end}: it asks nothing and finishes current requests`, async () => {
      if (at > 0) {
        await sendoff.relaunch()
        await expectState(sendoff, 'done')
      }
      await sendoff.call('desktop.saveSettings', { askBeforeQuit: true })
      const earlier = instantly.journal.committedAddresses().length
      await toThePlanOf(sendoff, 6_000, end)
      const release = instantly.faults.hold({ method: 'POST', path: '/leads/add', nth: 2 })
      await screens.plan.send(sendoff.page).click()
      await expect(
        sendoff.page.getByText(exportsEn.ledger.crumb(exportId.parse(at + 2)), { exact: true }),
      ).toBeVisible()
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
      expect(there).toBeGreaterThan(earlier)
      expect(uploaded).toBeLessThanOrEqual(there)
      expect(uploaded + unanswered).toBeGreaterThanOrEqual(there)
    })
})
