import { en } from '#shared/texts/en.ts'
import { startWebhookReceiver } from '../../support/webhook-receiver.ts'
import { expectAccessible } from '../support/axe.ts'
import { connect, expect, goTo, test } from '../support/main-job.ts'

const words = en.crm

test('a webhook is added, tried, and a qualified lead is seen to arrive; one that was given up goes by hand', async ({
  instantly,
  launch,
}) => {
  const receiver = await startWebhookReceiver()
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const { id: workspaceId } = await connect(sendoff)
  await goTo(sendoff, '/settings/crm')
  await expect(page.getByText(words.emptyLog)).toBeVisible()
  await page.getByRole('button', { name: words.addWebhook }).click()

  const dialog = page.getByRole('dialog', { name: words.addTitle })
  await dialog.getByLabel(words.name, { exact: true }).fill('n8n')
  await dialog.getByLabel(words.address).fill(receiver.url)
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(dialog.getByText(en.errors.CRM_ADDRESS_INVALID({ reason: 'private' }).what)).toBeVisible()
  await expectAccessible(page, 'webhook refused')
  await dialog.getByRole('switch', { name: words.privateNetwork }).click()
  await page.keyboard.press('ControlOrMeta+Enter')
  const shown = page.getByRole('dialog', { name: words.secretTitle })
  await expect(shown.getByText(/^whsec_/)).toBeVisible()
  await expectAccessible(page, 'secret')
  await shown.getByRole('button', { name: words.done }).click()

  await page.getByRole('button', { name: words.testOf('n8n') }).click()
  await expect(page.getByText(words.testArrived('n8n'), { exact: true })).toBeVisible()
  const lead = { email: 'tom@acme.example', label: 'interested', qualifiedAt: '2026-03-10T09:00:00Z' }
  await sendoff.call('crm.handOver', { workspaceId, lead: { ...lead, key: 'reply-1' } })
  await expect(page.getByRole('cell', { name: words.states.done })).toBeVisible()
  receiver.state.answer = 410
  await sendoff.call('crm.handOver', { workspaceId, lead: { ...lead, key: 'reply-2' } })
  await expect(page.getByRole('cell', { name: words.states.dead })).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    await expectAccessible(page, `log, ${colorScheme}`)
  }
  receiver.state.answer = 200
  await page.getByRole('button', { name: words.retryOf('tom@acme.example') }).click()
  await expect(page.getByRole('cell', { name: words.states.done })).toHaveCount(2)

  await page.getByRole('button', { name: words.removeOf('n8n') }).click()
  await page.getByRole('dialog').getByRole('button', { name: words.remove }).click()
  await expect(page.getByText(words.emptyTitle)).toBeVisible()
  expect(sendoff.pageErrors()).toEqual([])
  await receiver.close()
})
