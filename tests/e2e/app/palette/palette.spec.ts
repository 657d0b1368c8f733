/**
 * The command palette: finds commands by a few letters, runs them by keys, and never acts on another client by mistake.
 */
import path from 'node:path'
import type { Page } from '@playwright/test'
import { commandsEn, keyMapEn, paletteEn } from '#shared/texts/en/app/palette.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { en } from '#shared/texts/en.ts'
import { makeEmptyLists, makeList } from '../../../support/lists.ts'
import { connect, expect, expectState, goTo, leadFile, saveAsList, test } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const field = (page: Page) => page.getByRole('combobox', { name: paletteEn.title })
const options = (page: Page) => page.getByRole('listbox', { name: paletteEn.results }).getByRole('option')
const marked = (page: Page) => page.getByRole('option', { selected: true })

async function find(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
  await page.keyboard.type(typed)
}

test('A list among ten thousand is found despite a typo and missing accents, and Enter opens it', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const { id: workspaceId } = await connect(sendoff)
  const dir = path.join(sendoff.home, 'data')
  const others = Array.from({ length: 10_000 }, (_, at) => `Zahnärzte ${at} Münster`)
  makeEmptyLists(dir, workspaceId, others)
  const { listId } = makeList(dir, { workspaceId, name: 'Geschäftsführer Maschinenbau Köln', count: 3 })
  await find(page, 'koln mashcinenbau')
  await expect(options(page).first()).toContainText('Geschäftsführer Maschinenbau Köln')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Geschäftsführer Maschinenbau Köln' })).toBeVisible()
  expect((await sendoff.call('app.uiState', {})).workspaceId).toBe(null)
  await find(page, '')
  await expect(options(page).first()).toContainText('Geschäftsführer Maschinenbau Köln')
  expect(listId).toBeGreaterThan(10_000)
})

test('The palette switches clients only where the item says so', async ({ launch, instantly }) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  const one = await connect(sendoff)
  const other = await sendoff.call('workspaces.create', { name: 'Kessler', colour: 3 })
  const dir = path.join(sendoff.home, 'data')
  makeList(dir, { workspaceId: one.id, name: 'Own list of dentists', count: 2 })
  makeList(dir, { workspaceId: other.id, name: 'Dentists', count: 2 })
  await goTo(sendoff, '/lists')
  await page.keyboard.press('Control+1')
  await find(page, 'dentists')
  await expect(options(page)).toHaveCount(2)
  await expect(marked(page)).toContainText('Own list of dentists')
  await expect(page.getByRole('group', { name: paletteEn.groups.others })).toContainText(
    paletteEn.switchesTo('Kessler'),
  )
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Dentists' })).toBeVisible()
  await expect(page.getByRole('button', { name: `${en.frame.switchClient}: Kessler` })).toBeVisible()
})

test("Exact matches come first, actions of the screen run and return the focus, an export's review opens and never starts, and the keyboard map shows every key", async ({
  connected: sendoff,
}) => {
  const { page } = sendoff
  await test.step('An exact name comes before names that only begin with it', async () => {
    for (const command of [commandsEn.inbox, commandsEn.exports, commandsEn.settings]) {
      await find(page, command.words.toLowerCase())
      await expect(marked(page).locator('.palette-label')).toHaveText(command.words)
      await page.keyboard.press('Escape')
    }
  })

  await test.step('The palette runs actions of the screen and returns the focus', async () => {
    await saveAsList(sendoff, leadFile(12))
    await screens.list.export(page).focus()
    await find(page, 'rename')
    await expect(marked(page)).toHaveText(new RegExp(commandsEn.renameList.words))
    await page.keyboard.press('Escape')
    await expect(field(page)).toBeHidden()
    await expect(screens.list.export(page)).toBeFocused()

    await find(page, 'list rename')
    await page.keyboard.press('Enter')
    await expect(page.getByLabel(listsEn.renameDialog.label)).toBeFocused()
    // The dialog receives the keys, so the palette does not open over it.
    await page.keyboard.press('Control+k')
    await expect(field(page)).toBeHidden()
    await page.keyboard.press('Escape')
    await find(page, 'theme dark')
    await page.keyboard.press('Enter')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  })

  await test.step("The palette opens an export's review and never starts it", async () => {
    await screens.list.export(page).click()
    await screens.plan.send(page).waitFor()
    await find(page, 'start upload')
    await expect(marked(page)).toContainText(paletteEn.leadsTo)
    await page.keyboard.press('Enter')
    await expect(screens.plan.send(page)).toBeFocused()
    expect((await sendoff.call('exports.list', { workspaceId: null, page: {} })).total).toBe(0)
    await page.keyboard.press('Enter')
    await expectState(sendoff, 'done')
    await find(page, 'dentists')
    await expect(options(page).filter({ hasText: /^dentists → / })).toHaveCount(1)
    await expect(page.getByRole('group', { name: paletteEn.groups.campaigns }).getByRole('option')).toHaveCount(1)
    await page.keyboard.press('Escape')
  })

  await test.step('The keyboard map shows every key, as a dialog and as a screen', async () => {
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: keyMapEn.title })
    await expect(dialog.getByRole('row', { name: commandsEn.palette.words })).toContainText('Ctrl K')
    await dialog.getByLabel(keyMapEn.search).fill('undo')
    await expect(dialog.getByRole('row', { name: commandsEn.undo.words })).toContainText('Ctrl Z')
    await expect(dialog.getByRole('row', { name: commandsEn.palette.words })).toBeHidden()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await goTo(sendoff, '/help/keys')
    await expect(page.getByRole('table', { name: keyMapEn.table(keyMapEn.places.tables) })).toBeVisible()
  })
})

