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
