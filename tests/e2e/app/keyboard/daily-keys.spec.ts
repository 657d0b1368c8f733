/** The keys of the daily screens, over the demo: each does what the footer says, and Escape closes one thing at a time. */
import { personPath } from '#shared/domain/insights/accounts/account-path.ts'
import { en } from '#shared/texts/en.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

const words = en.frame.keys

test('The keys of every daily screen work and are listed in the footer: Space previews, Enter opens, F2 edits, Escape closes; and nothing covers the next buttons', async ({
  launch,
}) => {
  test.slow()
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  const foot = page.locator('.status-screen-keys')
  await test.step('Space previews a row beside its table, follows the arrows, and Escape closes it', async () => {
    const [starter] = await sendoff.call('sequences.starters', {})
    if (!starter) throw new Error('no starter')
    const { key: _key, ...body } = starter
    for (const name of ['First template', 'Second template'])
      await sendoff.call('sequences.save', {
        id: null,
        workspaceId: null,
        base: null,
        body: { ...body, name },
        origin: 'starter',
      })
    const panel = page.locator('aside.peek')

    const ofClient = page.getByText(en.demo.clientText)
    const tables = [
      { at: '/home', table: en.home.clients, edited: ofClient },
      { at: '/lists', table: en.lists.page.tableAll, edited: page.getByRole('dialog') },
      { at: '/sequences', table: en.sequences.table, edited: page.locator('input[value$="template"]') },
      { at: '/settings/workspaces', table: en.workspaces.title, edited: ofClient },
    ]
    for (const { at, table, edited } of tables) {
      await goTo(sendoff, at)
      const rows = page.getByRole('table', { name: table }).locator('tbody tr')
      const own = (row: number) => rows.nth(row).locator('a, button').first()
      await own(0).focus()
      await page.keyboard.press('Space')
      const first = (await own(0).textContent())?.trim() ?? ''
      await expect(panel.getByRole('heading'), at).toHaveText(first)
      await page.keyboard.press('ArrowDown')
      const second = (await own(1).textContent())?.trim() ?? ''
      await expect(panel.getByRole('heading'), at).toHaveText(second)
      await expect(own(1), at).toBeFocused()
      await page.keyboard.press('Escape')
      await expect(panel, at).toBeHidden()
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('F2')
      await expect(edited, at).toBeVisible()
      await page.keyboard.press('Escape')
    }

    await goTo(sendoff, '/campaigns')
    const grid = page.getByRole('grid', { name: en.campaigns.table })
    await grid.getByRole('switch').first().waitFor()
    await grid.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    const name = await grid.getByRole('row').nth(1).getByRole('link').textContent()
    await expect(panel.getByRole('heading')).toHaveText(name ?? '')
    await expect(panel).toContainText(en.campaigns.metrics.replied)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: name ?? '' })).toBeVisible()

    await goTo(sendoff, '/accounts')
    const accounts = page.getByRole('grid', { name: en.accounts.table })
    await accounts.getByRole('row').nth(1).waitFor()
    await accounts.focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('F2')
    await expect(page.getByRole('dialog', { name: en.accounts.acts.daily_limit })).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('The footer of every daily screen lists its keys, and they work', async () => {
    const [client] = await sendoff.call('workspaces.list', {})
    if (!client) throw new Error('a demo without a client')
    const lists = await sendoff.call('lists.all', { workspaceId: client.id })
    const waiting = lists.find(({ exportCount }) => exportCount === 0)
    for (const [route, keys] of [
      ['/home', [`Ctrl 1–2${words.client}`, `Ctrl K${words.search}`]],
      ['/accounts', [`X${words.select}`, `P${words.pause}`, `Space${words.panel}`]],
      ['/campaigns', [`JK${words.move}`, `Enter${words.open}`, `X${words.select}`]],
      ['/activity', [`JK${words.move}`, `↵${words.open}`]],
      [`/exports/plan/${waiting?.id}`, [`Ctrl ↵${words.export}`, `Esc${words.back}`]],
      ['/settings/backups', [`Ctrl ↵${words.backUp}`]],
      ['/analytics/money', [`C${words.costs}`, `D${words.values}`]],
    ] as const) {
      await goTo(sendoff, route)
      for (const key of keys) await expect(foot, route).toContainText(key.replace('Enter', '↵'))
    }
    const tab = (name: string) => page.getByRole('tab', { name, exact: true })
    await page.keyboard.press('d')
    await expect(tab(en.money.tabs.values)).toHaveAttribute('aria-selected', 'true')
    await expect(foot).not.toContainText(words.values)
    await page.keyboard.press('c')
    await expect(tab(en.money.tabs.costs)).toHaveAttribute('aria-selected', 'true')

    // Keys of a temporary part are shown only while it is open.
    await goTo(sendoff, '/analytics')
    await expect(foot).toContainText(words.open)
    const boxes = page.getByRole('row').getByRole('checkbox')
    await boxes.nth(1).check()
    await boxes.nth(2).check()
    await expect(foot).toHaveText(`X${words.select}Esc${words.close}`)
    await page.keyboard.press('Escape')
    await expect(foot).toContainText(words.move)
    await goTo(sendoff, '/help')
    await expect(foot).toHaveText('')
  })

  await test.step('The keys in the footer stop a person everywhere', async () => {
    const { rows } = await sendoff.call('inbox.threads', { workspaceId: null, box: 'answer', page: { limit: 100 } })
    const email = rows.find(({ leadEmail }) => leadEmail !== null)?.leadEmail ?? ''
    await goTo(sendoff, personPath(email))
    await expect(foot).toContainText(`Ctrl Shift S${words.stop}`)
    await page.keyboard.press('Control+Shift+S')
    await expect(page.getByRole('button', { name: en.people.isStopped })).toBeVisible()
    await expect(foot).toHaveText(`Esc${words.back}`)
  })

  await test.step('The footer shows what was sent today as Home does, and the rail shows how many replies wait as the inbox does', async () => {
    await sendoff.call('accounts.sync', { workspaceId: null })
    await sendoff.call('inbox.sync', { workspaceId: null })
    await goTo(sendoff, '/home')
    await page.keyboard.press('Control+0')
    const all = page.getByRole('row').filter({ hasText: en.home.allClients })
    await expect(all).toBeVisible()
    const { lines } = await sendoff.call('home.clients', {})
    const sent = lines.reduce((sum, { partId, sentToday }) => (partId === null ? sum + sentToday : sum), 0)
    const limit = lines.reduce((sum, { partId, dailyLimit }) => (partId === null ? sum + (dailyLimit ?? 0) : sum), 0)
    expect(limit).toBeGreaterThan(0)
    await expect(page.locator('.status-line')).toContainText(en.frame.sentToday(String(sent), String(limit)))
    // Read conversations are waiting for an answer too.
    const { rows } = await sendoff.call('inbox.threads', { workspaceId: null, box: 'answer', page: { limit: 5 } })
    await sendoff.call('inbox.markRead', { threadIds: rows.map(({ id }) => id), read: true })
    const link = page.getByRole('navigation', { name: en.frame.screens }).getByRole('link', { name: en.inbox.title })
    await expect
      .poll(async () => {
        const { answer } = await sendoff.call('inbox.counts', { workspaceId: null })
        return (await link.innerText()).replace(/\s/g, '') === `${en.inbox.title}${answer}`
      })
      .toBe(true)
  })

  await test.step('A toast appears beside the next buttons, never over them', async () => {
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
    for (const row of [3, 4]) await page.getByRole('grid').getByRole('checkbox').nth(row).click({ force: true })
    const saveCsv = page.getByRole('button', { name: en.listWork.saveCsv })
    await sendoff.app.evaluate(({ dialog }, to) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: to })
    }, `${sendoff.home}/leads.csv`)
    await saveCsv.click()
    await page.getByRole('button', { name: en.listWork.csv.save }).click()
    const saved = page.getByRole('region', { name: en.ui.notice }).getByText(/leads\.csv/)
    await expect(saved).toBeVisible()
    const [notice, actions] = [
      await page.locator('.toast', { hasText: 'leads.csv' }).boundingBox(),
      await page.locator('.grid-foot').boundingBox(),
    ]
    expect(actions?.height).toBeGreaterThan(50)
    expect((notice?.y ?? 0) + (notice?.height ?? 0)).toBeLessThanOrEqual(actions?.y ?? 0)
  })

  await test.step('Escape closes the answer, then the conversation, then leaves the inbox; a search ends where it began, and the email being answered is visible', async () => {
    await page.setViewportSize({ width: 1280, height: 720 })
    await sendoff.call('inbox.sync', { workspaceId: null })
    await goTo(sendoff, '/inbox')
    const rows = page.getByRole('list', { name: en.inbox.threads }).getByRole('listitem')
    const thread = page.getByRole('region', { name: en.inbox.thread, exact: true })
    const toAnswer = page
      .getByRole('group', { name: en.inbox.box })
      .getByRole('button', { name: en.inbox.boxes.answer })
    const title = page.getByRole('heading', { name: en.inbox.title, level: 1 })
    await expect(rows.first()).toBeVisible()

    await page.keyboard.press('/')
    await page.keyboard.type('stock')
    await expect(toAnswer).toHaveAttribute('aria-pressed', 'false')
    await page.keyboard.press('Escape')
    await expect(toAnswer).toHaveAttribute('aria-pressed', 'true')
    // Tab continues from here, not from the top of the window.
    await expect(page.getByRole('main')).toBeFocused()
    await expect(rows.first()).toBeVisible()

    const text = thread.getByRole('textbox', { name: en.inbox.text })
    await expect(async () => {
      // A key pressed while the list still changes is lost, so it is pressed again.
      if (!(await thread.isVisible())) await page.keyboard.press('j')
      await expect(text).toBeVisible({ timeout: 5_000 })
    }).toPass()
    await expect(text).not.toBeFocused()
    // If the lead does not fit beside the conversation, a button shows it on top, and Escape closes it first.
    await page.setViewportSize({ width: 1024, height: 700 })
    const lead = page.getByRole('complementary', { name: en.inbox.context })
    await expect(lead).toBeHidden()
    await thread.getByRole('button', { name: en.inbox.context }).click()
    await expect(lead).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('lead.png') })
    await page.keyboard.press('Escape')
    await expect(lead).toBeHidden()
    await expect(thread).toBeVisible()
    await page.getByRole('main').focus()
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.keyboard.press('r')
    await expect(text).toBeFocused()
    // Even with little space beside the answer, the mail it answers is visible above it.
    await expect(thread.getByRole('article').last()).toBeInViewport({ ratio: 0.5 })
    await page.keyboard.press('Escape')
    await expect(page.getByRole('main')).toBeFocused()
    await expect(thread).toBeVisible()

    // The last typed text is restored, even when leaving and returning quickly, and typing continues at its end.
    const write = async (typed: string, all: string) => {
      await page.keyboard.press('r')
      await expect(text).toBeFocused()
      await page.keyboard.type(typed)
      await expect(text).toHaveValue(all)
    }
    const name = page.locator('.inbox-row[aria-current] .inbox-name')
    const here = (await name.textContent()) ?? ''
    await write('Gladly', 'Gladly')
    await expect(page.getByText(en.inbox.draftSaved)).toBeVisible()
    await page.keyboard.press('Escape')
    await write(', on Tuesday', 'Gladly, on Tuesday')
    await page.keyboard.press('Escape')
    await page.keyboard.press('j')
    await expect(name).not.toHaveText(here)
    await page.keyboard.press('k')
    await expect(name).toHaveText(here)
    await expect(text).toHaveValue('Gladly, on Tuesday')
    await write(' at two', 'Gladly, on Tuesday at two')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(thread).toBeHidden()
    await expect(rows.first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(title).toHaveCount(0)

    // An operator who came to a conversation from another screen is returned there.
    const [one] = (await sendoff.call('inbox.threads', { workspaceId: null, box: 'answer', page: { limit: 1 } })).rows
    await goTo(sendoff, '/campaigns')
    await goTo(sendoff, `/inbox/${one?.id}`)
    await expect(thread).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('heading', { name: en.campaigns.title, level: 1 })).toBeVisible()
  })
})
