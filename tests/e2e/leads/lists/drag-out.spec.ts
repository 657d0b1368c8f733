/** A list dragged out of the window becomes a file for the drop target. */
import { existsSync, readFileSync } from 'node:fs'
import { listWorkEn } from '#shared/texts/en/leads/list-work.ts'
import { connect, expect, leadFile, saveAsList, test } from '../../support/main-job.ts'

test('A list is dragged out of the window as a CSV of all its leads, under its own name', async ({
  sendoff,
  instantly,
}) => {
  expect(instantly.violations).toEqual([])
  await connect(sendoff)
  await saveAsList(sendoff, leadFile(40))
  const { page, app } = sendoff
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const contents = window?.webContents
    if (!contents) throw new Error('no window')
    const start = contents.startDrag.bind(contents)
    contents.startDrag = (item) => {
      start(item)
      Object.assign(globalThis, { draggedFile: item.file })
    }
  })
  const handle = page.getByRole('button', { name: listWorkEn.dragOut('dentists') })
  await handle.screenshot({ path: test.info().outputPath('handle.png') })
  await handle.dispatchEvent('dragstart')
  const dragged = () => app.evaluate(() => (globalThis as { draggedFile?: string }).draggedFile ?? null)
  await expect.poll(dragged).not.toBeNull()
  const file = (await dragged()) ?? ''
  expect(file.endsWith('dentists.csv')).toBe(true)
  const lines = readFileSync(file, 'utf8').trim().split('\r\n')
  expect([lines.length, lines[1]?.startsWith('lead1@clinic0.example,Mara 1')]).toEqual([41, true])
  await sendoff.quit()
  expect(existsSync(file)).toBe(false)
})
