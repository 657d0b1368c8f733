/** Translates the operator's filter of the log into the numbers events are stored with. */
import { eventTypes, isEventType } from '#shared/domain/events/event-types.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import type { FilterIds, SoughtContact, SoughtType } from './log-places.ts'
import { firstNameCode } from './names.ts'

/** The operator's filter; all conditions apply together. */
export type LogFilter = {
  /** Null for all clients. */
  readonly workspaceId: WorkspaceId | null
  /** Limits to campaigns of this part of the workspace. */
  readonly partId: ClientPartId | null
  /** One of Instantly's types, a label or an unknown name, as `typeName` returns it. */
  readonly type: string | null
  readonly campaignId: number | null
  /** The full address. */
  readonly lead: string | null
  /** Epoch ms, both included. */
  readonly from: number | null
  readonly to: number | null
}

export function createLogFilter({ raw }: Store) {
  const contacts = raw.prepare(
    `select p.id, p.workspace_id as workspaceId from event_contact p
        where p.email = @email and p.workspace_id in (select value from json_each(@of))`,
  )
  const ownTypes = raw.prepare(
    `select id + ${firstNameCode} as code, workspace_id as workspaceId
       from event_name where name = ? and workspace_id in (select value from json_each(?))`,
  )
  const shown = raw.prepare(
    `select id, (demo is null or (demo = 'ready' and not exists (select 1 from workspace where demo is null))) as shown
     from workspace`,
  )
  const ofPart = raw
    .prepare(
      `select c.id from event_campaign c
         where (@workspaceId is null or c.workspace_id = @workspaceId)
           and (c.workspace_id, c.remote_id) in (select workspace_id, remote_id from campaign where part_id = @partId)`,
    )
    .pluck()
  const ownerOf = raw.prepare('select workspace_id from event_campaign where id = ?').pluck()

  function soughtOf(filter: LogFilter): FilterIds {
    const all = shown.all() as { id: number; shown: 0 | 1 }[]
    const meant =
      filter.workspaceId === null ? all.filter((one) => one.shown === 1).map(({ id }) => id) : [filter.workspaceId]
    // A campaign belongs to one client, so together with another client nothing is found.
    const owner = filter.campaignId === null ? null : (ownerOf.get(filter.campaignId) as number | undefined)
    const workspaces = owner === null ? meant : meant.filter((id) => id === owner)
    const { partId, workspaceId, campaignId } = filter
    const ofClient = partId === null ? null : (ofPart.all({ partId, workspaceId }) as number[])
    const ofCampaign = campaignId === null ? null : [campaignId]
    const campaigns =
      ofClient && ofCampaign ? ofCampaign.filter((id) => ofClient.includes(id)) : (ofCampaign ?? ofClient)
    const known = filter.type !== null && isEventType(filter.type) ? filter.type : null
    const of = JSON.stringify(workspaces)
    return {
      workspaces,
      everyWorkspace: filter.workspaceId === null && workspaces.length === all.length,
      types:
        filter.type === null
          ? null
          : known
            ? [{ code: eventTypes[known].code, workspaceId: null }]
            : (ownTypes.all(filter.type, of) as SoughtType[]),
      campaigns,
      contacts: filter.lead === null ? null : (contacts.all({ email: filter.lead, of }) as SoughtContact[]),
      from: filter.from ?? 0,
      to: filter.to ?? Number.MAX_SAFE_INTEGER,
    }
  }

  return {
    soughtOf,
    /** The contacts with this address among these clients. */
    contactsOf: (email: string, workspaces: readonly WorkspaceId[]) =>
      contacts.all({ email, of: JSON.stringify(workspaces) }) as SoughtContact[],
    /** The clients included in *All clients*. */
    allClients: (): readonly WorkspaceId[] =>
      (shown.all() as { id: WorkspaceId; shown: 0 | 1 }[]).filter((each) => each.shown === 1).map(({ id }) => id),
    /** Local numbers of the campaigns of a part that have events. */
    campaignsOfPart: (workspaceId: WorkspaceId | null, partId: ClientPartId): readonly number[] =>
      ofPart.all({ workspaceId, partId }) as number[],
  }
}
