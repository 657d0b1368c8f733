/** A new operator with a Supabase project: commands to copy, what is still missing after each, then the first event. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { en } from '#shared/texts/en.ts'
import { CallRefused, createInbox } from '../../../../relay/supabase/functions/relay/handler.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { expectAccessible } from '../../support/axe.ts'
import { test as base, clientName, connect, expect, goTo, key } from '../../support/main-job.ts'

const words = en.relay.setup
const ref = 'abcdefghijklmnopqrst'

type Project = { readonly url: string; deployed: boolean; pushed: boolean; close(): void }

/** The function in front of one list in memory, every client known to it: the SQL has tests of its own. */
async function playProject(): Promise<Project> {
  const stored: { seq: number; receivedMs: number; headers: object; source: null; body: string }[] = []
  const position = () => ({
    stream: '6f3c2a0e-8d0b-4a57-9f3e-1f1f6d2b7a10',
    newest: stored.length,
    acknowledged: 0,
    forgottenThrough: 0,
    forgottenUnacknowledged: 0,
  })
  const calls: Record<string, (args: Readonly<Record<string, unknown>>) => unknown> = {
    sendoff_relay_version: () => 1,
    sendoff_relay_may_deliver: () => true,
    sendoff_relay_deliver: ({ p_body, p_headers }) => {
      const headers = JSON.parse(String(p_headers)) as object
      stored.push({ seq: stored.length + 1, receivedMs: Date.now(), headers, source: null, body: String(p_body) })
      return true
    },
    sendoff_relay_poll: ({ p_after }) => ({
      position: position(),
      more: false,
      events: stored.filter(({ seq }) => seq > Number(p_after)),
    }),
    sendoff_relay_acknowledge: () => position(),
    sendoff_relay_status: () => ({
      name: clientName,
      position: position(),
      stored: { events: stored.length, bytes: 0 },
      lastReceivedMs: null,
    }),
  }
  const answer = () =>
    createInbox({
      lookEveryMs: 50,
      rpc: async (name, args) => {
        if (!project.pushed) throw new CallRefused(name, 404)
        return calls[name]?.(args) ?? null
      },
    })
  let inbox = answer()
  const notFound = { code: 'NOT_FOUND', message: 'Requested function was not found' }
  const server = createAdaptorServer({
    fetch: (request: Request) => (project.deployed ? inbox(request) : Response.json(notFound, { status: 404 })),
    createServer,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const project = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deployed: false,
    isPushed: false,
    get pushed() {
      return project.isPushed
    },
    set pushed(is: boolean) {
      project.isPushed = is
      // It remembers for some seconds how the tables were.
      inbox = answer()
    },
    close: () => {
      server.close()
      ;(server as ReturnType<typeof createServer>).closeAllConnections()
    },
  }
  return project
}

const test = base.extend<{ project: Project }>({
  // oxlint-disable-next-line no-empty-pattern
  project: async ({}, use) => {
    const project = await playProject()
    await use(project)
    project.close()
  },
  // oxlint-disable-next-line no-empty-pattern
  instantly: async ({}, use) => {
    const instantly = await startFakeInstantly({
      workspaces: [{ name: clientName, keys: [{ key }], mailboxes: 1 }],
      deliver: async (url, init) => fetch(url, init),
    })
    await use(instantly)
    expect(instantly.violations).toEqual([])
    await instantly.close()
  },
})

test('at Supabase: each check says what is missing, and the first event comes', async ({
  instantly,
  project,
  launch,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url, supabaseUrl: project.url })
  const { page } = sendoff
  await connect(sendoff)
  await goTo(sendoff, '/settings/relay')
  await page.getByLabel(words.project).fill('my project')
  await page.getByRole('button', { name: words.begin }).click()
  await expect(page.getByText(en.errors.RELAY_ADDRESS_INVALID({ reason: 'project' }).what)).toBeVisible()
  await page.getByLabel(words.project).fill(`https://supabase.com/dashboard/project/${ref}`)
  await page.getByRole('button', { name: words.begin }).click()
  await expect(page.getByText(`link --project-ref ${ref}`)).toBeVisible()
  await expectAccessible(page, 'commands')

  await page.getByRole('button', { name: words.check, exact: true }).click()
  await expect(page.getByText(words.whys.no_function)).toBeVisible()
  project.deployed = true
  await page.getByRole('button', { name: words.checkAgain }).click()
  await expect(page.getByText(words.whys.tables_missing)).toBeVisible()
  await expectAccessible(page, 'something is missing')

  // What was begun is there again after another page.
  await goTo(sendoff, '/lists')
  await goTo(sendoff, '/settings/relay')
  project.pushed = true
  await page.getByRole('button', { name: words.check, exact: true }).click()
  await expect(page.getByText(en.relay.webhookStates.active, { exact: true })).toBeVisible()
  await expect(page.getByText(en.relay.lights.live, { exact: true })).toBeVisible()
  await page.getByRole('button', { name: en.relay.test }).click()
  await expect
    .poll(async () => {
      const [client] = await sendoff.call('workspaces.list', {})
      const trials = client ? await sendoff.call('relay.trials', { workspaceId: client.id }) : []
      return trials.map(({ kind, arrivedAt }) => `${kind} ${arrivedAt === null ? 'missing' : 'here'}`)
    })
    .toEqual(['test here', 'made_up here'])
  await page.getByRole('button', { name: words.checkSetup }).click()
  await expect(page.getByText(words.passed)).toBeVisible()
  await expectAccessible(page, 'live')
})
