import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { en } from '#shared/texts/en.ts'
import { projectRoot } from '../support/ensure-build.ts'
import { filesHolding } from '../support/files-holding.ts'
import { readLog, type Sendoff } from '../support/launch.ts'
import { clientName, connect, expect, key, test } from '../support/main-job.ts'
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

test('The app starts once per home, opens the files it is given, and restarts with everything after a quit, a crash and a kill, without a key in plain text', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, desktop: { whenClosed: 'quit' } })
  const { home } = sendoff
  const fileOf = (name: string, content: string) => {
    const file = path.join(home, name)
    writeFileSync(file, content)
    return file
  }
  const discard = async () => {
    await sendoff.page.getByRole('button', { name: en.lists.import.discard }).click()
    await expect(screens.mapping.title(sendoff.page)).toBeHidden()
  }
  const kept = () => sendoff.page.evaluate(() => localStorage.getItem('kept'))

  await test.step('SENDOFF_HOME holds everything the app writes', async () => {
    const places = await sendoff.app.evaluate(({ app }) => [app.getPath('userData'), app.getPath('sessionData')])
    expect(places).toEqual([home, home])
    await expect.poll(() => existsSync(path.join(home, 'data'))).toBe(true)
    expect(readdirSync(home)).toEqual(expect.arrayContaining(['data', 'logs']))
  })

  const workspace = await connect(sendoff)
  expect(JSON.stringify(workspace)).not.toContain(key)
  await test.step('A second start quits at once, shows the first window and passes on its file', async () => {
    const file = fileOf('leads of märz.csv', 'email\nana@acme.example\n')
    await sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
    const second = await startAgain(sendoff, file)
    expect(second.status).toBe(0)
    await expect(screens.mapping.title(sendoff.page)).toBeVisible()
    await expect(sendoff.page.getByText('leads of märz.csv').first()).toBeVisible()
    const state = await sendoff.app.evaluate(({ BrowserWindow }) => {
      const all = BrowserWindow.getAllWindows()
      return { count: all.length, minimized: all[0]?.isMinimized() }
    })
    expect(state).toEqual({ count: 1, minimized: false })
    await discard()
  })

  await test.step('Closing the window quits the app properly if set so', async () => {
    await sendoff.page.evaluate(() => localStorage.setItem('kept', 'yes'))
    await sendoff.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1100, height: 700 }),
    )
    const closed = sendoff.app.waitForEvent('close')
    await sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    if (process.platform === 'darwin') await sendoff.quit()
    await closed
    expect(readLog(home)).toMatch(/shell: stopped\n$/)
  })

  await test.step('The window returns to its place, and a file given at the start opens once it is shown', async () => {
    await sendoff.relaunch({ args: [fileOf('with the start.csv', 'email\nana@acme.example\n')] })
    await expect(screens.mapping.title(sendoff.page)).toBeVisible()
    await expect(sendoff.page.getByText('with the start.csv').first()).toBeVisible()
    const bounds = await sendoff.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
    expect(bounds).toMatchObject({ width: 1100, height: 700 })
    expect(await kept()).toBe('yes')
    await discard()
  })

  await test.step('Files that were open when the app was killed are named after the next start, with the same data, and opened or dismissed', async () => {
    const files = ['bakers.csv', 'butchers.csv'].map((name) => fileOf(name, 'Ort,email\nKöln,ana@acme.example\n'))
    await sendoff.dropFiles(files.toReversed())
    await expect(screens.mapping.title(sendoff.page)).toBeVisible()
    const openFiles = async () => (await sendoff.call('app.uiState', {})).openFiles
    await expect.poll(async () => (await openFiles()).map((file) => file.path)).toEqual(files.toReversed())
    // Manual edits are restored with the file.
    const listName = sendoff.page.getByLabel(en.lists.import.listName)
    await listName.fill('Butchers of Köln')
    await expect.poll(async () => (await openFiles())[0]?.edits?.listName).toBe('Butchers of Köln')
    await sendoff.kill()
    await sendoff.relaunch({ args: [] })
    expect(await kept()).toBe('yes')
    expect(readLog(home).match(/shell: started/g)).toHaveLength(3)
    const left = sendoff.page.getByRole('listitem').filter({ hasText: en.lists.page.leftImport })
    await expect(left).toHaveCount(2)
    await left.filter({ hasText: 'bakers.csv' }).getByRole('button', { name: en.lists.page.discard }).click()
    await left.getByRole('button', { name: en.lists.page.openAgain }).click()
    await expect(screens.mapping.title(sendoff.page)).toBeVisible()
    await expect(sendoff.page.getByLabel(en.lists.import.listName)).toHaveValue('Butchers of Köln')
    await screens.mapping.save(sendoff.page).click()
    await screens.list.export(sendoff.page).waitFor()
    await expect.poll(openFiles).toEqual([])
  })

  await test.step('The key works after the kill', async () => {
    const tested = await sendoff.call('workspaces.testConnection', { workspaceId: workspace.id })
    expect(tested.ok).toBe(true)
  })

  await test.step('A crashed page is reloaded', async () => {
    await sendoff.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
    })
    await expect.poll(() => readLog(home)).toContain('page process gone')
    await expect
      .poll(() =>
        sendoff.app.evaluate(async ({ BrowserWindow }) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents
          return contents?.executeJavaScript('typeof sendoff').catch(() => 'gone')
        }),
      )
      .toBe('object')
  })

  await test.step('The key is stored nowhere in plain text', async () => {
    await sendoff.quit()
    expect(filesHolding(home, [clientName]), 'what is kept in clear is found').not.toEqual([])
    expect(filesHolding(home, [key])).toEqual([])
    expect(sendoff.stderr()).not.toContain(key)
  })
})