test("The demo's palette offers five likely steps, finds an action with its client and last month's figures, and Tab limits it to a client", async ({
  launch,
}) => {
  const sendoff = await launch({ demo: true })
  const { page } = sendoff
  await goTo(sendoff, '/home')
  await expect(page.getByRole('button', { name: paletteEn.title })).toBeVisible()
  const [client] = await sendoff.call('workspaces.list', {})
  if (!client) throw new Error('the demo has a client')

  await test.step("The palette offers five likely steps and finds a person, an action with its client, and last month's figures", async () => {
    await find(page, '')
    await expect(options(page)).toHaveCount(5)
    await expect(options(page).first()).toContainText(/^Answer \d+ replies/)
    await page.keyboard.type('meetings last month')
    await expect(marked(page)).toContainText(`${paletteEn.figures.meetings}, ${paletteEn.periods.lastMonth}`)
    await page.keyboard.press('Enter')
    await expect(page.getByLabel(en.analytics.from, { exact: true })).toHaveValue(/-01$/)
    for (const [typed, found] of [
      ['unsubscribe', commandsEn.optOuts.words],
      ['warmup', commandsEn.accounts.words],
    ] as const) {
      await find(page, typed)
      await expect(marked(page)).toContainText(found)
      await page.keyboard.press('Escape')
    }

    // In natural wording: small words are ignored, and a verb acts on the campaign or list named after it.
    for (const [typed, found] of [
      ['meeting cost', commandsEn.money.words],
      ['replies of this week', `${paletteEn.figures.replied}, ${paletteEn.periods.thisWeek}`],
      ['who is interested this month', `${paletteEn.figures.interested}, ${paletteEn.periods.thisMonth}`],
    ] as const) {
      await find(page, typed)
      await expect(marked(page)).toContainText(found)
      await page.keyboard.press('Escape')
    }
    // Half a client's name and an action find that client's lists, regardless of the client shown.
    await find(page, `${client.name.slice(0, 4)} export`)
    await expect(options(page).filter({ hasText: paletteEn.exportOf(client.name) })).toBeVisible()
    await page.keyboard.press('Escape')
    await find(page, `pause ${client.name}`)
    await expect(marked(page)).toContainText(en.campaigns.pauseAllOf(client.name))
    await page.keyboard.press('Escape')
    await sendoff.call('campaigns.readNow', { workspaceId: null })
    const running = { workspaceId: null, show: 'running', page: {} } as const
    const [campaign, ...others] = (await sendoff.call('campaigns.list', running)).rows
    if (!campaign) throw new Error('a campaign of the demo runs')
    await find(page, `pause ${campaign.name}`)
    await expect(marked(page)).toContainText(paletteEn.pauseCampaign(campaign.name))
    await page.keyboard.press('Enter')
    await expect
      .poll(async () => (await sendoff.call('campaigns.list', running)).rows.map(({ id }) => id))
      .toEqual(others.map(({ id }) => id))
    await find(page, `start ${campaign.name}`)
    await expect(marked(page)).toContainText(paletteEn.startCampaign(campaign.name))
    await page.keyboard.press('Escape')
    // A verb and a list lead to the review, from any screen.
    const [list] = await sendoff.call('lists.all', { workspaceId: client.id, archived: false })
    if (!list) throw new Error('a client of the demo has lists')
    await find(page, `export ${list.name.toLowerCase()}`)
    await expect(marked(page)).toContainText(paletteEn.exportList(list.name))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: en.review.sendCard, exact: true })).toBeVisible()
  })

  await test.step('Tab limits the palette to a client and says so, Backspace removes the limit, and actions apply to that client', async () => {
    await goTo(sendoff, '/home')
    await page.keyboard.press('Control+0')
    await expect(page.getByRole('button', { name: `${en.frame.switchClient}: ${en.frame.allClients}` })).toBeVisible()
    const { rows } = await sendoff.call('inbox.threads', {
      workspaceId: null,
      partId: null,
      order: 'newest',
      page: { offset: 0, limit: 1 },
    })
    const writer = rows[0]
    if (!writer) throw new Error('the demo has a reply')
    await find(page, writer.name)
    await expect(page.getByRole('group', { name: paletteEn.groups.conversations })).toContainText(writer.name)
    await expect(page.getByRole('group', { name: paletteEn.groups.people })).toContainText(writer.name)
    await page.keyboard.press('Escape')
    await find(page, '')
    await page.keyboard.press('Tab')
    const dialog = page.getByRole('dialog', { name: paletteEn.title })
    const limited = dialog.locator('.badge')
    await expect(limited).toContainText(paletteEn.limitedTo(client.name))
    await page.keyboard.press('Backspace')
    await expect(limited).toHaveText(en.frame.allClients)
    await page.keyboard.press('Tab')
    await page.keyboard.type('campaigns')
    await expect(marked(page)).toContainText(commandsEn.campaigns.words)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: `${en.frame.switchClient}: ${client.name}` })).toBeVisible()
  })
})
