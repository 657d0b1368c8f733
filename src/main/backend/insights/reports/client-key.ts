import type { ReportClient } from '#shared/contract/insights/reports.ts'
import type { ClientPartId, WorkspaceId } from '#shared/ids.ts'

/** Key of a client in the report tables; `part` 0 is the whole workspace. */
export type ClientKey = { readonly workspaceId: WorkspaceId; readonly part: number }

export const clientKey = ({ workspaceId, partId }: ReportClient): ClientKey => ({ workspaceId, part: partId ?? 0 })

/** Reverses `clientKey` for the part. */
export const partOfKey = (part: number): ClientPartId | null => (part === 0 ? null : (part as ClientPartId))

/** Returns the key of a client's setting; that of the whole workspace is the plain name. */
export const settingKeyOf = (name: string, { partId }: ReportClient): string =>
  partId === null ? name : `${name} part ${partId}`
