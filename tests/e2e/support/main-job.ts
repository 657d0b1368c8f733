/** Steps of the main job for specs, and their clients. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { ExportSummary, Ledger } from '#shared/contract/exports/exports.ts'
import type { Output } from '#shared/contract/index.ts'
import type { ImportDraft } from '#shared/contract/leads/imports.ts'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'
import { exportsEn } from '#shared/texts/en/exports/exports.ts'
import { en } from '#shared/texts/en.ts'
import { type FakeInstantly, type FakeInstantlyOptions, startFakeInstantly } from '../../support/instantly/server.ts'
import { makeList } from '../../support/lists.ts'
import { test as base, expect } from './app.ts'
import { emptyAppOf, keepForInstantlyAt } from './kept-app.ts'
import type { Sendoff } from './launch.ts'
import { screens } from './screens.ts'

export const clientName = 'Northwind Outreach'
export const key = 'northwind-key-for-the-main-job'

/** Fixtures with a simulated Instantly of one client, whose requests are checked against the published facts. */
type Fixtures = {
  /** Options for it, set with `test.use`. */
  instantlyOptions: FakeInstantlyOptions
  instantly: FakeInstantly
  /** The app with this Instantly and its client connected. */
  connected: Sendoff
}

/** The Instantly of a kept app, open until the app has been emptied for the next spec. */
let earlier: FakeInstantly | null = null

/** Returns the port on which a kept app expects the next one. */
async function closeEarlier(): Promise<number | null> {
  if (earlier === null) return null
  await emptyAppOf(earlier.url)
  const { port } = new URL(earlier.url)
  await earlier.close()
  earlier = null
  return Number(port)
}

export const test = base.extend<Fixtures>({
  instantlyOptions: [{}, { option: true }],

  instantly: async ({ instantlyOptions, keepsApp: mayKeep, ownProcess }, use) => {
    const keepsApp = mayKeep && !ownProcess
    const port = keepsApp ? await closeEarlier() : null
    const instantly = await startFakeInstantly({
      workspaces: [{ name: clientName, keys: [{ key }], mailboxes: 3, leadLimit: 200_000 }],
      ...instantlyOptions,
      ...(port === null ? {} : { port }),
    })
    if (keepsApp) {
      earlier = instantly
      keepForInstantlyAt(instantly.url)
    }
    await use(instantly)
    expect(instantly.violations).toEqual([])
    expect(instantly.journal.addressesCommittedTwice().slice(0, 3)).toEqual([])
    if (!keepsApp) await instantly.close()
  },

  connected: async ({ launch, instantly }, use) => {
    const sendoff = await launch({ instantlyUrl: instantly.url })
    await connect(sendoff)
    await use(sendoff)
  },
})

/** Writes a file into a new folder. */
export function writeFile(name: string, content: string | Buffer): string {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'sendoff-leads-')), name)
  writeFileSync(file, content)
  return file
}

/** Writes a lead file in which every row is ready; the leads of another `person` are in no other file. */
export function leadFile(count: number, name = 'dentists.csv', person = 'lead'): string {
  const rows = Array.from(
    { length: count },
    (_, at) => `Mara ${at + 1},${person}${at + 1}@clinic${at % 97}.example,Köln`,
  )
  return writeFile(name, ['First Name,Email,City', ...rows].join('\n'))
}

/** Connects the client without its screens, which have their own specs; resolves when the window shows it. */
export async function connect(sendoff: Sendoff): Promise<Workspace> {
  const { workspace } = await sendoff.call('workspaces.addKey', { workspaceId: null, key })
  await expect(sendoff.page.getByRole('navigation', { name: en.frame.screens })).toBeVisible()
  // Before that, the window would not know which client a dropped file belongs to.
  await expect(sendoff.page.getByRole('button', { name: workspace.name }).first()).toBeVisible()
  return workspace
}

/** Opens a file without its screen, as if it had been chosen in the dialog. */
export async function openChosen(
  { app, call }: Sendoff,
  workspaceId: Workspace['id'],
  file: string,
): Promise<ImportDraft> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, file)
  await call('imports.choose', { workspaceId })
  return call('imports.open', { workspaceId, path: file })
}

/** Drops a file and waits until every row has been checked. */
export async function toTheMapping(sendoff: Sendoff, file: string): Promise<void> {
  await sendoff.dropFiles([file])
  await screens.mapping.save(sendoff.page).waitFor()
}

