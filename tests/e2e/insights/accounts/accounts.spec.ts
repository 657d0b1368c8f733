import { breakMailbox } from '#demo/sending/mailboxes.ts'
import { en } from '#shared/texts/en.ts'
import { expectAccessible, expectAccessibleInBoth } from '../../support/axe.ts'
import { clientName, connect, expect, goTo, key, test } from '../../support/main-job.ts'
import { makeCampaign } from '../../support/remote-campaigns.ts'

const words = en.accounts
const day = 24 * 3_600_000

test('A broken account is found on Home, opened with its fix, and repaired by keyboard', async ({
  launch,
  instantly,
}, info) => {
  test.slow()
  const picture = (name: string) => info.outputPath(`${name}.png`)
  await makeCampaign(instantly, 'Autumn', { leads: 1_000 })
  await instantly.moveOn(4 * day)
  const [remote] = instantly.world.workspaces
  const [mailbox] = remote?.mailboxes ?? []
  if (!remote || !mailbox) throw new Error('no mailbox')
  breakMailbox(instantly.world, remote, mailbox, instantly.clock.now())
  mailbox.dnsMissing = ['dmarc']

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

  // From Home to the account.
  await goTo(sendoff, '/home')
  // A single client has none to be compared with, so its campaigns are shown.
  await expect(page.getByRole('table', { name: en.clients.campaigns }).getByText('Autumn')).toBeVisible()
  const need = page.getByRole('listitem').filter({ hasText: words.reasons.connection() })
  await need.getByRole('button', { name: en.alerts.openAccount }).click()
  const panel = page.getByRole('complementary', { name: words.panel.label })
  await expect(panel.getByText(words.steps.connection)).toBeVisible()
  await panel.getByRole('button', { name: words.panel.test }).focus()
  await page.keyboard.press('Enter')
  await expect(panel.getByText('v=DMARC1', { exact: false })).toBeVisible()
  await expectAccessible(page, 'account panel')
  await page.screenshot({ path: picture('panel') })

  // Replaced by keys: the row selected, every campaign shown, undone.
  await panel.getByRole('button', { name: words.replace.button }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Autumn', { exact: false })).toBeVisible()
  await expectAccessible(page, 'replace')
  await page.screenshot({ path: picture('replace') })
  // The list of accounts closes first.
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(dialog).toBeHidden({ timeout: 3_000 })
  }).toPass()
  const senders = () => [...remote.campaigns.values()][0]?.settings['email_list']
  await expect.poll(senders).not.toContain(mailbox.email)
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(senders).toContain(mailbox.email)

  // Marked as fixed from its menu.
  await panel.getByRole('button', { name: words.more, exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(page.getByText(words.progress.done(words.acts.mark_fixed, 1))).toBeVisible()
  await page.getByRole('button', { name: words.progress.details }).click()
  await expect(dialog.getByText(mailbox.email)).toBeVisible()
  await expectAccessibleInBoth(page, 'what came of it')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(mailbox.status).toBe(1)
  await expect(panel.getByText(words.steps.connection)).toBeHidden()

  // Escape closes the panel; X selects rows, P leads to the pause button.
  await expect(async () => {
    // A toast that is still open is closed first.
    await page.keyboard.press('Escape')
    await expect(panel).toBeHidden({ timeout: 500 })
  }).toPass()
  // Keys act only on loaded rows.
  await expect(grid.getByText(`${mailbox.email.split('@')[0]}@`)).toBeVisible()
  await grid.focus()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByText(words.selected(remote.mailboxes.length))).toBeVisible()
  await page.keyboard.press('p')
  await expect.poll(() => remote.mailboxes.every(({ status }) => status === 2)).toBe(true)
  // They appear paused, and Undo resumes them.
  await expect(grid.getByText(words.states.paused)).toHaveCount(remote.mailboxes.length)
  await expect(grid.locator('.lucide-pause')).toHaveCount(remote.mailboxes.length)
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(() => remote.mailboxes.every(({ status }) => status === 1)).toBe(true)
  await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'))
  await page.screenshot({ path: info.outputPath('dark.png') })
})

test('By keyboard, an account in trouble is found, replaced in its campaigns, put back and marked as fixed', async ({
  launch,
  instantly,
}) => {
  test.slow()
  await makeCampaign(instantly, 'Autumn', { leads: 1_000 })
  await instantly.moveOn(4 * day)
  const [remote] = instantly.world.workspaces
  const [mailbox, other] = remote?.mailboxes ?? []
  if (!remote || !mailbox || !other) throw new Error('no mailboxes')
  breakMailbox(instantly.world, remote, mailbox, instantly.clock.now())
  const [campaign] = remote.campaigns.values()
  if (!campaign) throw new Error('no campaign')
  campaign.settings['email_list'] = [mailbox.email]

  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  await connect(sendoff)
  await sendoff.call('campaigns.readNow', { workspaceId: null })
  await goTo(sendoff, '/accounts')
  await expect(page.getByRole('heading', { name: words.title })).toBeVisible()
  await page.keyboard.press('r')
  const grid = page.getByRole('grid', { name: words.table })
  await expect(grid.getByText(words.reasons.connection())).toBeVisible()

  // Search, then the filter beside it.
  await page.keyboard.press('/')
  await expect(page.getByPlaceholder(words.search)).toBeFocused()
  await page.keyboard.press('Tab')
  const show = (which: keyof typeof words.shows) => page.getByRole('radio', { name: words.shows[which] })
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

  // Swapped for another sender, after each campaign was shown.
  await page.keyboard.press('s')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Autumn', { exact: false })).toBeVisible()
  // Without another it would have no sender left.
  await expect(dialog.getByText(words.replace.empty)).toBeVisible()
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

  // Opened with the step that fixes it.
  await grid.focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: words.panel.label })
  await expect(panel.getByText(words.steps.connection)).toBeVisible()
  await panel.getByRole('button', { name: words.more, exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect.poll(() => mailbox.status).toBe(1)
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
