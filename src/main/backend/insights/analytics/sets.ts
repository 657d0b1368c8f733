/** Named sets of campaigns. Campaigns that no longer exist are not shown, but stay in the set. */
import type { CampaignSet } from '#shared/contract/insights/breakdowns.ts'
import { AppError } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

/** A set that spans several clients is stored under client 0. */
const severalClients = 0 as WorkspaceId

type SetInput = Omit<CampaignSet, 'id'> & { readonly id: number | null }

export function createCampaignSets({ raw }: Store, now: () => number) {
  const ofClient = raw.prepare<[number], { id: number; workspaceId: WorkspaceId; name: string }>(
    'select id, workspace_id as workspaceId, name from campaign_set where workspace_id = ? order by name_order(name), id',
  )
  const members = raw
    .prepare<[number], CampaignId>(
      `select m.campaign_id from campaign_set_member m join campaign c on c.id = m.campaign_id
        where m.set_id = ? order by name_order(c.name), c.id`,
    )
    .pluck()
  const clientsOf = raw.prepare<[string], { id: CampaignId; workspaceId: WorkspaceId }>(
    'select c.id, c.workspace_id as workspaceId from json_each(?) j join campaign c on c.id = j.value',
  )
  const add = raw.prepare('insert into campaign_set (workspace_id, name, created_at) values (?, ?, ?)')
  const rename = raw.prepare('update campaign_set set name = ? where id = ? and workspace_id = ?')
  const clear = raw.prepare('delete from campaign_set_member where set_id = ?')
  const put = raw.prepare(
    'insert into campaign_set_member (set_id, workspace_id, campaign_id) values (?, ?, ?) on conflict do nothing',
  )
  const drop = raw.prepare('delete from campaign_set where id = ?')
  const intoCampaigns = raw.prepare<[string], { id: CampaignId | null }>(
    `select distinct c.id from json_each(?) j join export_run r on r.id = j.value
       left join campaign c on c.workspace_id = r.workspace_id and c.remote_id = r.campaign_id`,
  )
  const unread = raw
    .prepare(
      `select count(*) from json_each(?) j join export_run r on r.id = j.value
        where r.target = 'campaign'
          and not exists (select 1 from campaign c where c.workspace_id = r.workspace_id and c.remote_id = r.campaign_id)`,
    )
    .pluck()

  const save = raw.transaction(({ id, workspaceId, name, campaignIds }: SetInput): CampaignSet => {
    const client = workspaceId ?? severalClients
    const found = clientsOf.all(JSON.stringify([...new Set(campaignIds)]))
    if (workspaceId !== null && found.some((one) => one.workspaceId !== workspaceId)) {
      throw new AppError('INVALID_INPUT', { field: 'campaignIds' })
    }
    if (found.length === 0) throw new AppError('NOT_FOUND', { what: 'campaign' })
    const setId = id ?? Number(add.run(client, name, now()).lastInsertRowid)
    if (id !== null && rename.run(name, id, client).changes === 0) throw new AppError('NOT_FOUND', { what: 'set' })
    clear.run(setId)
    for (const one of found) put.run(setId, one.workspaceId, one.id)
    return { id: setId, workspaceId, name, campaignIds: members.all(setId) }
  })
  const remove = raw.transaction((id: number): void => {
    clear.run(id)
    drop.run(id)
  })

  return {
    list: (workspaceId: WorkspaceId | null): readonly CampaignSet[] =>
      ofClient
        .all(workspaceId ?? severalClients)
        .map(({ id, name }) => ({ id, workspaceId, name, campaignIds: members.all(id) })),
    /** Throws NOT_FOUND, or INVALID_INPUT if a client's set contains another client's campaign. */
    save: (asked: SetInput): CampaignSet => save.immediate(asked),
    remove: (id: number): void => remove.immediate(id),
    ofExports(exportIds: readonly number[]) {
      const text = JSON.stringify(exportIds)
      const found = intoCampaigns.all(text).flatMap(({ id }) => (id === null ? [] : [id]))
      return { campaignIds: found, unread: unread.get(text) as number }
    },
  }
}
