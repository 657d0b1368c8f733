/** A data file that cannot be opened leads to one clear screen, and nothing is overwritten. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { en } from '#shared/texts/en.ts'
import { layDemo } from '../../../support/demo.ts'
import { expect, test } from '../../support/app.ts'

// Tests the start, run and end of the process.
test.use({ ownProcess: true })

test('A data file used by another program is reported until it is free; a damaged one is reported with what to do, and stays unchanged', async ({
  launch,
}) => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'sendoff-'))
  const dataFile = path.join(home, 'data', 'sendoff.db')
  await layDemo(path.join(home, 'data'), 'read')
  const other = new Database(dataFile)
  other.pragma('locking_mode = exclusive')
  other.exec('begin exclusive')
  const sendoff = await launch({ home })

  await test.step('A data file used by another program is reported, and the app starts normally once it is free', async () => {
    await expect(sendoff.page.getByRole('heading', { name: en.errors.STORE_LOCKED({}).what })).toBeVisible()
    const again = sendoff.page.getByRole('button', { name: en.ui.tryAgain })
    await expect(again).toBeFocused()
    await sendoff.page.keyboard.press('Enter')
    await expect(sendoff.page.getByRole('status').filter({ hasText: en.startProblem.stillSo })).toBeVisible()
    other.exec('rollback')
    other.close()
    await again.click()
    await expect(sendoff.page.getByRole('navigation', { name: en.frame.screens })).toBeVisible()
    await sendoff.quit()
  })

  await test.step('A damaged data file is reported with its location and what to do, and stays unchanged', async () => {
    const garbage = Buffer.from('this is no database. '.repeat(1_000))
    writeFileSync(dataFile, garbage)
    await sendoff.relaunch()
    const { page } = sendoff
    const sentence = en.errors.STORE_CORRUPT({})
    await expect(page.getByRole('heading', { name: sentence.what })).toBeVisible()
    await expect(page.getByText(sentence.todo)).toBeVisible()
    await expect(page.getByText(path.join(home, 'data'), { exact: true })).toBeVisible()
    await expect(page.getByRole('button', { name: en.startProblem.openData })).toBeFocused()
    expect(readFileSync(dataFile).equals(garbage)).toBe(true)
  })
})
