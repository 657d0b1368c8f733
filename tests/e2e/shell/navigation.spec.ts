import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test as base, expect } from '../support/app.ts'
import { readLog } from '../support/launch.ts'

/** An external page that must never be requested. */
const test = base.extend<{ elsewhere: { readonly url: string; readonly asked: readonly string[] } }>({
  // oxlint-disable-next-line no-empty-pattern
  elsewhere: async ({}, use) => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end('<title>elsewhere</title>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked })
    server.close()
    server.closeAllConnections()
  },
})

test.use({ keepsApp: false })

test('The window cannot be navigated elsewhere, opens no other, may be reloaded, and has its screens before they are visited', async ({
  launch,
  elsewhere,
}) => {
  const { app, page, home } = await launch({ shortLived: false })
  await test.step('Screens are loaded before they are visited', async () => {
    await expect
      .poll(() => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name)))
      .toContainEqual(expect.stringMatching(/keys-page-[^/]*\.js$/))
  })

  await test.step('The window cannot be navigated elsewhere', async () => {
    await page.evaluate((url) => {
      location.href = `${url}/there`
    }, elsewhere.url)
    await expect.poll(() => readLog(home)).toContain('navigation refused')
    await expect(page.getByRole('heading').first()).toBeVisible()
    expect(await page.evaluate(() => typeof (globalThis as unknown as { sendoff: unknown }).sendoff)).toBe('object')
    const url = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())
    expect(url).toMatch(/^app:\/\/bundle\/index\.html/)
    expect(elsewhere.asked).toEqual([])
  })

  await test.step('No page opens a new window', async () => {
    await page.evaluate((url) => {
      const link = document.createElement('a')
      link.href = `${url}/link`
      link.target = '_blank'
      document.body.append(link)
      link.click()
      window.open(`${url}/opened`)
    }, elsewhere.url)
    await expect.poll(() => readLog(home).match(/new window refused/g)?.length).toBe(2)
    await expect(page.getByRole('heading').first()).toBeVisible()
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    expect(elsewhere.asked).toEqual([])
  })

  await test.step('The page may be reloaded', async () => {
    await page.reload()
    await expect(page.getByRole('heading').first()).toBeVisible()
  })
})
