import { useState } from 'react'
import type { CoveredVariable } from '#shared/contract/exports/exports.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { t } from '../../core/lib/texts.ts'
import { Fallback } from './coverage-fallback.tsx'
import { FillDialog } from './fill-dialog.tsx'
import { replacePlan } from './plan-edits.ts'
import type { PlanForm } from './plan-form.ts'

type Props = {
  variable: CoveredVariable
  form: PlanForm
  listId: ListId
  workspaceId: WorkspaceId
  names: readonly string[]
}

/** Input for a fallback if the copy belongs to an existing campaign; a dialog asks where to put it. */
export function FillCell({ variable, form, listId, workspaceId, names }: Props) {
  const words = t.exportHistory.fill
  const { name } = variable
  const [typed, setTyped] = useState<string | null>(null)
  const rule = form.fill.find((each) => each.variable === name)
  const become = (after: PlanForm, what: () => string) => replacePlan(listId, form, after, what)
  const others = form.fill.filter((each) => each.variable !== name)
  if (rule) {
    return (
      <span className="coverage-fault">
        <span className="coverage-filled-with ellipsis" title={rule.value}>
          {words.filled(rule.value)}
        </span>
        <button
          type="button"
          className="button button-quiet button-s"
          aria-label={words.removeNamed(name)}
          onClick={() => become({ ...form, fill: others }, () => words.removedAct(name))}
        >
          {words.remove}
        </button>
      </span>
    )
  }
  return (
    <>
      <Fallback name={name} onSet={setTyped} />
      {typed !== null && (
        <FillDialog
          variable={variable}
          value={typed}
          workspaceId={workspaceId}
          campaignId={form.campaignId}
          names={names}
          onFill={(value) => {
            // A filled lead has a value, so no lead is left out for this blank any more.
            const leaveOut = form.leaveOut.filter((each) => each.variable !== name || each.fault !== 'blank')
            become({ ...form, leaveOut, fill: [...others, { variable: name, value }] }, () => words.act(name))
            setTyped(null)
          }}
          onClose={() => setTyped(null)}
        />
      )}
    </>
  )
}
