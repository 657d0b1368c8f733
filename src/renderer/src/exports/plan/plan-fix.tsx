import type { RefObject } from 'react'
import { focusSoon } from '../../core/lib/focus-soon.ts'
import { newKeyPath } from '../../core/lib/key-path.ts'
import { go } from '../../core/lib/router.ts'
import { Button } from '../../core/ui/button.tsx'
import { UnlockButton } from '../ledger/unlock-button.tsx'
import type { RowId } from './plan-row.tsx'
import type { Warning } from './plan-warnings.ts'
import type { PlanState } from './use-plan.ts'

/** What fixes of warnings do to the screen of the plan. */
export type PlanScreen = {
  readonly state: PlanState
  /** Contains the parts of the plan. */
  readonly body: RefObject<HTMLElement | null>
  readonly openRows: (rows: readonly RowId[]) => void
  readonly openVariables: () => void
  readonly showProblem: () => void
  readonly showWorst: () => void
  readonly showCompanies: () => void
}

type Props = { fix: Warning['fix']; screen: PlanScreen }

/** Button that carries out the fix of a warning. */
export function FixButton({ fix, screen }: Props) {
  if (fix.does === 'unlock') return <UnlockButton />
  return (
    <Button
      label={fix.label}
      size="s"
      busy={fix.does === 'ask_again' && screen.state.choices.asking}
      onClick={() => runFix(fix, screen)}
    />
  )
}

function runFix(fix: Warning['fix'], screen: PlanScreen): void {
  const { edit, listId, workspaceId, hasKey, choices } = screen.state
  const toPart = (part: string) => focusSoon(() => firstIn(screen.body.current, part))
  switch (fix.does) {
    case 'row':
      screen.openRows([fix.row])
      return focusSoon(() => document.querySelector<HTMLElement>(`#plan-row-${fix.row}`))
    case 'edit':
      return edit(fix.change)
    case 'export':
      return go(`/exports/${fix.id}`)
    case 'list':
      return go(`/lists/${listId}`)
    case 'keys':
      return go(hasKey ? `/settings/workspaces/${workspaceId}` : newKeyPath(workspaceId))
    case 'ask_again':
      return choices.refetch()
    case 'problem':
      return screen.showProblem()
    case 'coverage':
      screen.openVariables()
      return toPart('coverage')
    case 'target':
      return toPart('target')
    case 'emails':
      return toPart('emails')
    case 'worst':
      return screen.showWorst()
    case 'companies':
      return screen.showCompanies()
    default:
      return undefined
  }
}

/** Returns the control of a part that is most likely meant: a field before a button. */
function firstIn(inside: HTMLElement | null, part: string): HTMLElement | null {
  const found = inside?.querySelector(`[data-part="${part}"]`)
  for (const kind of ['textarea', 'input', '[role="combobox"]', 'button']) {
    const control = found?.querySelector<HTMLElement>(`${kind}:not(:disabled)`)
    if (control) return control
  }
  return null
}
