/** Updates of an installed app from a local feed: an AppImage, which the stand-in can simulate. */
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { chooseRunner } from '../../stand-in/find-electron.ts'
import { test as base, expect } from '../support/app.ts'
import type { Sendoff } from '../support/launch.ts'
import { goTo } from '../support/main-job.ts'

/** The feed's answers; a test changes them. */
type Feed = {
  version: string
  /** Content sent as the package; its checksum is that of `announced`. */
  sent: string
  announced: string
  /** The connection breaks in the middle of the package. */
  cut: boolean
  /** Share of installed apps the update is offered to, in per cent. */
  share: number
  asked: string[]
}

type Installed = { readonly resources: string; readonly appImage: string; readonly startedBy: string }

const test = base.extend<{ feed: Feed & { readonly url: string }; installed: Installed }>({
  // Playwright reads the names of fixtures from this pattern, so the empty pattern has to stay.
  // oxlint-disable-next-line no-empty-pattern
  async feed({}, use) {
    const feed: Feed = { version: '99.0.0', sent: '', announced: '', cut: false, share: 100, asked: [] }
    const server = http.createServer((request, response) => {
      const name = path.basename(new URL(request.url ?? '/', 'http://feed').pathname)
      feed.asked.push(name)
      if (name.endsWith('.yml')) {
        const sha512 = createHash('sha512').update(feed.announced).digest('base64')
        const file = `Sendoff-${feed.version}-linux-x86_64.AppImage`
        const size = Buffer.byteLength(feed.announced)
        response.end(
          `version: ${feed.version}\nfiles:\n  - url: ${file}\n    sha512: ${sha512}\n    size: ${size}\npath: ${file}\nsha512: ${sha512}\nreleaseDate: '2026-11-22T10:00:00.000Z'\nstagingPercentage: ${feed.share}\n`,
        )
      } else if (feed.cut) {
        response.writeHead(200, { 'content-length': Buffer.byteLength(feed.sent) })
        response.write(feed.sent.slice(0, 100), () => response.destroy())
      } else response.end(feed.sent)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await use(Object.assign(feed, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }))
    server.closeAllConnections()
    server.close()
  },
  async installed({ feed }, use) {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'sendoff-installed-'))
    const startedBy = path.join(folder, 'started-by')
    const program = (version: string) => `#!/bin/sh\n# ${'x'.repeat(2_000)}\necho ${version} > '${startedBy}'\n`
    writeFileSync(
      path.join(folder, 'app-update.yml'),
      `provider: generic\nurl: ${feed.url}\nupdaterCacheDirName: ${path.basename(folder)}\n`,
    )
    const appImage = path.join(folder, 'Sendoff.AppImage')
    writeFileSync(appImage, program('old'))
    chmodSync(appImage, 0o755)
    feed.sent = program('new')
    feed.announced = feed.sent
    await use({ resources: folder, appImage, startedBy })
  },
})
test.skip(chooseRunner().kind === 'electron', 'Electron started from its own binary is never an installed app')
test.skip(process.platform !== 'linux', 'what is played is an AppImage')

const { describe } = test
const updates = async ({ call }: Sendoff) => call('desktop.updates', {})
const checkNow = (sendoff: Sendoff) => card(sendoff).getByRole('button', { name: 'Check now' }).click()
const card = ({ page }: Sendoff) => page.locator('section.card', { hasText: 'Updates' })

/** Creates a client, because settings exist only with one. */
async function openCard(sendoff: Sendoff): Promise<void> {
  await sendoff.call('workspaces.create', { name: 'Kessler', colour: 1 })
  await goTo(sendoff, '/settings/desktop')
  await expect(card(sendoff)).toBeVisible()
}

