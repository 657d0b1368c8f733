import { breakMailbox } from '#demo/sending/mailboxes.ts'
import { en } from '#shared/texts/en.ts'
import { expectAccessible, expectAccessibleInBoth } from '../../support/axe.ts'
import { clientName, connect, expect, goTo, key, test } from '../../support/main-job.ts'
import { makeCampaign } from '../../support/remote-campaigns.ts'

const words = en.accounts
const day = 24 * 3_600_000

test('A broken account is found on Home, opened with its fix, replaced in its campaigns and put back, marked as fixed, and all are paused, by keyboard', async ({
  launch,
  instantly,
}, info) => {
  test.slow()
  const picture = (name: string) => info.outputPath(`${name}.png`)
  await makeCampaign(instantly, 'Autumn', { leads: 1_000 })
  await instantly.moveOn(4 * day)
  const [remote] = instantly.world.workspaces
  const [mailbox, other] = remote?.mailboxes ?? []
  const [campaign] = remote?.campaigns.values() ?? []
  if (!remote || !mailbox || !other || !campaign) throw new Error('no mailboxes or no campaign')
  breakMailbox(instantly.world, remote, mailbox, instantly.clock.now())
  mailbox.dnsMissing = ['dmarc']
  campaign.settings['email_list'] = [mailbox.email]

  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  await connect(sendoff)
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  await goTo(sendoff, '/accounts')
  await expect(page.getByRole('heading', { name: words.title })).toBeVisible()
  await page.keyboard.press('r')
  await expect(page.getByText(/\d+ new, \d+ updated/)).toBeVisible()
  const grid = page.getByRole('grid', { name: words.table })
  await expect(grid.getByText(words.reasons.connection())).toBeVisible()
  await page.screenshot({ path: picture('accounts') })
  const panel = page.getByRole('complementary', { name: words.panel.label })
  const dialog = page.getByRole('dialog')
  const show = (which: keyof typeof words.shows) => page.getByRole('radio', { name: words.shows[which] })
  const closePanel = async () =>
    expect(async () => {
      // A toast that is still open is closed first.
      await page.keyboard.press('Escape')
      await expect(panel).toBeHidden({ timeout: 500 })
    }).toPass()

  await test.step('Home leads to the account with the steps that fix it, and a test of it', async () => {
    await goTo(sendoff, '/home')
    // A single client has none to be compared with, so its campaigns are shown.
    await expect(page.getByRole('table', { name: en.clients.campaigns }).getByText('Autumn')).toBeVisible()
    const need = page.getByRole('listitem').filter({ hasText: words.reasons.connection() })
    await need.getByRole('button', { name: en.alerts.openAccount }).click()
    await expect(panel.getByText(words.steps.connection)).toBeVisible()
    await panel.getByRole('button', { name: words.panel.test }).focus()
    await page.keyboard.press('Enter')
    await expect(panel.getByText('v=DMARC1', { exact: false })).toBeVisible()
    await expectAccessible(page, 'account panel')
    await page.screenshot({ path: picture('panel') })
    await closePanel()
  })

  await test.step('It is searched and filtered for, and selected', async () => {
    await page.keyboard.press('/')
    await expect(page.getByPlaceholder(words.search)).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(show('all')).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await expect(show('trouble')).toBeFocused()
    await page.keyboard.press('Space')
    await expect(grid.getByRole('row')).toHaveCount(3)
    await page.keyboard.press('Tab')
    await expect(async () => {
      if (!(await grid.evaluate((of) => of.contains(document.activeElement)))) await page.keyboard.press('Tab')
      expect(await grid.evaluate((of) => of.contains(document.activeElement))).toBe(true)
    }).toPass()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await expect(page.getByText(words.selected(1), { exact: true })).toBeVisible()
  })

  await test.step('It is swapped for another sender after each campaign was shown, and put back', async () => {
    await page.keyboard.press('s')
    await expect(dialog.getByText('Autumn', { exact: false })).toBeVisible()
    // Without another it would have no sender left.
    await expect(dialog.getByText(words.replace.empty)).toBeVisible()
    await expectAccessible(page, 'replace')
    await page.screenshot({ path: picture('replace') })
    await dialog
      .getByRole('combobox')
      .or(dialog.getByRole('button', { name: words.replace.nothing }))
      .first()
      .focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type(other.email)
    await page.keyboard.press('Enter')
    await expect(dialog.getByText(words.replace.empty)).toBeHidden()
    await expect(dialog.getByRole('button', { name: words.replace.apply(1) })).toBeEnabled()
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(dialog).toBeHidden()
    const senders = () => campaign.settings['email_list']
    await expect.poll(senders).toEqual([other.email])
    await page.keyboard.press('ControlOrMeta+z')
    await expect.poll(senders).toEqual([mailbox.email])
  })

  await test.step('It is opened from the table and marked as fixed from its menu', async () => {
    await grid.focus()
    await page.keyboard.press('Enter')
    await expect(panel.getByText(words.steps.connection)).toBeVisible()
    await panel.getByRole('button', { name: words.more, exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect(page.getByText(words.progress.done(words.acts.mark_fixed, 1))).toBeVisible()
    await page.getByRole('button', { name: words.progress.details }).click()
    await expectAccessibleInBoth(page, 'what came of it')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    expect(mailbox.status).toBe(1)
    await expect(panel.getByText(words.steps.connection)).toBeHidden()
  })

  await test.step('All of a domain are selected and paused, and Undo resumes them', async () => {
    await closePanel()
    await show('all').click()
    // Keys act only on loaded rows.
    await expect(grid.getByText(`${mailbox.email.split('@')[0]}@`)).toBeVisible()
    await grid.focus()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await expect(page.getByText(words.selected(remote.mailboxes.length))).toBeVisible()
    await page.keyboard.press('p')
    await expect.poll(() => remote.mailboxes.every(({ status }) => status === 2)).toBe(true)
    await expect(grid.getByText(words.states.paused)).toHaveCount(remote.mailboxes.length)
    await expect(grid.locator('.lucide-pause')).toHaveCount(remote.mailboxes.length)
    await page.keyboard.press('ControlOrMeta+z')
    await expect.poll(() => remote.mailboxes.every(({ status }) => status === 1)).toBe(true)
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'))
    await page.screenshot({ path: info.outputPath('dark.png') })
  })
})

test('Before the first sync the page says what will come and when, instead of an empty table', async ({ sendoff }) => {
  await sendoff.call('workspaces.create', { name: 'Kessler', colour: 2 })
  await sendoff.page.reload()
  await goTo(sendoff, '/accounts')
  await expect(sendoff.page.getByRole('heading', { name: en.accounts.unsyncedTitle })).toBeVisible()
  await expect(sendoff.page.getByText(en.accounts.unsyncedText)).toBeVisible()
  await expect(sendoff.page.getByRole('grid')).toHaveCount(0)
})

test.describe('A client without accounts', () => {
  test.use({ instantlyOptions: { workspaces: [{ name: clientName, keys: [{ key }], mailboxes: 0 }] } })

  test('Accounts and campaigns whose sync failed say so, and why, instead of that there are none', async ({
    launch,
    instantly,
  }) => {
    const sendoff = await launch({ instantlyUrl: instantly.url })
    const { page } = sendoff
    await connect(sendoff)
    const fault = { kind: 'status', status: 400, when: 'before_commit' } as const
    for (const path of ['/accounts', '/campaigns']) instantly.faults.script({ method: 'GET', path, times: 999, fault })
    const why = en.errors.API_REFUSED({}).what
    for (const path of ['/accounts', '/campaigns']) {
      await goTo(sendoff, path)
      await page.getByRole('button', { name: words.sync, exact: true }).click()
      await expect(page.getByRole('heading', { name: en.health.syncFailed.title })).toBeVisible()
      await expect(page.getByText(why).first()).toBeVisible()
      await expect(page.getByRole('region', { name: en.ui.notice })).toContainText(why)
    }
    instantly.faults.clear()
    await page.getByRole('button', { name: words.sync, exact: true }).click()
    await expect(page.getByRole('heading', { name: en.campaigns.emptyTitle })).toBeVisible()
    // A key that Instantly rejects is replaced from where that is said.
    for (const one of instantly.world.workspaces[0]?.keys ?? []) one.revoked = true
    await page.getByRole('button', { name: words.sync, exact: true }).click()
    await page
      .getByRole('region', { name: en.ui.notice })
      .getByRole('button', { name: en.errors.INSTANTLY_API_KEY_INVALID({}).action ?? '' })
      .click()
    await expect(page.getByLabel(en.connect.key, { exact: true })).toBeVisible()
  })
})