/** Imports a file of the only client without its screens, which have their own specs, and opens its list. */
export async function saveAsList(sendoff: Sendoff, file: string): Promise<void> {
  const { id } = await importFile(sendoff, file)
  await goTo(sendoff, `/lists/${id}`)
  await screens.list.export(sendoff.page).waitFor()
}

/** Opens the plan of a file that was imported without its screens. */
export async function toThePlan(sendoff: Sendoff, file: string): Promise<void> {
  const { id } = await importFile(sendoff, file)
  await goTo(sendoff, `/exports/plan/${id}`)
  await screens.plan.send(sendoff.page).waitFor()
}

async function importFile(sendoff: Sendoff, file: string): Promise<Output<'imports.save'>> {
  const [workspace, ...others] = await sendoff.call('workspaces.list', {})
  if (!workspace || others.length > 0) throw new Error('a file of which client?')
  const draft = await openChosen(sendoff, workspace.id, file)
  return sendoff.call('imports.save', {
    importId: draft.importId,
    mapping: draft.columns.map(({ suggestion }) => suggestion.target),
    settings: { ...defaultSettings, companyAsFirstName: draft.businessAsFirstName },
    into: { name: draft.suggestedListName },
  })
}

/** Drops a file and saves it as proposed. */
export async function saveInWindow(sendoff: Sendoff, file: string): Promise<void> {
  await toTheMapping(sendoff, file)
  await screens.mapping.save(sendoff.page).click()
  await screens.list.export(sendoff.page).waitFor()
}

export async function toThePlanInWindow(sendoff: Sendoff, file: string): Promise<void> {
  await saveInWindow(sendoff, file)
  await screens.list.export(sendoff.page).click()
  await screens.plan.send(sendoff.page).waitFor()
}

/**
 * Opens the plan of a list written straight into the store, for specs that begin with the export. Lists of one app have
 * different tags, so that no lead is in two of them.
 */
export async function toThePlanOf(sendoff: Sendoff, count: number, tag = 'list'): Promise<void> {
  const [workspace] = await sendoff.call('workspaces.list', {})
  if (!workspace) throw new Error('no client')
  const { listId } = makeList(path.join(sendoff.home, 'data'), {
    workspaceId: workspace.id,
    name: 'dentists',
    count,
    tag,
  })
  await goTo(sendoff, `/exports/plan/${listId}`)
  await screens.plan.send(sendoff.page).waitFor()
}

export async function newestLedger(sendoff: Sendoff): Promise<Ledger> {
  const newest = await newestSummary(sendoff)
  if (!newest) throw new Error('no export')
  return sendoff.call('exports.ledger', { exportId: newest.id })
}

async function newestSummary(sendoff: Sendoff): Promise<ExportSummary | undefined> {
  return (await sendoff.call('exports.list', { workspaceId: null, page: {} })).rows[0]
}

/** Presses the export key until the plan is gone, because it first leads to every open warning. */
export async function exportByKeys(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Control+Enter')
    // The button has another name while something is counted, so this waits for its card, which goes with the plan.
    await expect(page.getByRole('region', { name: en.review.sendCard, exact: true })).toBeHidden({ timeout: 500 })
  }).toPass()
}

/**
 * Clicks the export button until the plan is gone: when Instantly's answer arrives the leads are counted again, and the
 * button is disabled for that moment.
 */
export async function exportByMouse(page: Page): Promise<void> {
  const card = page.getByRole('region', { name: en.review.sendCard, exact: true })
  await expect(card).toBeVisible()
  await expect(async () => {
    if (await card.isVisible()) await screens.plan.send(page).click({ timeout: 5_000 })
    await expect(card).toBeHidden({ timeout: 5_000 })
  }).toPass()
}

/** Waits until the newest export has this state. */
export async function expectState(sendoff: Sendoff, state: ExportSummary['state']): Promise<void> {
  await expect.poll(async () => (await newestSummary(sendoff))?.state, { intervals: [50, 100, 200] }).toBe(state)
}

/** Waits until some leads have arrived while others have not been sent. */
export async function expectUnderWay(sendoff: Sendoff): Promise<void> {
  await expect
    .poll(async () => (await newestSummary(sendoff))?.totals.uploaded ?? 0, { intervals: [20] })
    .toBeGreaterThan(0)
}

/** The progress strip over the status line. */
export const strip = ({ page }: Sendoff) => page.getByRole('region', { name: exportsEn.strip.label })

/** Navigates the window like a menu item or a clicked notification. */
export async function goTo({ app }: Sendoff, route: string): Promise<void> {
  await app.evaluate(({ BrowserWindow }, to) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('sendoff:event', 'app.goTo', { route: to })
  }, route)
}

export { expect }
