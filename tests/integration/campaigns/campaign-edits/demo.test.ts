import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { startBackend, until } from '../../../support/backend.ts'
import { demoDir } from '../../../support/demo.ts'
import { watchNetwork } from '../../../support/watch-network.ts'

it('Editing, copying and deleting campaigns works in the demo without a network, and goes with it', async () => {
  const network = watchNetwork()
  const app = startBackend({
    instantlyUrl: 'http://127.0.0.1:9',
    keyProtection: 'plain',
    dir: await demoDir('small'),
    editTimings: { deleteHoldMs: 50 },
  })
  try {
    await app.call('campaigns.readNow', { workspaceId: null })
    const { rows } = await app.call('campaigns.list', { workspaceId: null, sort: 'sent', page: {} })
    const [most, ...others] = rows
    const last = others.at(-1)
    if (!most || !last) throw new Error('no campaigns')
    const form = await app.call('campaignEdits.form', { campaignId: most.id })
    const draft = { ...form.draft, name: 'Renamed in the demo' }
    expect(await app.call('campaignEdits.save', { campaignId: most.id, draft, opened: form.opened })).toEqual({
      outcome: 'saved',
    })
    expect((await app.call('campaignEdits.readSenders', { workspaceId: most.workspaceId })).length).toBeGreaterThan(0)
    const localId = await app.call('localCampaigns.duplicate', {
      from: { campaignId: most.id },
      workspaceId: last.workspaceId,
      name: 'Copy in the demo',
    })
    await app.call('localCampaigns.create', { localId })
    await app.call('localCampaigns.unlink', { campaignId: last.id })
    const [asked] = await app.call('campaignDeletions.ask', { campaignIds: [last.id] })
    await until('the deletion', async () => {
      const [row] = await app.call('campaignDeletions.results', { ids: [asked?.id ?? 0] })
      return row?.state === 'done'
    })
    await app.call('archives.start', { campaignId: most.id })
    await until('leads in the archive', async () => {
      const archive = await app.call('archives.get', { campaignId: most.id })
      return (archive?.leads ?? 0) > 0 && archive?.step !== 'leads'
    })
    await app.call('demo.remove', {})
    const tables = [
      'campaign_edit',
      'local_campaign',
      'campaign_deletion',
      'campaign_archive',
      'archived_lead',
      'archived_mail',
    ]
    const db = new Database(`${app.dir}/sendoff.db`, { readonly: true })
    await until('all to be gone', () =>
      tables.every((table) => db.prepare(`select count(*) from ${table}`).pluck().get() === 0),
    )
    db.close()
    expect(network.stop()).toEqual([])
  } finally {
    await app.stop()
  }
})
