import type { sequences } from '#shared/contract/campaigns/sequences.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import { getSetting, setSetting } from '../../clients/settings/settings-store.ts'
import { createDemoLookup } from '../../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../../core/deps.ts'
import { parseJson } from '../../core/lib/parse-json.ts'
import { stepsOfCampaign } from './campaign-steps.ts'
import { importSequenceFiles, saveSequenceFile } from './files.ts'
import { sendTestMail, testAddresses } from './send-test.ts'
import { createSequenceStore } from './sequence-store.ts'
import { starters } from './starters/starters.ts'

/** Routes for the library of sequences: templates, their versions, files, and test mails. */
export function sequenceRoutes(deps: Deps): Handlers<typeof sequences> {
  const store = createSequenceStore(deps.store)
  const isDemo = createDemoLookup(deps.store)
  const now = () => new Date(deps.clock.now()).toISOString()

  function assertWorkspace(workspaceId: WorkspaceId | null): void {
    if (workspaceId === null) return
    const there = deps.store.raw.prepare('select 1 from workspace where id = ?').get(workspaceId)
    if (!there) throw new AppError('NOT_FOUND', { what: 'workspace', id: workspaceId })
  }

  function copyCampaign(campaignId: CampaignId) {
    const row = deps.store.raw
      .prepare(
        `select c.workspace_id as workspaceId, c.name, t.raw from campaign c
         left join campaign_content t on t.campaign_id = c.id where c.id = ?`,
      )
      .get(campaignId) as { workspaceId: WorkspaceId; name: string; raw: string | null } | undefined
    if (!row) throw new AppError('NOT_FOUND', { what: 'campaign' })
    const { steps, roundedWaits, leftOut } = stepsOfCampaign(row.raw === null ? null : parseJson(row.raw))
    if (steps.length === 0) throw new AppError('CAMPAIGN_NO_COPY', { name: row.name })
    const name = row.name.trim().slice(0, 120) || '-'
    const id = store.write(null, row.workspaceId, {
      body: { name, language: null, industry: '', steps: [...steps] },
      origin: 'campaign',
      from: row.name.slice(0, 200),
      at: now(),
    })
    return { sequence: store.get(id), roundedWaits, leftOut }
  }

  return {
    'sequences.list': ({ workspaceId }) => store.list(workspaceId),
    'sequences.get': ({ id }) => store.get(id),
    'sequences.starters': () => starters,
    'sequences.save': ({ id, workspaceId, base, body, origin }) => {
      assertWorkspace(workspaceId)
      if (id !== null) {
        const there = store.get(id)
        if (base !== null && there.version !== base) {
          throw new AppError('SEQUENCE_CHANGED', { name: there.name, version: there.version })
        }
        const same = JSON.stringify([there.name, there.language, there.industry, there.steps, there.workspaceId])
        if (same === JSON.stringify([body.name, body.language, body.industry, body.steps, workspaceId])) return there
      }
      return store.get(store.write(id, workspaceId, { body, origin, at: now() }))
    },
    'sequences.remove': ({ id, removed }) => store.setRemoved(id, removed ? now() : null),
    'sequences.versions': ({ id }) => store.versions(id),
    'sequences.version': ({ id, no }) => store.version(id, no),
    'sequences.takeBack': ({ id, no }) => {
      const { workspaceId } = store.get(id)
      const body = store.version(id, no)
      store.write(id, workspaceId, { body, origin: 'taken_back', from: String(no), at: now() })
      return store.get(id)
    },
    'sequences.copyCampaign': ({ campaignId }) => copyCampaign(campaignId),
    'sequences.importFiles': ({ workspaceId }) => {
      assertWorkspace(workspaceId)
      return importSequenceFiles(deps, store, workspaceId)
    },
    'sequences.saveFile': ({ ids }) => saveSequenceFile(deps, store, ids),
    'sequences.sendTest': async (asked) => {
      await sendTestMail(deps, asked)
      setSetting(
        deps.store,
        asked.workspaceId,
        testAddresses,
        { to: asked.to, account: asked.account },
        deps.clock.now(),
      )
      return { demo: isDemo(asked.workspaceId) }
    },
    'sequences.testAddresses': ({ workspaceId }) => getSetting(deps.store, workspaceId, testAddresses),
  }
}
