/** A new operator with a Supabase project: commands to copy, the missing steps after each, then the first event. */
import { en } from '#shared/texts/en.ts'
import { startFakeInstantly } from '../../../support/instantly/server.ts'
import { type Project, playProject } from '../../../support/relay/project-in-memory.ts'
import { expectAccessible } from '../../support/axe.ts'
import { test as base, clientName, connect, expect, goTo, key } from '../../support/main-job.ts'

const words = en.relay.setup
const ref = 'abcdefghijklmnopqrst'

const test = base.extend<{ project: Project }>({
  // oxlint-disable-next-line no-empty-pattern
  project: async ({}, use) => {
    const project = await playProject(clientName)
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

test('Each check of a relay at Supabase says what is missing, and the first event arrives', async ({
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

  // The progress is kept after visiting another page.
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
})