describe('an installed app', () => {
  test('finds a newer version automatically, only through the system’s proxy, and restarts into it when asked', async ({
    launch,
    feed,
    installed,
  }) => {
    const through: string[] = []
    const proxy = http.createServer((request, response) => {
      through.push(path.basename(request.url ?? ''))
      http.get(request.url ?? '', (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      })
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const sendoff = await launch({
      installed,
      proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    })
    await expect.poll(() => updates(sendoff)).toMatchObject({ is: 'ready', next: '99.0.0', sending: 0 })
    expect(feed.asked[0]).toBe('latest-linux.yml')
    expect(through).toEqual(feed.asked.map((name) => expect.stringContaining(name)))
    proxy.closeAllConnections()
    proxy.close()
    expect(readFileSync(installed.appImage, 'utf8')).toContain('echo old')
    const ended = new Promise((resolve) => sendoff.app.process().once('exit', resolve))
    await openCard(sendoff)
    await card(sendoff).getByRole('button', { name: 'Restart to update' }).click()
    await ended
    await expect.poll(() => existsSync(installed.startedBy) && readFileSync(installed.startedBy, 'utf8')).toBe('new\n')
    expect(readFileSync(installed.appImage, 'utf8')).toContain('echo new')
  })

  test('takes no older, no foreign and no broken version, says why, and tries again when asked', async ({
    launch,
    feed,
    installed,
  }) => {
    const downloads = () => feed.asked.filter((name) => name.endsWith('.AppImage'))
    feed.version = '0.0.1'
    const sendoff = await launch({ installed })
    /** Waits until a check that began later has been answered, with nothing to download. */
    const findsNothingAfter = async (act: () => Promise<unknown>) => {
      feed.asked.length = 0
      const { checkedAt } = await updates(sendoff)
      await act()
      await expect
        .poll(() => updates(sendoff))
        .toMatchObject({ is: 'current', checkedAt: expect.not.stringContaining(checkedAt ?? '-') })
      expect(downloads()).toEqual([])
    }
    await test.step('It never installs an older version, whatever the channel', async () => {
      await expect.poll(() => updates(sendoff)).toMatchObject({ is: 'current', checkedAt: expect.any(String) })
      for (const updateChannel of ['beta', 'alpha', 'latest'] as const) {
        await findsNothingAfter(() => sendoff.call('desktop.saveSettings', { updateChannel }))
        expect(feed.asked).toContain(`${updateChannel}-linux.yml`)
      }
    })

    await openCard(sendoff)
    await test.step('It is offered nothing while it is outside the share', async () => {
      Object.assign(feed, { version: '99.0.0', share: 0 })
      await findsNothingAfter(() => checkNow(sendoff))
    })

    await test.step('It reports an interrupted download', async () => {
      Object.assign(feed, { share: 100, cut: true })
      await checkNow(sendoff)
      await expect.poll(() => updates(sendoff)).toMatchObject({ is: 'failed', problem: 'unreachable' })
    })

    await test.step('It deletes a download that differs from what the feed announced, and keeps its version', async () => {
      Object.assign(feed, { cut: false, sent: feed.announced.replace('echo new', 'echo bad') })
      await checkNow(sendoff)
      await expect.poll(() => updates(sendoff)).toMatchObject({ is: 'failed', problem: 'file' })
      expect(readFileSync(installed.appImage, 'utf8')).toContain('echo old')
      expect(await sendoff.call('desktop.restartToUpdate', {})).toMatchObject({ is: 'failed' })
      expect(existsSync(installed.startedBy)).toBe(false)
    })

    await test.step('It starts the download again', async () => {
      feed.sent = feed.announced
      await checkNow(sendoff)
      await expect.poll(() => updates(sendoff)).toMatchObject({ is: 'ready', next: '99.0.0' })
    })
  })

  test('of a .deb reports newer versions and replaces nothing', async ({ launch, feed, installed }) => {
    writeFileSync(path.join(installed.resources, 'package-type'), 'deb')
    const sendoff = await launch({ installed: { resources: installed.resources } })
    await expect.poll(() => updates(sendoff)).toMatchObject({ is: 'elsewhere', next: '99.0.0' })
    await openCard(sendoff)
    await expect(card(sendoff)).toContainText('Sendoff 99.0.0 is available')
    expect(feed.asked.filter((name) => name.endsWith('.AppImage'))).toEqual([])
  })

  test('packed without a feed contacts nobody', async ({ launch }) => {
    const resources = mkdtempSync(path.join(os.tmpdir(), 'sendoff-installed-'))
    const sendoff = await launch({ installed: { resources } })
    expect(await updates(sendoff)).toMatchObject({ is: 'off' })
    expect(readdirSync(resources)).toEqual([])
  })
})
