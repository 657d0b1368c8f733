import fs from 'node:fs'
import path from 'node:path'
import { en } from '#shared/texts/en.ts'
import { expect, test } from '../../support/app.ts'
import { expectAccessible } from '../../support/axe.ts'
import { goTo } from '../../support/main-job.ts'

const words = en.events

test('Events of a campaign are filtered, followed to their lead and saved, and shown in the report of its export; unreadable ones are saved and deleted', async ({
  launch,
}) => {
  const app = await launch({ demo: true, instantlyUrl: 'http://127.0.0.1:9' })
  const { page } = app
  await expect(page.getByRole('navigation', { name: en.frame.screens })).toBeVisible()
  const [client] = await app.call('workspaces.list', {})
  if (!client) throw new Error('a client was promised')
  await test.step('Events of a campaign are filtered, shown as received, followed to their lead, and saved', async () => {
    await goTo(app, '/settings/diagnostics/calls')
    await page.getByRole('tab', { name: words.title }).click()
    const table = page.getByRole('grid', { name: words.table })
    await expect(table.getByRole('row').nth(5)).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('events.png') })

    await page.getByRole('combobox', { name: words.type }).click()
    await page.getByRole('option', { name: words.types.reply_received, exact: true }).click()
    await expect(table.getByText(words.types.email_sent, { exact: true })).toHaveCount(0)
    const first = table.getByRole('row').nth(1)
    const lead = (await first.getByText(/@/).first().textContent()) ?? ''
    await first.getByText(lead).click()
    const panel = page.getByRole('complementary', { name: words.panel })
    await expect(panel.getByText('"reply_text"')).toBeVisible()
    await expect(panel.getByText(words.scores[4] ?? '', { exact: false }).first()).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('event-panel.png') })
    await expectAccessible(page, 'events')
    await panel.getByRole('button', { name: words.replayOne }).click()
    await expect(page.getByText(words.replayed(1, 0), { exact: true })).toBeVisible()

    const file = path.join(app.home, 'replies.jsonl')
    await app.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, file)
    await page.getByRole('button', { name: words.save, exact: true }).click()
    await page.getByRole('menuitem', { name: words.saveJsonl }).click()
    await expect.poll(() => fs.existsSync(file)).toBe(true)
    const rows = fs
      .readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row) as { type: string; lead: string })
    expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(['reply_received']))
    expect(rows.some((row) => row.lead === lead)).toBe(true)
    await page.keyboard.press('Escape')

    await goTo(app, '/settings/diagnostics/unread')
    await expect(page.getByText(words.deadEmptyTitle)).toBeVisible()
  })

  await test.step('Unreadable events are saved as a file, and deleted after a confirmation', async () => {
    for (const no of [1, 2, 3]) {
      await app.call('relay.simulate', {
        workspaceId: client.id,
        json: JSON.stringify({ no, lead_email: 'kai@prospect.example' }),
      })
    }
    await goTo(app, '/settings/diagnostics/unread')
    const table = page.getByRole('grid', { name: words.deadTitle })
    await expect(table.getByText('kai@prospect.example')).toHaveCount(3)
    const file = path.join(app.home, 'unread.jsonl')
    await app.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, file)
    await page.getByRole('button', { name: words.saveDead }).click()
    await expect(page.getByText(words.savedDead(3, file), { exact: true })).toBeVisible()
    expect(fs.readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(3)

    await page.getByRole('button', { name: words.dropAll }).click()
    const question = page.getByRole('alertdialog').or(page.getByRole('dialog'))
    await expect(question.getByText(words.dropTitle(3))).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('unread-asked.png') })
    await expectAccessible(page, 'deleting what could not be read')
    await question.getByRole('button', { name: words.dropKeep }).click()
    await expect(table.getByText('kai@prospect.example')).toHaveCount(3)
    await page.screenshot({ path: test.info().outputPath('unread.png') })
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await page.screenshot({ path: test.info().outputPath('unread-dark.png') })
    await page.getByRole('button', { name: words.dropAll }).click()
    await question.getByRole('button', { name: words.dropAct, exact: true }).click()
    await expect(page.getByText(words.deadEmptyTitle)).toBeVisible()
  })

  await test.step('An export shows the results of its campaign, and its leads show what they did', async () => {
    const { rows } = await app.call('exports.list', { workspaceId: client.id, page: {} })
    const exported = rows.at(-1)
    if (!exported?.campaignId) throw new Error('an export was promised')
    await goTo(app, `/exports/${exported.id}`)
    const life = page.getByRole('region', { name: words.campaignTitle })
    await expect(life.getByText(words.types.email_sent).first()).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('campaign.png'), fullPage: true })
    const happened = await app.call('events.campaign', { workspaceId: client.id, remoteId: exported.campaignId })
    const warmest = happened?.hottest[0]
    const warm = warmest?.email ?? ''
    // A warm lead is a person whose page is one press away.
    await life
      .getByRole('link', { name: warmest?.name ?? warm, exact: true })
      .first()
      .click()
    await expect(page.getByText(warm).first()).toBeVisible()
    await goTo(app, `/exports/${exported.id}`)
    await life.getByRole('link', { name: words.toLog }).click()
    await expect(page.getByRole('combobox', { name: words.campaign })).toHaveText(exported.campaignName)

    await goTo(app, `/lists/${exported.listId}`)
    await page.getByRole('textbox', { name: en.ui.search }).fill(warm)
    await page.getByRole('grid').getByText(warm).first().click()
    const timeline = page.getByRole('list', { name: words.timeline })
    await expect(timeline.getByText(words.exported)).toBeVisible()
    await expect(timeline.getByText(words.types.email_sent).first()).toBeVisible()
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await expectAccessible(page, 'a lead with its timeline')
    await page.screenshot({ path: test.info().outputPath('lead.png') })
    await goTo(app, '/settings/diagnostics/events')
    await page.getByRole('grid', { name: words.table }).getByRole('row').nth(2).click()
    await expect(page.getByRole('complementary', { name: words.panel })).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('events-dark.png') })
  })
})
