import { en } from '#shared/texts/en.ts'
import { label, mail } from '../../../integration/inbox/inbox/support.ts'
import { startFakeCrm } from '../../../support/crm/fake-crm.ts'
import { createAsk } from '../../../support/instantly/ask.ts'
import { startWebhookReceiver } from '../../../support/webhook-receiver.ts'
import { expectAccessible, expectAccessibleInBoth } from '../../support/axe.ts'
import { asFastAsMayBe } from '../../support/launch.ts'
import { connect, expect, goTo, key, test } from '../../support/main-job.ts'
import { oneClient } from '../inbox/support.ts'

const words = en.crm
test.use({ instantlyOptions: oneClient })

test('A webhook is added and tested, a qualified lead arrives, and a failed one is sent by hand', async ({
  instantly,
  launch,
}) => {
  const receiver = await startWebhookReceiver()
  const sendoff = await launch({ instantlyUrl: instantly.url, ...asFastAsMayBe })
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
  await expect(page.getByRole('gridcell', { name: words.states.done })).toBeVisible()
  receiver.state.answer = 410
  await sendoff.call('crm.handOver', { workspaceId, lead: { ...lead, key: 'reply-2' } })
  await expect(page.getByRole('gridcell', { name: words.states.dead })).toBeVisible()
  await expectAccessibleInBoth(page, 'log')
  receiver.state.answer = 200
  await page.getByRole('button', { name: words.retryOf('tom@acme.example') }).click()
  await expect(page.getByRole('gridcell', { name: words.states.done })).toHaveCount(2)

  await page.getByRole('button', { name: words.removeOf('n8n') }).click()
  await page.getByRole('dialog').getByRole('button', { name: words.remove }).click()
  await expect(page.getByText(words.emptyTitle)).toBeVisible()
  expect(sendoff.pageErrors()).toEqual([])
  await receiver.close()
})

test('A CRM is tested, chosen and connected; a lead becomes a deal there, its outcome is read back, and the inbox shows it beside the conversation', async ({
  instantly,
  launch,
}) => {
  const crm = await startFakeCrm()
  const sendoff = await launch({ instantlyUrl: instantly.url, crmUrl: crm.url, ...asFastAsMayBe })
  const { page } = sendoff
  const { id: workspaceId } = await connect(sendoff)
  await goTo(sendoff, '/settings/crm')
  await page.getByRole('button', { name: words.connectCrm }).click()
  const dialog = page.getByRole('dialog', { name: words.connectTitle })

  // A wrong token, then one that lacks permissions, then the right one.
  await dialog.getByLabel(words.token.hubspot, { exact: true }).fill('pat-eu1-bad')
  await dialog.getByRole('button', { name: words.test }).click()
  await expect(dialog.getByText(en.errors.CRM_TOKEN_REFUSED({}).what)).toBeVisible()
  await expectAccessible(page, 'token refused')
  const { scopes } = crm.hubspot.state
  crm.hubspot.state.scopes = scopes.filter((scope) => scope !== 'crm.objects.deals.write')
  await dialog.getByLabel(words.token.hubspot, { exact: true }).fill('pat-eu1-good')
  await dialog.getByRole('button', { name: words.test }).click()
  await expect(dialog.getByText(words.missing('crm.objects.deals.write'))).toBeVisible()
  crm.hubspot.state.scopes = scopes
  await dialog.getByRole('button', { name: words.test }).click()
  await expect(dialog.getByText(words.belongsTo('4711', 'ana@agency.example'))).toBeVisible()
  await dialog.getByLabel(words.stage, { exact: true }).click()
  await page.getByRole('option', { name: 'Qualified To Buy' }).click()
  await expectAccessible(page, 'CRM offered')
  await dialog.getByRole('button', { name: words.connect, exact: true }).click()
  await expect(page.getByText(words.goesTo('Sales Pipeline', 'Qualified To Buy'))).toBeVisible()

  const lead = {
    email: 'tom@acme.example',
    label: 'interested',
    qualifiedAt: '2026-03-10T09:00:00Z',
    companyName: 'Acme',
  }
  await sendoff.call('crm.handOver', { workspaceId, lead: { ...lead, key: 'reply-1' } })
  await expect(page.getByRole('gridcell', { name: words.states.done })).toBeVisible()
  expect(crm.hubspot.deals()).toHaveLength(1)
  Object.assign(crm.hubspot.deals()[0]?.properties ?? {}, {
    dealstage: 'closedwon',
    amount: '12500',
    closedate: '2026-04-01T10:00:00Z',
  })
  await page.getByRole('button', { name: words.readDeals }).click()
  await expect(page.getByText(words.dealStates.won, { exact: true })).toBeVisible()
  await expect(page.getByText('€12,500', { exact: true })).toBeVisible()
  await expectAccessibleInBoth(page, 'deals')

  // The token is revoked: this is stated plainly, the token is renewed, and the queued deals arrive.
  crm.hubspot.state.token = 'pat-eu1-new'
  await page.getByRole('button', { name: words.testOf('HubSpot') }).click()
  await expect(page.getByText(en.errors.CRM_TOKEN_REFUSED({}).what)).toBeVisible()
  await sendoff.call('crm.handOver', { workspaceId, lead: { ...lead, label: 'won', key: 'reply-2' } })
  await expect(page.getByRole('gridcell', { name: words.states.waiting })).toBeVisible()
  await page.getByRole('button', { name: words.renewOf('HubSpot') }).click()
  const renew = page.getByRole('dialog', { name: words.renewTitle('HubSpot') })
  await renew.getByLabel(words.token.hubspot, { exact: true }).fill('pat-eu1-new')
  await expectAccessibleInBoth(page, 'renew the token')
  await renew.getByRole('button', { name: words.renew, exact: true }).click()
  await expect(page.getByRole('gridcell', { name: words.states.done })).toHaveCount(2)
  expect(crm.hubspot.deals()).toHaveLength(1)
  expect(crm.hubspot.notes()).toHaveLength(2)

  await test.step('A lead labelled in the inbox shows its deal beside the conversation', async () => {
    const ask = createAsk(instantly, key)
    const list = await ask('POST', '/lead-lists', { name: 'Known' })
    const known = await ask('POST', '/leads/add', {
      list_id: list.body['id'],
      leads: [{ email: 'anna@kessler.example' }],
    })
    expect(known.status).toBe(200)
    mail(
      { fake: instantly },
      { lead: 'anna@kessler.example', text: 'Sounds interesting. Can we have a call on Tuesday?' },
    )
    await sendoff.call('inbox.sync', { workspaceId: null })
    await goTo(sendoff, '/inbox')
    await page.getByRole('button', { name: /anna@kessler/ }).click()
    const { rows } = await sendoff.call('inbox.threads', { workspaceId, box: 'all' })
    await label(sendoff, rows[0]?.id ?? 0, 1)
    const context = page.getByRole('complementary', { name: en.inbox.context })
    await expect(context.getByText(words.dealUnread).first()).toBeVisible()
    await sendoff.call('crm.readDeals', { workspaceId })
    await expect(context.getByText('Qualified To Buy')).toBeVisible()
    await expect(context.getByText(words.dealStates.open, { exact: true })).toBeVisible()
    await expectAccessible(page, 'a deal beside a conversation')
    expect(crm.hubspot.notes().at(-1)?.properties['hs_note_body']).toContain('Can we have a call on Tuesday?')
    if (process.env['SENDOFF_SHOTS']) await page.screenshot({ path: `${process.env['SENDOFF_SHOTS']}/inbox-deal.png` })
  })
  expect(sendoff.pageErrors()).toEqual([])
  await crm.close()
})
