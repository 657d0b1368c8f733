/**
 * `npm run screenshots [-- --large] [-- --language=de]`: takes the built app through its screens against a simulated
 * Instantly, with our own samples, and writes each in light and dark to docs/screenshots (`--large`: 1920×1080,
 * `--language`: a language other than English; both to out/screenshots). `--first-event` takes only those of a relay's
 * first event, and leaves the others unchanged.
 */
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { ExportId, ListId, WorkspaceId } from '#shared/ids.ts'
import { languages } from '#shared/language.ts'
import { textsOf } from '#shared/texts/all-languages.ts'
import { newToken } from '../relay/secrets.ts'
import { ensureBuild, projectRoot } from '../tests/e2e/support/ensure-build.ts'
import { type LaunchOptions, launchSendoff, type Sendoff } from '../tests/e2e/support/launch.ts'
import { findScreensIn, screens } from '../tests/e2e/support/screens.ts'
import { chooseRunner, standInFolder } from '../tests/stand-in/find-electron.ts'
import { ensureBrowser } from '../tests/stand-in/install-browser.ts'
import { newCampaignSettings } from '../tests/support/export-settings.ts'
import { type FakeInstantly, startFakeInstantly } from '../tests/support/instantly/server.ts'
import { makeList } from '../tests/support/lists.ts'
import { fakeTunnel } from '../tests/support/relay/fake-tunnel.ts'
import { playProject } from '../tests/support/relay/project-in-memory.ts'

const large = process.argv.includes('--large')
const size = large ? { width: 1920, height: 1080 } : { width: 1280, height: 800 }
const asked = process.argv.find((argument) => argument.startsWith('--language='))?.slice('--language='.length) ?? 'en'
const language = languages.find((each) => each === asked) ?? noSuchLanguage()
findScreensIn(language)
const folder = path.join(projectRoot, large || language !== 'en' ? `out/screenshots/${language}` : 'docs/screenshots')
const sample = (name: string) => path.join(projectRoot, 'resources/samples', name)
const clients = ['Northwind Outreach', 'Kjær Præcisionsteknik', 'Atelier Chauvet-Lemoine'] as const
const demoPlaces = [
  ['campaigns', '/campaigns'],
  ['analytics', '/analytics'],
  ['experiments', '/analytics/experiments'],
  ['reports', '/analytics/reports'],
  ['money', '/analytics/money'],
  ['service', '/settings/diagnostics/service'],
  ['sequences', '/sequences'],
  ['events', '/settings/diagnostics/events'],
  ['missing', '/settings/diagnostics/missing'],
  ['simulator', '/settings/diagnostics/simulator'],
  ['settings-relay', '/settings/relay'],
  ['settings-inbox', '/settings/inbox'],
  ['settings-crm', '/settings/crm'],
] as const
const keyOf = (index: number) => `sample-key-of-client-${index + 1}`

if (chooseRunner().kind === 'stand-in') {
  ensureBrowser()
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= standInFolder
}
ensureBuild()
// Without it a launched app takes no pictures, because specs do not use them.
process.env['SENDOFF_SHOTS'] = folder
const onlyFirstEvent = process.argv.includes('--first-event')
if (!onlyFirstEvent) rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const instantly = await startFakeInstantly({
  workspaces: clients.map((name, index) => ({
    name,
    keys: [{ key: keyOf(index) }],
    mailboxes: 4 + index * 3,
    leadLimit: 100_000,
    blocked: ['olivestreet.example'],
  })),
})
try {
  if (!onlyFirstEvent) {
    await inApp((app) => takeAll(app, instantly))
    await inApp(takeDemo)
  }
  await takeFirstEvents()
} finally {
  await instantly.close()
}

/** The ways to the first event: a relay in the app, at Supabase, on a server. */
async function takeFirstEvents(): Promise<void> {
  const words = textsOf[language].relay
  const tunnel = fakeTunnel()
  const project = await playProject(clients[0])
  const fake = await startFakeInstantly({
    workspaces: [{ name: clients[0], keys: [{ key: keyOf(0) }], mailboxes: 2 }],
    deliver: tunnel.deliver,
  })
  const options = { instantlyUrl: fake.url, supabaseUrl: project.url, programs: tunnel.folder }
  const begin = async (app: Sendoff) => {
    await app.call('workspaces.addKey', { workspaceId: null, name: clients[0], key: keyOf(0) })
    await goTo(app, '/settings/relay')
  }
  const button = ({ page }: Sendoff, name: string) => page.getByRole('button', { name, exact: true })
  try {
    await inApp(async (app) => {
      await begin(app)
      await button(app, words.inApp.run).waitFor()
      await shoot(app, 'first-event-ways')
      await button(app, words.inApp.run).click()
      await app.page.getByText(words.webhookStates.active, { exact: true }).waitFor()
      await button(app, words.test).click()
      await app.page.getByRole('table', { name: words.trialsTitle }).getByText('test_event').waitFor()
      await app.page.waitForTimeout(2_000)
      await shoot(app, 'first-event-here')
    }, options)
    await inApp(async (app) => {
      await begin(app)
      await app.page.getByLabel(words.setup.project).fill('abcdefghijklmnopqrst')
      await button(app, words.setup.begin).click()
      project.deployed = true
      await button(app, words.setup.check).click()
      await app.page.getByText(words.setup.whys.tables_missing).waitFor()
      await shoot(app, 'first-event-supabase')
    }, options)
    await inApp(async (app) => {
      await begin(app)
      await app.page.getByLabel(words.address, { exact: true }).fill('https://relay.example.com')
      await app.page.getByLabel(words.token, { exact: true }).fill(newToken())
      await app.page.getByLabel(words.address, { exact: true }).scrollIntoViewIfNeeded()
      await shoot(app, 'first-event-server')
    }, options)
  } finally {
    await fake.close()
    project.close()
  }
}

