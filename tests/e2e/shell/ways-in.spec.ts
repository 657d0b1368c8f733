/** Entry points from outside: links, opened files, the login, notifications; and the position of the window. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { errorsEn } from '#shared/texts/en/core/errors.ts'
import { en } from '#shared/texts/en.ts'
import { closeWindow, windowIs } from '../support/desktop.ts'
import { projectRoot } from '../support/ensure-build.ts'
import type { Sendoff } from '../support/launch.ts'
import { connect, expect, leadFile, saveAsList, test, writeFile } from '../support/main-job.ts'
import { screens } from '../support/screens.ts'

// Tests the start, run and end of the process.
test.use({ ownProcess: true })

/** Starts the app a second time on the same home, as the system does for a link or a file. */
async function startAgain({ app, home }: Pick<Sendoff, 'app' | 'home'>, ...args: string[]) {
  const executable = await app.evaluate(() => process.argv[0] as string)
  const sandbox = process.platform === 'linux' ? ['--no-sandbox'] : []
  const env = { ...process.env, SENDOFF_HOME: home }
  return spawnSync(executable, [...sandbox, '.', ...args], {
    cwd: projectRoot,
    env,
    encoding: 'utf8',
    timeout: 120_000,
  })
}

const heading = ({ page }: Sendoff) => page.getByRole('heading', { level: 1 })

test('Links, opened files and dropped files show what they name, in the running app and at a start, and nothing else', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, tray: true, desktop: { whenClosed: 'background' } })
  const workspace = await connect(sendoff)

  await test.step('A copied link shows its place in the running app, and in a hidden window', async () => {
    await saveAsList(sendoff, leadFile(3, 'links.csv'))
    const [list] = await sendoff.call('lists.all', { workspaceId: workspace.id, archived: false })
    // The copied link leads back here.
    await sendoff.page.evaluate(() => {
      document.addEventListener('copy', () => Object.assign(globalThis, { copied: String(getSelection()) }))
    })
    await sendoff.page.getByRole('button', { name: en.lists.page.more('links') }).click()
    await sendoff.page.getByRole('menuitem', { name: en.desktop.copyLink }).click()
    const link = await sendoff.page.evaluate(() => (globalThis as unknown as { copied: string }).copied)
    expect(link).toBe(`sendoff://lists/${list?.id}`)

    expect((await startAgain(sendoff, 'sendoff://settings/desktop')).status).toBe(0)
    await expect(sendoff.page.getByRole('tab', { name: en.desktop.settings.tab })).toHaveAttribute(
      'aria-selected',
      'true',
    )

    if (process.platform !== 'darwin') {
      await closeWindow(sendoff)
      await expect.poll(() => windowIs(sendoff)).toBe('hidden')
    }
    await startAgain(sendoff, link)
    await expect.poll(() => windowIs(sendoff)).toBe('shown')
    await expect(heading(sendoff)).toHaveText('links')
  })

  await test.step('A hostile link only opens the app, and its other parts have no effect', async () => {
    const file = writeFile('smuggled.csv', 'email\nana@acme.example\n')
    await sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
    const links = [`sendoff://import?path=${file}`, 'sendoff://lists/../../etc', 'sendoff://exports/plan/1', 'sendoff:']
    for (const link of links) expect((await startAgain(sendoff, link, file)).status).toBe(0)
    await expect.poll(() => windowIs(sendoff)).toBe('shown')
    await sendoff.app.evaluate(({ app }, link) => app.emit('open-url', { preventDefault: () => {} }, link), links[0])
    // A valid link after them: when it has arrived, the others would have too.
    await startAgain(sendoff, 'sendoff://activity')
    await expect(heading(sendoff)).toHaveText(en.feed.title)
    await sendoff.page.keyboard.press('Alt+ArrowLeft')
    await expect(heading(sendoff)).toHaveText('links')
    await expect(sendoff.page.getByText('smuggled.csv')).toHaveCount(0)
  })

  await test.step('A file dropped again while open is not opened twice, and keeps its choices', async () => {
    const { page } = sendoff
    const file = writeFile('twice.csv', 'email,city\nana@acme.example,Bonn\n')
    await sendoff.dropFiles([file])
    await expect(page.getByText('twice.csv').first()).toBeVisible()
    const name = page.getByRole('textbox', { name: en.lists.import.listName })
    await name.fill('My own name')
    await sendoff.dropFiles([file])
    await expect(page.getByText(en.drop.alreadyOpen('twice.csv'))).toBeVisible()
    await expect(name).toHaveValue('My own name')
    await expect(page.getByText(en.importing.queue.waiting(1))).toBeHidden()
    await page.getByRole('button', { name: en.lists.import.discard }).click()
    await expect(heading(sendoff)).toHaveText(en.lists.title)
  })

  await test.step('The first of several opened files is shown, and the others wait', async () => {
    const files = ['one.csv', 'two.csv', 'three.csv'].map((name) => writeFile(name, 'email\nana@acme.example\n'))
    await sendoff.app.evaluate(({ app }, all) => {
      for (const file of all) app.emit('open-file', { preventDefault: () => {} }, file)
    }, files)
    await expect(screens.mapping.title(sendoff.page)).toBeVisible()
    await expect(sendoff.page.getByText('one.csv').first()).toBeVisible()
    await expect(sendoff.page.getByText(en.importing.queue.waiting(2))).toBeVisible()
  })

  await test.step('Each of several unreadable files is named with its reason', async () => {
    const empty = writeFile('empty.csv', '')
    const header = writeFile('header-only.csv', 'email,name\n')
    await sendoff.dropFiles([empty, writeFile('good.csv', 'email\nana@acme.example\n'), header])
    const trouble = sendoff.page.getByRole('dialog', { name: en.drop.failedFiles(2) })
    await expect(trouble).toContainText('empty.csv')
    await expect(trouble).toContainText('header-only.csv')
    await trouble.getByRole('button', { name: en.ui.close }).click()
    await expect(trouble).toBeHidden()
    await expect(sendoff.page.getByText('good.csv').first()).toBeVisible()
  })

  await test.step('Instead of an unreadable file another one is chosen right there', async () => {
    await sendoff.dropFiles([writeFile('empty again.csv', '')])
    const chosen = writeFile('better.csv', 'email\nbob@acme.example\n')
    await sendoff.app.evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] })
    }, chosen)
    await sendoff.page.getByRole('dialog').getByRole('button', { name: en.drop.chooseOther }).click()
    await expect(sendoff.page.getByText('better.csv').first()).toBeVisible()
    await expect(sendoff.page.getByRole('dialog')).toBeHidden()
  })

  await test.step('An opened folder or a missing file is reported as such', async () => {
    const folder = path.join(sendoff.home, 'a folder')
    mkdirSync(folder)
    const trouble = sendoff.page.getByRole('dialog', { name: en.drop.failed('a folder') })
    await startAgain(sendoff, folder)
    await expect(trouble).toContainText(errorsEn.FILE_UNREADABLE({ fileName: 'a folder', reason: 'not_a_file' }).means)
    await sendoff.page.keyboard.press('Escape')
    await sendoff.dropFiles([folder])
    await expect(trouble).toBeVisible()
    await sendoff.page.keyboard.press('Escape')
    await startAgain(sendoff, path.join(sendoff.home, 'gone.csv'))
    await expect(sendoff.page.getByRole('dialog', { name: en.drop.failed('gone.csv') })).toBeVisible()
  })

  await test.step('A link shows its place at a start', async () => {
    await sendoff.quit()
    await sendoff.relaunch({ args: ['sendoff://activity'] })
    await expect(heading(sendoff)).toHaveText(en.feed.title)
  })
})

