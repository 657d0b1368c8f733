import type { ReportClient } from '#shared/contract/insights/reports.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'

/** A client as the tables of reports know it: `part` 0 is the workspace whole. */
export type ClientKey = { readonly workspaceId: WorkspaceId; readonly part: number }

export const clientKey = ({ workspaceId, partId }: ReportClient): ClientKey => ({ workspaceId, part: partId ?? 0 })

/** The other way round. */
export const partOfKey = (part: number): ClientPartId | null => (part === 0 ? null : (part as ClientPartId))

/** Under which name a client's setting lies: that of the workspace whole has the plain one. */
export const settingOf = (name: string, { partId }: ReportClient): string =>
  partId === null ? name : `${name} part ${partId}`
