/** Stores the operator's edits of campaigns at Instantly. Every function is one statement or transaction. */

import type { DriftKind } from '#shared/contract/campaigns/campaign-edits.ts'
import {
  type CampaignDraft,
  changedFields,
  type DraftField,
  hasWantedValue,
} from '#shared/domain/campaigns/campaign-draft.ts'
import type { AppError, ErrorCode, ErrorData } from '#shared/errors.ts'
import type { CampaignId, WorkspaceId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'
import { createOneAtATimeOf } from '../../core/lib/one-at-a-time.ts'
import { problemColumns } from '../../core/lib/stored-problem.ts'

type Row = {
  readonly campaignId: CampaignId
  readonly workspaceId: WorkspaceId
  readonly state: 'waiting' | 'sent' | 'agreed'
  readonly opened: string
  readonly wanted: string
  readonly fields: string
  readonly sentAt: number | null
  readonly problemCode: ErrorCode | null
  readonly problemData: string | null
  readonly drift: DriftKind | null
}
export type Edit = Omit<Row, 'opened' | 'wanted' | 'fields' | 'problemData'> & {
  readonly opened: CampaignDraft
  readonly wanted: CampaignDraft
  readonly fields: readonly DraftField[]
  readonly problemData: ErrorData
}

export type EditStore = ReturnType<typeof createEditStore>

export function createEditStore({ raw }: Store) {
  const columns = `campaign_id as campaignId, workspace_id as workspaceId, state, opened, wanted, fields,
    sent_at as sentAt, problem_code as problemCode, problem_data as problemData, drift`
  const byId = raw.prepare<[number], Row>(`select ${columns} from campaign_edit where campaign_id = ?`)
  const ofClient = raw.prepare<[number], { campaignId: CampaignId }>(
    'select campaign_id as campaignId from campaign_edit where workspace_id = ?',
  )
  const put = raw.prepare(
    `insert into campaign_edit (campaign_id, workspace_id, state, opened, wanted, fields, changed_at)
     values (@campaignId, @workspaceId, 'waiting', @opened, @wanted, @fields, @at)
       on conflict (campaign_id) do update set state = 'waiting', opened = excluded.opened, wanted = excluded.wanted,
         fields = excluded.fields, changed_at = excluded.changed_at, sent_at = null, agreed_at = null,
         problem_code = null, problem_data = null, drift = null, drift_at = null`,
  )
  const setSent = raw.prepare(`update campaign_edit set state = 'sent', sent_at = ?, opened = ? where campaign_id = ?`)
  const setWaiting = raw.prepare(
    `update campaign_edit set state = 'waiting', problem_code = @code, problem_data = @data,
       drift = 'not_agreed', drift_at = @at where campaign_id = @campaignId`,
  )
  const setAgreed = raw.prepare(
    `update campaign_edit set state = 'agreed', agreed_at = coalesce(agreed_at, @at), drift = null, drift_at = null,
       problem_code = null, problem_data = null where campaign_id = @campaignId`,
  )
  const setDrift = raw.prepare(
    `update campaign_edit set state = case state when 'sent' then 'waiting' else state end,
       drift_at = case when drift is @drift then drift_at else @at end, drift = @drift where campaign_id = @campaignId`,
  )
  const drop = raw.prepare('delete from campaign_edit where campaign_id = ?')

  return {
    /** Runs changes of a campaign one after the other, so that the version read back belongs to the change sent. */
    inTurn: createOneAtATimeOf(),
    find: (id: CampaignId): Edit | null => {
      const row = byId.get(id)
      return row ? parseEdit(row) : null
    },
    ofClient: (id: WorkspaceId): readonly { readonly campaignId: CampaignId }[] => ofClient.all(id),
    /** Stores an edit before any request is sent. */
    wish(
      workspaceId: WorkspaceId,
      campaignId: CampaignId,
      edit: { readonly opened: CampaignDraft; readonly wanted: CampaignDraft; readonly fields: readonly DraftField[] },
      at: number,
    ): void {
      put.run({
        campaignId,
        workspaceId,
        opened: JSON.stringify(edit.opened),
        wanted: JSON.stringify(edit.wanted),
        fields: JSON.stringify(edit.fields),
        at,
      })
    },
    /** Marks an edit as sent, committed before the request. `there`: the version Instantly has at this moment. */
    sent: (id: CampaignId, there: CampaignDraft, at: number): void => void setSent.run(at, JSON.stringify(there), id),
    /** Called if Instantly did not make the change, or not as requested. */
    refused: (campaignId: CampaignId, error: AppError, at: number): void =>
      void setWaiting.run({ campaignId, at, ...problemColumns(error) }),
    agreed: (campaignId: CampaignId, at: number): void => void setAgreed.run({ campaignId, at }),
    drifts: (campaignId: CampaignId, drift: DriftKind | null, at: number): void =>
      void setDrift.run({ campaignId, drift, at }),
    drop: (id: CampaignId): void => void drop.run(id),
  }
}

function parseEdit(row: Row): Edit {
  return {
    ...row,
    // Written only by this file.
    opened: JSON.parse(row.opened) as CampaignDraft,
    wanted: JSON.parse(row.wanted) as CampaignDraft,
    fields: JSON.parse(row.fields) as readonly DraftField[],
    problemData: row.problemData === null ? {} : (JSON.parse(row.problemData) as ErrorData),
  }
}

/** Whether every edited field has exactly the requested value at Instantly. */
export const hasExactValues = (there: CampaignDraft, { wanted, fields }: Pick<Edit, 'wanted' | 'fields'>): boolean =>
  !changedFields(there, wanted).some((field) => fields.includes(field))

/**
 * Whether every edited field has the requested value at Instantly after the request. Instantly may have rewritten its
 * HTML, so the words are compared; but a text identical to the one before was not changed, as an additional empty line
 * leaves the words the same.
 */
export const isEditApplied = (
  there: CampaignDraft,
  { opened, wanted, fields }: Pick<Edit, 'opened' | 'wanted' | 'fields'>,
): boolean => {
  const moved = changedFields(opened, there)
  return fields.every(
    (field) =>
      hasExactValues(there, { wanted, fields: [field] }) ||
      (moved.includes(field) && hasWantedValue(there, wanted, field)),
  )
}

/** Returns how an edit and Instantly's version differ; null if they do not, or if nothing is pending. */
export function driftOf(edit: Edit, there: CampaignDraft, gone: boolean): DriftKind | null {
  if (gone) return edit.state === 'agreed' ? null : 'deleted_there'
  // Once confirmed, only the words are compared, because Instantly may rewrite its HTML at any time.
  if (edit.state === 'agreed')
    return edit.fields.every((field) => hasWantedValue(there, edit.wanted, field)) ? null : 'changed_there'
  if (edit.sentAt === null ? hasExactValues(there, edit) : isEditApplied(there, edit)) return null
  return edit.fields.every((field) => hasWantedValue(there, edit.opened, field)) ? 'not_agreed' : 'both_changed'
}
