/**
 * Benchmarks how fast screens appear: every route of the built window over a store after a year of use, against a route
 * that shows nothing; the first paint, the demo, long tasks while typing and scrolling, and what the window loads at
 * first. SENDOFF_BENCH_STORE names a folder whose store is reused, or created there.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import type { Bridge } from '#shared/bridge.ts'
import { en } from '#shared/texts/en.ts'
import { launchSendoff, type Sendoff } from '../../tests/e2e/support/launch.ts'
import { standInFolder } from '../../tests/stand-in/find-electron.ts'
import { makeAnalytics } from './lib/make-analytics.ts'
import type { EventPlan } from './lib/make-events.ts'
import { median, percentile, quick, report } from './lib/report.ts'

const bench = 'screens'
const root = path.join(import.meta.dirname, '../..')
const plan: EventPlan = {
  events: quick ? 500_000 : 5_000_000,
  workspaces: 20,
  campaigns: 1_000,
  leads: quick ? 50_000 : 500_000,
  days: 365,
}
const rounds = quick ? 3 : 10
const emptyRoute = '/settings/appearance'
/** Concrete routes for parameterised ones: the first record there is. */
const one: Readonly<Record<string, string>> = {
  '/lists/:id': '/lists/1',
  '/exports/plan/:id': '/exports/plan/1',
  '/campaigns/:id': '/campaigns/1',
  '/campaigns/:id/edit': '/campaigns/1/edit',
  '/people/:email': '/people/lead1_40~example.com',
  '/settings/workspaces/:id': '/settings/workspaces/1',
}

async function main(): Promise<void> {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standInFolder
  report({ bench, figure: 'first_load_gzip_kb', value: firstLoadBytes() / 1024, unit: 'KB', target: '<= 350' })
  await measureDemo()
  const kept = process.env['SENDOFF_BENCH_STORE']
  const home = kept ?? fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-screens-'))
  fs.mkdirSync(path.join(home, 'data'), { recursive: true })
  const store = await makeAnalytics(path.join(home, 'data'), plan)
  store.raw.close()
  try {
    await measureStartAndRoutes(home)
  } finally {
    if (!kept) fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function measureStartAndRoutes(home: string): Promise<void> {
  // The first start in a home compiles the code; later ones are what an operator experiences.
  const first = await open(home)
  await first.quit()
  const paints: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const again = await open(home)
    paints.push(await again.page.evaluate(firstPaint))
    await again.quit()
  }
  report({ bench, figure: 'first_paint_ms', value: median(paints), unit: 'ms', target: '<= 700' })

  const sendoff = await open(home)
  const { page } = sendoff
  await page.setViewportSize({ width: 1280, height: 800 })
  const routes = allRoutes()
  const took = new Map<string, number[]>(routes.map((route) => [route, []]))
  const empty: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    for (const route of routes) {
      if (route === emptyRoute) continue
      empty.push(await change(sendoff, emptyRoute))
      took.get(route)?.push(await change(sendoff, route))
    }
  }
  took.set(emptyRoute, empty)
  const slowest = [...took].map(([route, ms]) => ({ route, p95: percentile(ms, 0.95), mid: median(ms) }))
  for (const { route, p95, mid } of slowest.toSorted((a, b) => b.p95 - a.p95).slice(0, 12))
    console.error(`${route}: ${Math.round(mid)} ms, p95 ${Math.round(p95)} ms`)
  report({
    bench,
    figure: 'route_p95_ms',
    value: percentile([...took.values()].flat(), 0.95),
    unit: 'ms',
    target: '<= 100',
    peer: { empty_route: percentile(empty, 0.95), median: median([...took.values()].flat()) },
  })
  const long = await longTasks(sendoff)
  report({ bench, figure: 'long_task_ms', value: long, unit: 'ms', target: '<= 50' })
  await sendoff.quit()
}

/**
 * Runs in the page: returns when its first content was painted. The browser may report it later than the page is there.
 */
const firstPaint = (): Promise<number> =>
  new Promise((resolve) => {
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') resolve(startTime)
    }).observe({ type: 'paint', buffered: true })
  })

/**
 * Measures from the press to Home with the demo's clients: once the app had prepared a demo, and as the first action
 * after the start.
 */
async function measureDemo(): Promise<void> {
  const figures = [
    { figure: 'demo_open_ms', waits: true, target: '<= 1000' },
    { figure: 'demo_at_once_ms', waits: false, target: 'none' },
  ] as const
  for (const { figure, waits, target } of figures) {
    const took: number[] = []
    for (let round = 0; round < (quick ? 1 : 5); round += 1) took.push(await openDemo(waits))
    report({ bench, figure, value: median(took), unit: 'ms', target })
  }
}

async function openDemo(waits: boolean): Promise<number> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'sendoff-bench-demo-'))
  // Uses Instantly's real address, as installed: without a client no requests are made.
  const sendoff = await launchSendoff({ home, ownProcess: true, preparesDemo: waits })
  await sendoff.page.getByRole('heading', { level: 1 }).first().waitFor()
  if (waits) await prepared(home)
  const startedAt = performance.now()
  await sendoff.page.getByRole('button', { name: en.demo.start, exact: true }).click()
  // Checked at every frame, because a locator would look again only after up to half a second.
  await sendoff.page.waitForFunction(() =>
    [...document.querySelectorAll('table button')].some((button) => button.textContent?.startsWith('Kestrel')),
  )
  const took = performance.now() - startedAt
  await sendoff.quit()
  fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  return took
}

