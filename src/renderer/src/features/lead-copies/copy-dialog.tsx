import { useId, useState } from 'react'
import type { Input, Output } from '#shared/contract/index.ts'
import { call } from '../../lib/call.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'

type What = Input<'leadCopies.start'>['what']
type State = Output<'leadCopies.state'>

/** Says what a copy takes before it begins, and begins it. */
export function CopyDialog({ state, onClose }: { state: State; onClose: () => void }) {
  const words = t.leadCopies
  const group = useId()
  const { whole, added } = state.expected
  const canAdd = state.copy !== null && added !== null
  const [what, setWhat] = useState<What>('whole')
  const start = useAction(async () => {
    await call('leadCopies.start', { workspaceId: state.workspaceId, what })
    onClose()
  })
  const effortOf = (effort: typeof whole) =>
    effort ? words.effort(effort.requests, effort.minutes) : words.effortUnknown
  const choices = [
    { value: 'whole', label: words.whole, text: words.wholeText, effort: effortOf(whole) },
    ...(canAdd
      ? [{ value: 'new', label: words.onlyNew, text: words.onlyNewText, effort: effortOf(added) } as const]
      : []),
  ] as const
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.dialog}
      description={words.lane}
      actions={
        <>
          <Button onClick={onClose}>{t.ui.cancel}</Button>
          <Button variant="primary" busy={start.busy} onClick={start.run}>
            {words.start}
          </Button>
        </>
      }
    >
      <div className="stack lead-copy-choices" role="radiogroup" aria-label={words.dialog}>
        {choices.map(({ value, label, text, effort }) => (
          <label key={value} className="lead-copy-choice">
            <input type="radio" name={group} checked={what === value} onChange={() => setWhat(value)} />
            <span>
              <b>{label}</b>
              <span className="small text-2">{text}</span>
              <span className="small text-3 tabular">{effort}</span>
            </span>
          </label>
        ))}
        {start.error && <ErrorNote error={start.error} onAction={start.run} actionLabel={t.ui.tryAgain} />}
      </div>
    </Dialog>
  )
}
