/**
 * `npm run tour`: plays the main job in the built app with a visible pointer, at a human pace, against a simulated
 * Instantly with our own sample, and writes the film to docs/tour/main-job.png (an animated PNG, shown in the README).
 */
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ensureBuild, projectRoot } from '../tests/e2e/support/ensure-build.ts'
import { launchSendoff, type Sendoff } from '../tests/e2e/support/launch.ts'
import { screens } from '../tests/e2e/support/screens.ts'
import { chooseRunner, standInFolder } from '../tests/stand-in/find-electron.ts'
import { ensureBrowser } from '../tests/stand-in/install-browser.ts'
import { startFakeInstantly } from '../tests/support/instantly/server.ts'
import { writeFilm } from './lib/film.ts'
import { createFilmPointer, type FilmPointer } from './lib/film-pointer.ts'

const file = path.join(projectRoot, 'docs', 'tour', 'main-job.png')
const sample = path.join(projectRoot, 'resources', 'samples', 'leads.csv')
/** Not a real key, but one the simulated Instantly accepts. */
const key = 'sample-key-of-the-simulated-instantly'
const maxBytes = 3_000_000

if (chooseRunner().kind === 'stand-in') {
  ensureBrowser()
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= standInFolder
}
ensureBuild()

const instantly = await startFakeInstantly({
  workspaces: [{ name: 'Northwind Outreach', keys: [{ key }], mailboxes: 3, blocked: ['olivestreet.example'] }],
})
const sendoff = await launchSendoff({ instantlyUrl: instantly.url })
try {
  const film = await play(sendoff)
  mkdirSync(path.dirname(file), { recursive: true })
  const bytes = await writeFilm(file, film.frames, { width: 960, height: 600, captionHeight: 44 })
  const seconds = film.frames.reduce((sum, { ms }) => sum + ms, 0) / 1000
  console.log(`${path.relative(projectRoot, file)}: ${seconds.toFixed(0)} s, ${(bytes / 1e6).toFixed(2)} MB`)
  if (bytes > maxBytes) throw new Error(`The film is larger than ${maxBytes / 1e6} MB.`)
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await sendoff.quit()
  await instantly.close()
  rmSync(sendoff.home, { recursive: true, force: true, maxRetries: 5 })
}

async function play(app: Sendoff): Promise<FilmPointer> {
  const { page } = app
  page.setDefaultTimeout(20_000)
  await page.setViewportSize({ width: 1280, height: 800 })
  await app.call('app.saveUiState', { theme: 'light' })
  await screens.connect.key(page).waitFor()
  const film = await createFilmPointer(page)

  film.say('Connect a client with its Instantly key')
  await film.hold(1_500)
  await film.type(screens.connect.key(page), key)
  await film.click(screens.connect.test(page))
  await screens.connect.add(page).waitFor()
  await film.hold(1_600)
  await film.click(screens.connect.add(page))
  await screens.drop.chooseFile(page).waitFor()

  film.say('Drop a lead file')
  await film.hold(900)
  await film.dropFile(sample)
  await screens.mapping.save(page).waitFor()
  film.say('Its columns are recognised, with sample leads beside them')
  await film.hold(2_600)
  await film.click(screens.mapping.save(page))
  await screens.list.export(page).waitFor()

  film.say('Every excluded row has its reason')
  await film.hold(2_400)
  await film.click(screens.list.export(page))
  await screens.plan.send(page).waitFor()

  film.say('The review: what will happen, before anything does')
  await film.hold(2_400)
  await film.scroll(420)
  await film.hold(1_400)
  await film.click(screens.plan.send(page))
  await ended(app)
  await screens.ledger.title(page).waitFor()
  await page.waitForTimeout(500)

  film.say('The export report accounts for every row')
  await film.hold(2_000)
  await film.scroll(220)
  await film.hold(4_000)
  return film
}

async function ended(app: Sendoff): Promise<void> {
  for (;;) {
    const { rows } = await app.call('exports.list', { workspaceId: null, page: {} })
    if (rows[0]?.state === 'done') return
    await app.page.waitForTimeout(100)
  }
}
