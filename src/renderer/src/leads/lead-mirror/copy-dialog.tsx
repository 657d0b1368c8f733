import { useId, useState } from 'react'
import type { Input, Output } from '#shared/contract/index.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { FormDialog } from '../../core/ui/form-dialog.tsx'

type What = Input<'leadMirror.start'>['what']
type State = Output<'leadMirror.state'>
type Effort = State['expected']['whole']
type Choice = { readonly value: What; readonly label: string; readonly text: string; readonly effort: string }

/** Says what a copy involves before starting it. */
export function CopyDialog({ state, onClose }: { state: State; onClose: () => void }) {
  const words = t.leadMirror
  const group = useId()
  const { added } = state.expected
  // Current contacts of the plan; the known number may be a day old.
  const { data: now } = useQuery('leadMirror.expected', { workspaceId: state.workspaceId })
  const canAdd = state.copy !== null && added !== null
  const [what, setWhat] = useState<What>('whole')
  const start = useAction(async () => {
    await call('leadMirror.start', { workspaceId: state.workspaceId, what })
    onClose()
  })
  const effortOf = (effort: Effort) => (effort ? words.effort(effort.requests, effort.minutes) : words.effortUnknown)
  const whole: Choice = {
    value: 'whole',
    label: words.whole,
    text: state.copy === null ? words.firstText : words.wholeText,
    effort: now ? effortOf(now.whole) : words.asking,
  }
  const onlyNew: Choice = { value: 'new', label: words.onlyNew, text: words.onlyNewText, effort: effortOf(added) }
  return (
    <FormDialog
      onClose={onClose}
      title={words.dialog}
      description={words.lane}
      action={start}
      label={words.start}
      focused
      retry
    >
      <div className="stack lead-copy-choices">
        {canAdd ? (
          <div className="stack lead-copy-choices" role="radiogroup" aria-label={words.dialog}>
            {[whole, onlyNew].map((choice) => (
              <label key={choice.value} className="lead-copy-choice">
                <input
                  type="radio"
                  name={group}
                  checked={what === choice.value}
                  onChange={() => setWhat(choice.value)}
                />
                <ChoiceText of={choice} />
              </label>
            ))}
          </div>
        ) : (
          <div className="lead-copy-choice">
            <ChoiceText of={whole} />
          </div>
        )}
      </div>
    </FormDialog>
  )
}

const ChoiceText = ({ of: { label, text, effort } }: { of: Choice }) => (
  <span>
    <b>{label}</b>
    <span className="small text-2">{text}</span>
    <span className="small text-3 tabular">{effort}</span>
  </span>
)
