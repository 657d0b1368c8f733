import { useState } from 'react'
import {
  type RetentionKind,
  type RetentionPreview,
  type RetentionRules,
  retentionKinds,
} from '#shared/contract/app/retention.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatBytes, formatList, formatWhen, t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Select } from '../../core/ui/select.tsx'
import { withCurrent } from '../../core/ui/select-options.ts'

const choices = [1, 3, 6, 12, 18, 24, 36, 60, 120]

/** Setting for how long a client's texts are kept; shows what would be deleted before it is. */
export function RetentionCard({ workspaceId }: { workspaceId: WorkspaceId }) {
  const state = useQuery('retention.state', { workspaceId }).data
  return state ? <Rules key={JSON.stringify(state.rules)} workspaceId={workspaceId} {...state} /> : null
}

type Props = {
  workspaceId: WorkspaceId
  rules: RetentionRules
  running: boolean
  last: { readonly at: number; readonly counts: Readonly<Record<RetentionKind, number>> } | null
}

function Rules({ workspaceId, rules, running, last }: Props) {
  const words = t.retention
  const [draft, setDraft] = useState(rules)
  const [sure, setSure] = useState(false)
  const changed = JSON.stringify(draft) !== JSON.stringify(rules)
  const found = useQuery('retention.preview', changed ? { workspaceId, rules: draft } : null)
  const preview = changed ? found.data : undefined
  const goes = preview !== undefined && retentionKinds.some((kind) => preview[kind].count > 0)
  const save = useAction(async () => {
    await call('retention.save', { workspaceId, rules: draft })
    showToast(words.saved)
    setSure(false)
  })
  const countsText = (counts: Readonly<Record<RetentionKind, number>>) =>
    formatList(retentionKinds.flatMap((kind) => (counts[kind] === 0 ? [] : [words.amounts[kind](counts[kind])])))
  const hintOf = (kind: RetentionKind): string => {
    if (draft[kind] === null || !changed) return words.hints[kind]
    if (!preview) return words.counting
    const { count, bytes, kept } = preview[kind]
    const would = count === 0 ? words.nothing : words.would(words.amounts[kind](count), formatBytes(bytes))
    return kept === 0 ? would : `${would} ${words.kept(words.amounts[kind](kept))}`
  }
  return (
    <Card title={words.title}>
      <div className="stack">
        <p className="text-2">{words.text}</p>
        {(found.error ?? save.error) && !sure && (
          <ErrorNote error={found.error ?? save.error ?? { code: 'INTERNAL', data: {} }} />
        )}
        {retentionKinds.map((kind) => (
          <Field key={kind} label={words.kinds[kind]} hint={hintOf(kind)}>
            <Select
              value={draft[kind]}
              options={[
                { value: null, label: words.forGood },
                ...withCurrent(choices, draft[kind]).map((value) => ({ value, label: words.months(value) })),
              ]}
              onChange={(months) => setDraft({ ...draft, [kind]: months })}
            />
          </Field>
        ))}
        <div className="contract-row">
          <p className="text-2 small" role="status">
            {running
              ? words.running
              : last
                ? words.last(formatWhen(new Date(last.at).toISOString()), countsText(last.counts))
                : ''}
          </p>
          <Button
            label={goes ? words.saveAndDelete : words.save}
            onClick={goes ? () => setSure(true) : save.run}
            busy={save.busy}
            disabled={!changed || (!preview && !found.error)}
          />
        </div>
      </div>
      {sure && preview && <SureDialog preview={preview} save={save} onClose={() => setSure(false)} />}
    </Card>
  )
}

type SureProps = { preview: RetentionPreview; save: ReturnType<typeof useAction>; onClose: () => void }

/** Shows what will be deleted, before it is. */
function SureDialog({ preview, save, onClose }: SureProps) {
  const words = t.retention
  return (
    <FormDialog
      onClose={onClose}
      title={words.sure}
      description={words.sureText}
      action={save}
      label={words.act}
      variant="danger"
    >
      <ul>
        {retentionKinds.flatMap((kind) =>
          preview[kind].count === 0
            ? []
            : [
                <li key={kind}>
                  {words.amounts[kind](preview[kind].count)}, {formatBytes(preview[kind].bytes)}
                </li>,
              ],
        )}
      </ul>
    </FormDialog>
  )
}
