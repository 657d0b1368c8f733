import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { en } from '#shared/texts/en.ts'
import { startFakeInstantly } from '../../support/instantly/server.ts'
import { expect, test } from '../support/app.ts'
import { projectRoot } from '../support/ensure-build.ts'
import { readLog, type Sendoff } from '../support/launch.ts'
import { screens } from '../support/screens.ts'

// Tests the start, run and end of the process.
test.use({ ownProcess: true })

/** Starts the app a second time on the same home, as a double click on a file would. */
async function startAgain(sendoff: Sendoff, file: string) {
  const executable = await sendoff.app.evaluate(() => process.argv[0] as string)
  const env = { ...process.env, SENDOFF_HOME: sendoff.home }
  const args = process.platform === 'linux' ? ['--no-sandbox', '.', file] : ['.', file]
  return spawnSync(executable, args, { cwd: projectRoot, env, encoding: 'utf8', timeout: 120_000 })
}

test('A second start quits at once, shows the first window and passes on its file', async ({ sendoff }) => {
  const { app, page, home } = sendoff
  const file = path.join(home, 'leads of märz.csv')
  writeFileSync(file, 'email\nana@acme.example\n')
  await page.evaluate(() => {
    const all = globalThis as unknown as {
      heard: unknown[]
      sendoff: { on(listener: (name: string, payload: unknown) => void): void }
    }
    all.heard = []
    all.sendoff.on((name, payload) => all.heard.push([name, payload]))
  })
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  const second = await startAgain(sendoff, file)
  expect(second.status).toBe(0)
  await expect
    .poll(() => page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard))
    .toContainEqual(['files.opened', { paths: [file] }])
  const state = await app.evaluate(({ BrowserWindow }) => {
    const all = BrowserWindow.getAllWindows()
    return { count: all.length, minimized: all[0]?.isMinimized() }
  })
  expect(state).toEqual({ count: 1, minimized: false })
})

test('A file given at the start opens once the window is shown', async ({ launch }) => {
  const instantly = await startFakeInstantly()
  const sendoff = await launch({ instantlyUrl: instantly.url })
  await sendoff.call('workspaces.addKey', { workspaceId: null, key: instantly.key })
  await sendoff.quit()
  const file = path.join(sendoff.home, 'with the start.csv')
  writeFileSync(file, 'email\nana@acme.example\n')
  await sendoff.relaunch({ args: [file] })
  await expect(screens.mapping.title(sendoff.page)).toBeVisible()
  await expect(sendoff.page.getByText('with the start.csv').first()).toBeVisible()
  await sendoff.quit()
  await instantly.close()
})

test('After a kill the app starts again with the same data, and the window returns to its place', async ({
  sendoff,
}) => {
  await test.step('After a kill the app starts again with the same data', async () => {
    await sendoff.page.evaluate(() => localStorage.setItem('kept', 'yes'))
    await sendoff.quit()
    await sendoff.relaunch()
    expect(await sendoff.page.evaluate(() => localStorage.getItem('kept'))).toBe('yes')
    await sendoff.kill()
    await sendoff.relaunch()
    expect(await sendoff.page.evaluate(() => localStorage.getItem('kept'))).toBe('yes')
    expect(readLog(sendoff.home).match(/shell: started/g)).toHaveLength(3)
  })

  await test.step('The window returns to its place', async () => {
    await sendoff.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1100, height: 700 }),
    )
    await sendoff.quit()
    await sendoff.relaunch()
    const bounds = await sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
    expect(bounds).toMatchObject({ width: 1100, height: 700 })
  })
})

test('A file that was open when the app was killed is named after the next start, and opened or dismissed', async ({
  launch,
}) => {
  const instantly = await startFakeInstantly()
  const sendoff = await launch({ instantlyUrl: instantly.url })
  await sendoff.call('workspaces.addKey', { workspaceId: null, key: instantly.key })
  await expect(sendoff.page.getByRole('navigation', { name: en.frame.screens })).toBeVisible()
  const files = ['bakers.csv', 'butchers.csv'].map((name) => path.join(sendoff.home, name))
  for (const file of files) writeFileSync(file, 'Ort,email\nKöln,ana@acme.example\n')
  await sendoff.dropFiles(files.toReversed())
  await expect(screens.mapping.title(sendoff.page)).toBeVisible()
  const openFiles = async () => (await sendoff.call('app.uiState', {})).openFiles
  await expect.poll(async () => (await openFiles()).map((file) => file.path)).toEqual(files.toReversed())
  // Manual edits are restored with the file.
  const listName = sendoff.page.getByLabel(en.lists.import.listName)
  await listName.fill('Butchers of Köln')
  await expect.poll(async () => (await openFiles())[0]?.edits?.listName).toBe('Butchers of Köln')
  await sendoff.kill()
  await sendoff.relaunch()
  const left = sendoff.page.getByRole('listitem').filter({ hasText: en.lists.page.leftImport })
  await expect(left).toHaveCount(2)
  await left.filter({ hasText: 'bakers.csv' }).getByRole('button', { name: en.lists.page.discard }).click()
  await left.getByRole('button', { name: en.lists.page.openAgain }).click()
  await expect(screens.mapping.title(sendoff.page)).toBeVisible()
  await expect(sendoff.page.getByLabel(en.lists.import.listName)).toHaveValue('Butchers of Köln')
  await screens.mapping.save(sendoff.page).click()
  await screens.list.export(sendoff.page).waitFor()
  await expect.poll(async () => (await sendoff.call('app.uiState', {})).openFiles).toEqual([])
  await sendoff.quit()
  await instantly.close()
})

test('SENDOFF_HOME holds everything the app writes, and a crashed page is reloaded', async ({ sendoff }) => {
  await test.step('SENDOFF_HOME holds everything the app writes', async () => {
    const places = await sendoff.app.evaluate(({ app }) => [app.getPath('userData'), app.getPath('sessionData')])
    expect(places).toEqual([sendoff.home, sendoff.home])
    await expect.poll(() => existsSync(path.join(sendoff.home, 'data'))).toBe(true)
    expect(readdirSync(sendoff.home)).toEqual(expect.arrayContaining(['data', 'logs']))
  })

  await test.step('A crashed page is reloaded', async () => {
    await sendoff.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
    })
    await expect.poll(() => readLog(sendoff.home)).toContain('page process gone')
    await expect
      .poll(() =>
        sendoff.app.evaluate(async ({ BrowserWindow }) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents
          return contents?.executeJavaScript('typeof sendoff').catch(() => 'gone')
        }),
      )
      .toBe('object')
  })
})

test('Closing the window quits the app properly if set so', async ({ launch }) => {
  const sendoff = await launch({ desktop: { whenClosed: 'quit' } })
  const closed = sendoff.app.waitForEvent('close')
  await sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  if (process.platform === 'darwin') await sendoff.quit()
  await closed
  expect(readLog(sendoff.home)).toMatch(/shell: stopped\n$/)
})
