import { useState } from 'react'
import type { Assignment } from '#shared/contract/clients/clients.ts'
import type { CampaignId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { useClientParts, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Select, type SelectOption } from '../../core/ui/select.tsx'
import { WorkspaceSquare } from '../../core/ui/workspace-square.tsx'

const rest = 'rest'
const byRules = 'rules'

type Props = { campaignIds: readonly CampaignId[]; onClose: () => void; onDone?: () => void }

/** Assigns campaigns to a client by hand, or leaves them to the rules. */
export function AssignDialog({ campaignIds, onClose, onDone }: Props) {
  const words = t.clients.assign
  const workspaces = useWorkspaces()
  const parts = useClientParts()
  const now = useQuery('clients.assigned', { campaignIds: [...campaignIds] }).data
  const [picked, setPicked] = useState<string | null>(null)
  const of = new Set(now?.map(({ workspaceId }) => workspaceId))
  const [only] = of
  const workspace = of.size === 1 ? workspaces?.find(({ id }) => id === only) : undefined
  const offered = workspace ? (parts ?? []).filter(({ workspaceId }) => workspaceId === workspace.id) : []
  const placeOf = ({ partId, byHand }: { partId: number | null; byHand: boolean }) =>
    byHand ? (partId === null ? rest : String(partId)) : byRules
  const places = new Set(now?.map(placeOf))
  const [first] = places
  const value = picked ?? (places.size === 1 ? (first ?? null) : null)
  const options: readonly SelectOption<string>[] = [
    ...offered.map(({ id, name, colour }) => ({
      value: String(id),
      label: name,
      before: <WorkspaceSquare colour={colour} />,
    })),
    {
      value: rest,
      label: t.clients.rest,
      ...(workspace ? { hint: workspace.name, before: <WorkspaceSquare colour={workspace.colour} /> } : {}),
    },
    { value: byRules, label: words.rules },
  ]
  const assign = useAction(async (chosen: string) => {
    const part = offered.find(({ id }) => String(id) === chosen)
    const to: Assignment['to'] = part?.id ?? (chosen === byRules ? 'rules' : null)
    const wanted = campaignIds.map((campaignId) => ({ campaignId, to }))
    const before = await call('clients.assign', { assignments: wanted })
    pushUndo({
      words: () => t.clients.acts.assigned(wanted.length),
      undo: () => call('clients.assign', { assignments: [...before] }),
      redo: () => call('clients.assign', { assignments: wanted }),
      toast: words.doneToast(wanted.length, options.find((each) => each.value === chosen)?.label ?? ''),
    })
    onClose()
    onDone?.()
  })
  return (
    <FormDialog
      onClose={onClose}
      title={words.title(campaignIds.length)}
      description={words.text}
      action={{ ...assign, run: () => value !== null && assign.run(value) }}
      label={words.done}
      ready={value !== null && now !== undefined}
    >
      <Field label={words.choice}>
        <Select
          value={value}
          options={options}
          onChange={setPicked}
          before={options.find((each) => each.value === value)?.before}
        />
      </Field>
      {of.size > 1 && <Note tone="info">{words.several}</Note>}
      {workspace && parts && offered.length === 0 && (
        <Note
          tone="info"
          action={
            <Button
              label={words.toSettings}
              size="s"
              onClick={() => {
                onClose()
                go(`/settings/workspaces/${workspace.id}`)
              }}
            />
          }
        >
          {words.noParts}
        </Note>
      )}
    </FormDialog>
  )
}
