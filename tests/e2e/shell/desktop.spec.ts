import { expect, test } from '../support/app.ts'
import type { Sendoff } from '../support/launch.ts'

/** Asks a route as the window would. */
const call = (sendoff: Sendoff, name: string, input: unknown): Promise<unknown> =>
  sendoff.page.evaluate(
    ([route, value]) =>
      (globalThis as unknown as { sendoff: { call(name: unknown, input: unknown): Promise<unknown> } }).sendoff.call(
        route,
        value,
      ),
    [name, input] as const,
  )

test('the theme follows the choice, and is there from the first moment of the next start', async ({ sendoff }) => {
  const dark = () => sendoff.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  expect(await call(sendoff, 'app.saveUiState', { theme: 'dark' })).toMatchObject({ ok: true })
  await expect.poll(dark).toBe(true)
  await sendoff.quit()
  await sendoff.relaunch()
  expect(await sendoff.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
  await expect.poll(dark).toBe(true)
})

test('menu items lead the window to their places', async ({ sendoff }) => {
  await sendoff.page.evaluate(() => {
    const all = globalThis as unknown as {
      routes: unknown[]
      sendoff: { on(listener: (name: string, payload: { route?: string }) => void): void }
    }
    all.routes = []
    all.sendoff.on((name, payload) => {
      if (name === 'app.goTo') all.routes.push(payload.route)
    })
  })
  await sendoff.app.evaluate(({ Menu }) => {
    for (const id of ['go-lists', 'settings']) Menu.getApplicationMenu()?.getMenuItemById(id)?.click()
  })
  await expect
    .poll(() => sendoff.page.evaluate(() => (globalThis as unknown as { routes: unknown[] }).routes))
    .toEqual(['/lists', '/settings'])
})

test('a system with a keyring protects keys; one without is reported as such', async ({ launch }) => {
  const withKeyring = await launch({ keyring: 'yes' })
  const standIn = await withKeyring.app.evaluate(() => process.versions.electron?.includes('stand-in') ?? false)
  const expected = standIn ? 'keyring' : 'passphrase'
  // Playwright starts Electron itself with --password-store=basic: on Linux there is no keyring then.
  if (standIn || process.platform === 'linux')
    expect(await call(withKeyring, 'vault.state', {})).toMatchObject({ ok: true, data: { protection: expected } })
  await withKeyring.quit()

  const without = await launch({ keyring: 'none' })
  if (standIn || process.platform === 'linux')
    expect(await call(without, 'vault.state', {})).toMatchObject({ ok: true, data: { protection: 'passphrase' } })
})