function noSuchLanguage(): never {
  throw new Error(`No texts in “${asked}”. There are: ${languages.join(', ')}`)
}

/** Runs `work` in a separate app, which is removed afterwards with everything it wrote. */
async function inApp(work: (app: Sendoff) => Promise<void>, options: LaunchOptions = {}): Promise<void> {
  const app = await launchSendoff({ instantlyUrl: instantly.url, language, ...options })
  try {
    app.page.setDefaultTimeout(20_000)
    await app.page.setViewportSize(size)
    await work(app)
  } finally {
    await app.quit()
    rmSync(app.home, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Takes the screens that need months of campaigns. */
async function takeDemo(app: Sendoff): Promise<void> {
  const { page } = app
  await app.call('demo.create', {})
  await page.reload()
  await goTo(app, '/home')
  await page.getByRole('navigation').first().waitFor()
  // The state after everything in the demo was read.
  await app.call('campaigns.readNow', { workspaceId: null })
  await app.call('inbox.sync', { workspaceId: null })
  await app.call('accounts.sync', { workspaceId: null })
  await page.waitForTimeout(1_500)
  await shoot(app, 'demo-home')
  await goTo(app, '/inbox')
  await page.waitForTimeout(1_500)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.waitForTimeout(800)
  await shoot(app, 'inbox')
  for (const [name, route] of demoPlaces) {
    await goTo(app, route)
    await page.waitForTimeout(600)
    await shoot(app, name)
  }
}

async function takeAll(app: Sendoff, fake: FakeInstantly): Promise<void> {
  const { page } = app
  await shoot(app, 'first-start')
  await screens.connect.key(page).fill(keyOf(0))
  await screens.connect.test(page).click()
  await screens.connect.add(page).waitFor()
  await shoot(app, 'first-start-tested')
  await screens.connect.add(page).click()
  await screens.drop.chooseFile(page).waitFor()
  await shoot(app, 'first-start-drop')

  await app.dropFiles([sample('maps-scraper.csv')])
  await screens.mapping.save(page).waitFor()
  await shoot(app, 'import-mapping-scraper')
  await screens.mapping.save(page).click()
  await screens.list.export(page).waitFor()
  await app.dropFiles([sample('leads.csv')])
  await screens.mapping.save(page).waitFor()
  await shoot(app, 'import-mapping')
  await screens.mapping.save(page).click()
  await screens.list.export(page).waitFor()
  await shoot(app, 'list')
  await screens.list.export(page).click()
  await screens.plan.send(page).waitFor()
  await shoot(app, 'export-plan')
  await screens.plan.send(page).click()
  const ledger = await ended(app)
  await shoot(app, 'export-ledger')
  await moreClients(app)
  await goTo(app, '/lists')
  await shoot(app, 'lists')
  await goTo(app, '/settings/workspaces')
  await shoot(app, 'settings')
  await goTo(app, '/settings/diagnostics/calls')
  await shoot(app, 'activity')
  await running(app, fake)
  await goTo(app, `/exports/${ledger}`)
}

/** Two more clients, one with a list that is being exported while the pictures are taken. */
async function moreClients(app: Sendoff): Promise<void> {
  for (const [index, name] of clients.entries()) {
    if (index > 0)
      await app.call('workspaces.addKey', { workspaceId: null, name, colour: index + 1, key: keyOf(index) })
  }
}

async function running(app: Sendoff, fake: FakeInstantly): Promise<void> {
  const [, second] = await app.call('workspaces.list', {})
  const workspaceId = second?.id as WorkspaceId
  const { listId } = makeList(path.join(app.home, 'data'), {
    workspaceId,
    name: 'Maskinværksteder, november',
    count: 150_000,
    heldEvery: 17,
  })
  fake.faults.latency({ ms: 1_500 })
  await start(app, listId, 'Maskinværksteder - 2026-11-20')
  await app.page.waitForTimeout(3_500)
  await goTo(app, '/home')
  await shoot(app, 'home')
  await goTo(app, '/exports')
  await shoot(app, 'exports')
  const { rows } = await app.call('exports.list', { workspaceId, page: {} })
  await goTo(app, `/exports/${rows[0]?.id}`)
  await app.page.getByRole('grid').getByRole('row').nth(1).waitFor()
  await app.page.waitForTimeout(500)
  await shoot(app, 'export-running')
  fake.faults.latency(null)
}

async function start(app: Sendoff, listId: ListId, name: string): Promise<ExportId> {
  return (
    await app.call('exports.start', {
      listId,
      settings: newCampaignSettings(name),
      idempotencyKey: crypto.randomUUID(),
    })
  ).id
}

async function ended(app: Sendoff): Promise<ExportId> {
  for (;;) {
    const { rows } = await app.call('exports.list', { workspaceId: null, page: {} })
    if (rows[0]?.state === 'done') return rows[0].id
    await app.page.waitForTimeout(100)
  }
}

/** Navigates like a menu item or a clicked notification. */
async function goTo(app: Sendoff, route: string): Promise<void> {
  await app.app.evaluate(({ BrowserWindow }, to) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('sendoff:event', 'app.goTo', { route: to })
  }, route)
  await app.page.waitForTimeout(400)
}

async function shoot(app: Sendoff, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await app.call('app.saveUiState', { theme })
    await app.page.waitForFunction((wanted) => document.documentElement.dataset['theme'] === wanted, theme)
    await app.page.waitForTimeout(250)
    await app.page.screenshot({ path: path.join(folder, `${name}-${theme}.png`) })
  }
  console.log(name)
}
