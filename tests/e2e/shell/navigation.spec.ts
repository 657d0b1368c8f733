import { expect, test } from '../support/app.ts'
import { readLog } from '../support/launch.ts'

test('the window cannot be led elsewhere', async ({ sendoff }) => {
  const { app, page, home } = sendoff
  const before = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())
  await page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  await expect.poll(() => readLog(home)).toContain('navigation refused')
  const after = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())
  expect(after).toBe(before)
})

test('no page opens a new window', async ({ sendoff }) => {
  const { app, page, home } = sendoff
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://example.com/'
    link.target = '_blank'
    document.body.append(link)
    link.click()
    window.open('https://example.com/second')
  })
  await expect.poll(() => readLog(home).match(/new window refused/g)?.length).toBe(2)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})
