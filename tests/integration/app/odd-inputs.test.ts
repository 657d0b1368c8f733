import { afterEach, expect, it } from 'vitest'
import type { WorkspaceId } from '#shared/ids.ts'
import { startBackend, type TestBackend } from '../../support/backend.ts'

let app: TestBackend
afterEach(() => app.stop())

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error as { code?: string }).code,
  )
// A client that does not exist.
const nobody = 999 as WorkspaceId

it('Odd inputs are answered with what is wrong with them, never with an internal error', async () => {
  app = startBackend({ instantlyUrl: null })
  const { id: workspaceId } = await app.call('workspaces.create', { name: 'Kessler', colour: 1 })

  expect(await app.call('inbox.threads', { workspaceId, search: 'a\0b' })).toMatchObject({ rows: [] })
  expect(await app.call('inbox.threads', { workspaceId, search: '\0' })).toMatchObject({ rows: [] })

  const webhook = { name: 'x', address: 'https://crm.example/hook', privateNetwork: false }
  expect(await codeOf(app.call('crm.addWebhook', { ...webhook, workspaceId: nobody }))).toBe('NOT_FOUND')

  const made = await app.call('localCampaigns.make', { workspaceId, name: 'Autumn', timezone: 'Europe/Berlin' })
  expect(
    await codeOf(app.call('localCampaigns.make', { workspaceId: nobody, name: 'Autumn', timezone: 'Europe/Berlin' })),
  ).toBe('NOT_FOUND')
  expect(
    await codeOf(app.call('localCampaigns.duplicate', { from: { localId: made }, workspaceId: nobody, name: 'B' })),
  ).toBe('NOT_FOUND')

  const path = `/tmp/${'n'.repeat(1_000)}.csv`
  expect(await codeOf(app.call('imports.open', { workspaceId, path }))).toBe('FILE_NOT_FOUND')
  expect(await codeOf(app.call('imports.peek', { from: { path }, format: {} }))).toBe('FILE_NOT_FOUND')
})
