import type { ClientPart } from '#shared/contract/clients/clients.ts'
import type { Workspace } from '#shared/contract/clients/workspaces.ts'
import type { ReportClient } from '#shared/contract/insights/reports.ts'
import { t } from '../../core/lib/texts.ts'
import { Field } from '../../core/ui/field.tsx'
import { Select } from '../../core/ui/select.tsx'

/** The client a report is about, with its name. */
export type ReportTarget = ReportClient & {
  readonly name: string
  /** Name of the workspace; equal to `name` if the whole workspace is meant. */
  readonly workspaceName: string
  /** Number of clients that are parts of the workspace. */
  readonly partsBeside: number
}

/** Returns all clients that can have reports: workspaces, each followed by the clients in it. */
export function reportTargets(workspaces: readonly Workspace[], parts: readonly ClientPart[]): readonly ReportTarget[] {
  return workspaces.flatMap(({ id: workspaceId, name: workspaceName }) => {
    const within = parts.filter((part) => part.workspaceId === workspaceId)
    const common = { workspaceId, workspaceName, partsBeside: within.length }
    return [
      { ...common, partId: null, name: workspaceName },
      ...within.map(({ id: partId, name }) => ({ ...common, partId, name })),
    ]
  })
}

export const sameClient = (a: ReportClient, b: ReportClient): boolean =>
  a.workspaceId === b.workspaceId && a.partId === b.partId

/** Returns a key that identifies a client in a page, a list or a query. */
export const keyOfClient = ({ workspaceId, partId }: ReportClient): string => `${workspaceId} ${partId ?? 0}`

type Props = { targets: readonly ReportTarget[]; value: ReportTarget; onChange: (target: ReportTarget) => void }

export function ReportClientField({ targets, value, onChange }: Props) {
  const labelOf = ({ partId, partsBeside, workspaceName, name }: ReportTarget) => {
    if (partId !== null) return `${workspaceName} › ${name}`
    return partsBeside > 0 ? t.reports.wholeOf(name) : name
  }
  return (
    <div className="client-field">
      <Field label={t.reports.client}>
        <Select
          value={keyOfClient(value)}
          options={targets.map((target) => ({ value: keyOfClient(target), label: labelOf(target) }))}
          onChange={(chosen) => {
            const found = targets.find((target) => keyOfClient(target) === chosen)
            if (found) onChange(found)
          }}
        />
      </Field>
    </div>
  )
}

/** Describes which campaigns the reports cover, if that is not obvious; null otherwise. */
export const reachOf = ({ partId, partsBeside, workspaceName }: ReportTarget): string | null => {
  if (partId !== null) return t.reports.partHint(workspaceName)
  return partsBeside > 0 ? t.reports.wholeHint(partsBeside) : null
}
