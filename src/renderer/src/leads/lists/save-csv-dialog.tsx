import { useState } from 'react'
import type { LeadChoice, LeadList } from '#shared/contract/leads/lists.ts'
import { call, useAction, useEvent } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { Segmented, Switch } from '../../core/ui/toggles.tsx'

type Props = { list: LeadList; shown: readonly string[]; count: number; choice: LeadChoice; onClose: () => void }

/** Options for saving leads as a file, then the progress until it is finished or stopped. */
export function SaveCsvDialog({ list, shown, count, choice, onClose }: Props) {
  const words = t.listWork.csv
  const [columns, setColumns] = useState<'all' | 'shown'>('all')
  const [safe, setSafe] = useState(true)
  const [rows, setRows] = useState(0)
  useEvent('list.saving', (event) => {
    if (event.listId === list.id) setRows(event.rows)
  })
  const save = useAction(async () => {
    const saved = await call('lists.saveCsv', {
      listId: list.id,
      choice,
      safe,
      columns: columns === 'all' ? null : ([...shown] as never),
    })
    if (!saved) return
    onClose()
    showToast(t.listWork.savedCsv(saved.rows, saved.path))
  })
  const stop = () => void call('lists.stopCsv', { listId: list.id }).catch(() => {})
  return (
    <FormDialog
      onClose={save.busy ? stop : onClose}
      title={words.title(count)}
      closeLabel={save.busy ? words.stop : t.ui.cancel}
      action={save}
      label={words.save}
    >
      <Segmented
        label={words.columns}
        value={columns}
        options={[
          { value: 'all', label: words.all },
          { value: 'shown', label: words.shown },
        ]}
        onChange={setColumns}
      />
      <Switch checked={safe} onChange={setSafe} label={words.safe} hint={safe ? words.safeHint : words.verbatimHint} />
      {save.busy && rows > 0 && (
        <div role="status">
          <ProgressBar share={count === 0 ? null : rows / count} label={words.title(count)} />
          <p className="text-2 small">{words.progress(formatNumber(rows), formatNumber(count))}</p>
        </div>
      )}
    </FormDialog>
  )
}
