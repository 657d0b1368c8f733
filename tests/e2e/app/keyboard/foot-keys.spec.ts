/** The footer: what was sent today, and the keys of the screen, each of which does what it says. */
import { personPath } from '#shared/domain/insights/accounts/account-path.ts'
import { en } from '#shared/texts/en.ts'
import { expect, goTo, test } from '../../support/main-job.ts'

const words = en.frame.keys

test('The footer lists the keys of every daily screen, which work, and shows what was sent today as Home does, and the rail how many replies wait as the inbox does', async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  const foot = page.locator('.status-screen-keys')
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
})