/** Waits until the demo is created and its emails are read. */
async function prepared(home: string): Promise<void> {
  const db = new Database(path.join(home, 'data/sendoff.db'), { readonly: true })
  const isThere = db.prepare(
    `select 1 from setting where key = 'demoPrepared' and not exists (
       select 1 from workspace w left join inbox_cursor i on i.workspace_id = w.id where coalesce(i.back_done, 0) = 0)`,
  )
  while (!isThere.get()) await new Promise((resolve) => setTimeout(resolve, 50))
  db.close()
}

async function open(home: string): Promise<Sendoff> {
  const sendoff = await launchSendoff({ home, ownProcess: true, instantlyUrl: 'http://127.0.0.1:9' })
  await sendoff.page.getByRole('heading', { level: 1 }).first().waitFor()
  return sendoff
}

/** Returns every route of the window; parameterised ones lead to the first record if there is one. */
function allRoutes(): readonly string[] {
  const source = fs.readFileSync(path.join(root, 'src/renderer/src/app/routes.tsx'), 'utf8')
  const patterns = [...source.matchAll(/^ {2}\[\s*'(\/[^']+)',/gm)].map((match) => match[1] ?? '')
  return patterns.flatMap((pattern) => (pattern.includes(':') ? (one[pattern] ?? []) : pattern))
}

/**
 * Measures from the moment the window is told to navigate until its screen was painted: the frame after its last
 * change, with no further change for a quarter of a second. A screen that keeps changing for ten seconds counts as ten
 * seconds.
 */
async function change({ app, page }: Sendoff, route: string): Promise<number> {
  // Awaited before the window is told, because a message that arrives before the page listens is lost.
  await page.evaluate(() => {
    const benchPainted = new Promise<number>((resolve) => {
      const shell = document.body
      let startedAt: number | null = null
      let lastAt = 0
      let timer = 0
      const observer = new MutationObserver((changes) => {
        // A ticking clock or a figure in the status line is not the screen.
        if (startedAt === null || !changes.some(({ target }) => target instanceof Element && target.closest('main')))
          return
        requestAnimationFrame(() => {
          lastAt = performance.now()
        })
        wait()
      })
      const end = () => {
        observer.disconnect()
        resolve(Math.max(0, lastAt - (startedAt ?? 0)))
      }
      const wait = () => {
        clearTimeout(timer)
        timer = window.setTimeout(end, 250)
      }
      observer.observe(shell, { childList: true, subtree: true })
      const off = (globalThis as unknown as { sendoff: Bridge }).sendoff.on((name) => {
        if (name !== 'app.goTo') return
        off()
        startedAt = performance.now()
        wait()
        setTimeout(end, 10_000)
      })
    })
    Object.assign(globalThis, { benchPainted })
  })
  await app.evaluate(({ BrowserWindow }, to) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('sendoff:event', 'app.goTo', { route: to })
  }, route)
  return page.evaluate(() => (globalThis as unknown as { benchPainted: Promise<number> }).benchPainted)
}

/** Returns the longest time the page was blocked while words are typed and tables scrolled; 0 if nothing took 50 ms. */
async function longTasks(sendoff: Sendoff): Promise<number> {
  const { page } = sendoff
  const heldDuring = async (name: string, act: () => Promise<void>): Promise<number> => {
    await page.evaluate(() => {
      const held: number[] = []
      const observer = new PerformanceObserver((list) =>
        held.push(...list.getEntries().map(({ duration }) => duration)),
      )
      observer.observe({ entryTypes: ['longtask'] })
      Object.assign(globalThis, { benchHeld: held })
    })
    await act()
    const longest = await page.evaluate(() =>
      Math.max(0, ...(globalThis as unknown as { benchHeld: number[] }).benchHeld),
    )
    console.error(`${name}: ${Math.round(longest)} ms`)
    return longest
  }
  const type = async (text: string) => {
    for (const letter of text) await page.keyboard.press(letter, { delay: 60 })
  }
  const found: number[] = []
  await change(sendoff, '/home')
  await page.keyboard.press('Control+k')
  found.push(await heldDuring('typing in the command menu', () => type('campaign97')))
  await page.keyboard.press('Escape')
  for (const route of ['/campaigns', '/lists/1', '/accounts']) {
    await change(sendoff, route)
    await page.keyboard.press('/')
    found.push(await heldDuring(`typing at ${route}`, () => type('campaign97')))
    await page.keyboard.press('Escape')
    await change(sendoff, emptyRoute)
    await change(sendoff, route)
    await page.mouse.move(800, 500)
    found.push(await heldDuring(`scrolling ${route}`, () => scroll(page)))
  }
  return Math.max(...found)
}

async function scroll(page: Page): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    await page.mouse.wheel(0, 400)
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
}

/**
 * Returns the compressed size of what the window's page loads before anything is drawn: its scripts with all their
 * imports, and its styles.
 */
function firstLoadBytes(): number {
  const folder = path.join(root, 'out/renderer')
  const html = fs.readFileSync(path.join(folder, 'index.html'), 'utf8')
  const found = new Set<string>()
  const add = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    if (!file.endsWith('.js')) return
    const source = fs.readFileSync(file, 'utf8')
    for (const match of source.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g))
      add(path.join(path.dirname(file), match[1] ?? ''))
  }
  for (const match of html.matchAll(/(?:src|href)="(\.\/[^"]+\.(?:js|css))"/g)) add(path.join(folder, match[1] ?? ''))
  const sizes = [...found].map((file) => ({ file, bytes: gzipSync(fs.readFileSync(file)).length }))
  for (const { file, bytes } of sizes.toSorted((a, b) => b.bytes - a.bytes).slice(0, 6))
    console.error(`${path.basename(file)}: ${Math.round(bytes / 1024)} KB`)
  return sizes.reduce((sum, { bytes }) => sum + bytes, 0)
}

await main()
