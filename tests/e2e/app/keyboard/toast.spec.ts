import { en } from '#shared/texts/en.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

type WithAnswer = { answer?: () => void }

test('Escape closes what is open before a toast, and a toast takes no key press', async ({ connected: sendoff }) => {
  const { app, page, home } = sendoff
  await goTo(sendoff, '/settings/diagnostics/calls')
  // The file is saved only when the system's dialog is answered, while something else is open.
  await app.evaluate(({ dialog }, to) => {
    dialog.showSaveDialog = () =>
      new Promise((resolve) => {
        ;(globalThis as WithAnswer).answer = () => resolve({ canceled: false, filePath: to })
      })
  }, `${home}/calls.csv`)
  const toasts = page.getByRole('region', { name: en.ui.notice })
  const save = async () => {
    await page.getByRole('button', { name: en.activity.saveCsv }).press('Enter')
    await expect.poll(() => app.evaluate(() => typeof (globalThis as WithAnswer).answer)).toBe('function')
  }
  const answer = () =>
    app.evaluate(() => {
      const all = globalThis as WithAnswer
      all.answer?.()
      delete all.answer
    })

  await save()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: en.palette.title })
  await expect(palette).toBeVisible()
  await answer()
  await expect(toasts.getByText(/calls\.csv/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
  await expect(toasts.getByText(/calls\.csv/)).toBeVisible()
  // Nothing is open, so one press goes back and also closes the toast.
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: en.activity.saveCsv })).toBeHidden()
  await expect(toasts.getByText(/calls\.csv/)).toBeHidden()

  // The same with an open list, which is not a dialog.
  await goTo(sendoff, '/settings/diagnostics/calls')
  await save()
  const outcome = page.getByRole('combobox', { name: en.activity.outcome })
  await outcome.press('ArrowDown')
  await expect(page.getByRole('listbox')).toBeFocused()
  await answer()
  await expect(toasts.getByText(/calls\.csv/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox')).toBeHidden()
  await expect(toasts.getByText(/calls\.csv/)).toBeVisible()

  // A focused toast is closed alone.
  await expect(outcome).toBeFocused()
  await page.keyboard.press('F8')
  await page.keyboard.press('Tab')
  await expect(toasts.getByRole('button', { name: en.ui.close })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(toasts.getByText(/calls\.csv/)).toBeHidden()
  await expect(outcome).toBeVisible()
})

test('A toast appears beside the next buttons, never over them', async ({ launch }) => {
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await page.setViewportSize({ width: 1280, height: 800 })
  const { rows } = await sendoff.call('inbox.threads', { workspaceId: null, box: 'answer', page: { limit: 10 } })
  await goTo(sendoff, `/inbox/${rows[0]?.id}`)
  const thread = page.getByRole('region', { name: en.inbox.thread, exact: true })
  // Without the list there is no next conversation to move to.
  const list = page.getByRole('region', { name: en.inbox.threads, exact: true })
  await expect(list.getByRole('listitem').nth(1)).toBeVisible()
  await thread.getByRole('button', { name: en.inbox.done, exact: true }).click()
  const toast = page.getByRole('region', { name: en.ui.notice }).getByRole('button', { name: en.ui.undo })
  await expect(toast).toBeVisible()
  await expect(thread).toBeVisible()
  const [told, conversation] = [await toast.boundingBox(), await thread.boundingBox()]
  expect((told?.x ?? 0) + (told?.width ?? 0)).toBeLessThanOrEqual(conversation?.x ?? 0)

  // In a small window the actions for the selected rows take two lines.
  await page.setViewportSize({ width: 1024, height: 700 })
  await goTo(sendoff, '/lists/1')
  for (const row of [3, 4]) await page.getByRole('checkbox').nth(row).click({ force: true })
  const saveCsv = page.getByRole('button', { name: en.listWork.saveCsv })
  await sendoff.app.evaluate(({ dialog }, to) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: to })
  }, `${sendoff.home}/leads.csv`)
  await saveCsv.click()
  await page.getByRole('button', { name: en.listWork.csv.save }).click()
  const saved = page.getByRole('region', { name: en.ui.notice }).getByText(/leads\.csv/)
  await expect(saved).toBeVisible()
  const [notice, foot] = [
    await page.locator('.toast', { hasText: 'leads.csv' }).boundingBox(),
    await page.locator('.grid-foot').boundingBox(),
  ]
  expect(foot?.height).toBeGreaterThan(50)
  expect((notice?.y ?? 0) + (notice?.height ?? 0)).toBeLessThanOrEqual(foot?.y ?? 0)
})