test('The window is put where it can be seen and returns as it was, and a start at login opens none until asked', async ({
  launch,
}) => {
  const sendoff = await launch({ tray: true })
  const bounds = () => sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())

  if (process.platform === 'linux')
    // Windows and macOS keep login items themselves; tests must not change them.
    await test.step('Start at login is off, is switched on in Settings, and starts without a window', async () => {
      const entry = path.join(sendoff.home, 'config', 'autostart', 'app.sendoff.desktop.desktop')
      expect(existsSync(entry)).toBe(false)
      expect(await sendoff.call('desktop.settings', {})).toMatchObject({ openAtLogin: false, tray: true })
      expect(await sendoff.call('desktop.saveSettings', { openAtLogin: true })).toMatchObject({ openAtLogin: true })
      const text = readFileSync(entry, 'utf8')
      expect(text).toMatch(/^Exec=".*electron" ".*" "--hidden"$/m)

      // A start by the login while the app runs shows nothing; any other start shows the window.
      await sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
      await startAgain(sendoff, '--hidden')
      await startAgain(sendoff)
      await expect.poll(() => windowIs(sendoff)).toBe('shown')

      // Switched off in the desktop's own settings.
      writeFileSync(entry, text.replace('enabled=true', 'enabled=false'))
      expect(await sendoff.call('desktop.settings', {})).toMatchObject({ openAtLogin: false })
      expect(await sendoff.call('desktop.saveSettings', { openAtLogin: false })).toMatchObject({ openAtLogin: false })
      expect(existsSync(entry)).toBe(false)
    })

  await test.step('A window whose display was removed opens on the remaining one', async () => {
    await sendoff.quit()
    const state = { bounds: { x: 9_000, y: -4_000, width: 1_100, height: 700 }, maximized: false, theme: 'system' }
    writeFileSync(path.join(sendoff.home, 'window.json'), JSON.stringify(state))
    await sendoff.relaunch()
    const area = await sendoff.app.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea)
    expect(await bounds()).toEqual({
      width: 1_100,
      height: 700,
      x: Math.round(area.x + (area.width - 1_100) / 2),
      y: Math.round(area.y + (area.height - 700) / 2),
    })
  })

  await test.step('A full-screen window returns as such', async () => {
    await sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setFullScreen(true))
    await sendoff.quit()
    await sendoff.relaunch()
    const isFull = () => sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFullScreen())
    await expect.poll(isFull).toBe(true)
  })

  await test.step('Started at login the app has no window; a link opens one, maximised as before and only with its page', async () => {
    await sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setFullScreen(false))
    await expect.poll(() => windowIs(sendoff)).toBe('shown')
    await sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.maximize())
    await sendoff.quit()
    // A Mac tells the app itself that the login started it.
    if (process.platform === 'darwin') await sendoff.relaunch()
    else
      await sendoff.relaunch({
        args: ['--hidden'],
        async beforeWindow(app) {
          const count = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
          const same = { app, home: sendoff.home }
          // A second start by the login, which takes longer than opening a window would.
          await startAgain(same, '--hidden')
          expect(await count()).toBe(0)
          await startAgain(same, 'sendoff://settings/data')
          await expect.poll(count).toBe(1)
        },
      })
    await expect.poll(() => windowIs(sendoff)).toBe('shown')
    const isMaximized = () =>
      sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMaximized())
    await expect.poll(isMaximized).toBe(true)
    // The stand-in reports a window that is shown before its page has content.
    expect(sendoff.stderr()).not.toContain('shown before its page')
  })
})
