import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '../support/app.ts'
import type { Sendoff } from '../support/launch.ts'

// Tests the start, run and end of the process.
test.use({ ownProcess: true })

const isStandIn = ({ app }: Sendoff) => app.evaluate(() => process.versions.electron?.includes('stand-in') ?? false)

/** Records the events the page receives from now on, as `[name, payload]`. */
async function hearEvents({ page }: Sendoff): Promise<() => Promise<unknown[]>> {
  type Heard = { heard: unknown[]; sendoff: { on(listener: (name: string, payload: unknown) => void): void } }
  await page.evaluate(() => {
    const all = globalThis as unknown as Heard
    all.heard = []
    all.sendoff.on((name, payload) => all.heard.push([name, payload]))
  })
  return () => page.evaluate(() => (globalThis as unknown as Heard).heard)
}

test('The theme lasts, menu items and links open what they say, files have their paths, and a lost network is noticed', async ({
  sendoff,
}) => {
  await test.step('The theme follows the setting, from the first moment of the next start', async () => {
    const dark = () => sendoff.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
    await sendoff.call('app.saveUiState', { theme: 'dark' })
    await expect.poll(dark).toBe(true)
    await sendoff.quit()
    await sendoff.relaunch()
    expect(await sendoff.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
    await expect.poll(dark).toBe(true)
  })

  await test.step('Menu items open their screens', async () => {
    const heard = await hearEvents(sendoff)
    await sendoff.app.evaluate(({ Menu }) => {
      for (const id of ['go-lists', 'settings']) Menu.getApplicationMenu()?.getMenuItemById(id)?.click()
    })
    await expect.poll(heard).toEqual(
      expect.arrayContaining([
        ['app.goTo', { route: '/lists' }],
        ['app.goTo', { route: '/settings' }],
      ]),
    )
  })

  await test.step('A file chosen from the menu is opened like a dropped one', async () => {
    const file = path.join(sendoff.home, 'chosen.csv')
    writeFileSync(file, 'email\nana@acme.example\n')
    const heard = await hearEvents(sendoff)
    await sendoff.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    }, file)
    await sendoff.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('import')?.click())
    await expect.poll(heard).toContainEqual(['files.opened', { paths: [file] }])
  })

  await test.step('Only links and folders that the app knows by name open outside', async () => {
    await sendoff.app.evaluate(({ shell }) => {
      const opened: string[] = []
      Object.assign(globalThis, { opened })
      shell.openExternal = (url) => Promise.resolve(void opened.push(url))
      shell.openPath = (folder) => Promise.resolve(opened.push(folder) > 0 ? '' : 'not opened')
    })
    for (const link of ['instantly_api_keys', 'data_folder', 'log_folder'] as const)
      await sendoff.call('app.openLink', { link })
    expect(await sendoff.ask('app.openLink', { link: 'https://example.com/' })).toMatchObject({ ok: false })
    const opened = await sendoff.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
    expect(opened).toEqual([
      expect.stringMatching(/^https:\/\/([a-z]+\.)*instantly\.ai\//),
      path.join(sendoff.home, 'data'),
      path.join(sendoff.home, 'logs'),
    ])
  })

  await test.step('Losing and regaining the network is noticed', async () => {
    const online = async () => (await sendoff.call('app.status', {})).online
    expect(await online()).toBe(true)
    await sendoff.page.context().setOffline(true)
    await expect.poll(online).toBe(false)
    await sendoff.page.context().setOffline(false)
    await expect.poll(online).toBe(true)
  })

  await test.step('A dropped file has its path, a made-up one has none', async () => {
    const file = path.join(sendoff.home, 'dropped öäü.csv')
    writeFileSync(file, 'email\nana@acme.example\n')
    // The app's own listeners come first, however they react to the drop.
    await expect(sendoff.page.getByRole('heading').first()).toBeVisible()
    type Dropped = { paths: string[]; sendoff: { pathForFile(file: File): string } }
    await sendoff.page.evaluate(() => {
      const all = globalThis as unknown as Dropped
      all.paths = [all.sendoff.pathForFile(new File(['x'], 'made-up.csv'))]
      // Without a client the app accepts no files, but this test needs them.
      addEventListener('dragover', (event) => {
        event.preventDefault()
        if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
      })
      addEventListener('drop', (event) => {
        for (const dropped of event.dataTransfer?.files ?? []) all.paths.push(all.sendoff.pathForFile(dropped))
      })
    })
    await sendoff.dropFiles([file])
    await expect.poll(() => sendoff.page.evaluate(() => (globalThis as unknown as Dropped).paths)).toEqual(['', file])
  })

  await test.step('A working keyring protects keys', async () => {
    // Electron itself uses the real system. A developer's Linux may have no keyring; CI machines are given one.
    if ((await isStandIn(sendoff)) || process.env['CI'] === 'true')
      expect((await sendoff.call('vault.state', {})).protection).toBe('keyring')
  })
})

test('A keyring that does not answer is reported', async ({ launch }) => {
  const silent = await launch({ keyring: 'silent' })
  test.skip(!(await isStandIn(silent)), 'only the stand-in simulates one')
  // The backend is named after the desktop, but no keyring answers, so it encrypts with a publicly known key.
  expect((await silent.call('vault.state', {})).protection).toBe('passphrase')
})
