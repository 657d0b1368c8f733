import { useState } from 'react'
import { asAppError, call, useAction } from '../../core/lib/backend.ts'
import { replace } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { offerKeepPaused } from '../ledger/keep-paused.ts'
import { forgetPlan } from './plan-edits.ts'
import type { Warning } from './plan-warnings.ts'
import { forgetRepeat } from './repeat-export.ts'
import { type KeyPress, keyPress } from './send-brake.ts'
import type { PlanState } from './use-plan.ts'
import { maxWarnings } from './warning-stack.tsx'

/** Starts the export by button or key, unless fields have problems or the warnings were not seen. */
export function useSending(state: PlanState, warnings: readonly Warning[], showProblem: () => void) {
  const { form, problems } = state
  const [tried, setTried] = useState(false)
  const start = useStart(state)
  const brake = useBrake(warnings)
  const send = () => {
    setTried(true)
    if (problems.length === 0) start.run()
    // Runs once the fields show their errors, and not again while the operator fixes them one by one.
    else showProblem()
  }
  const onKey = () => {
    // Field errors are shown first; nothing is sent in that case.
    if (brake.press('key', problems.length > 0 ? [] : warnings) === 'send') send()
  }
  // A click is stopped only by warnings about emails that leads would receive at once.
  const onClick = () => {
    const sendsAtOnce = form.kind === 'new' && form.activate && problems.length === 0
    const among = sendsAtOnce ? warnings.filter(({ id }) => grave.has(id)) : []
    if (brake.press('click', among) === 'send') send()
  }
  return {
    start,
    /** Whether the operator tried to export, from when on every problem is shown. */
    tried,
    setTried,
    brake: brake.stack,
    send,
    onKey,
    onClick,
  }
}

/** Starts the export, and opens its report in place of the plan. */
function useStart({ listId, form, settings, sum, isSumBehind, starts, choices, lists }: PlanState) {
  // One key for all presses while this screen is open, so that repeated presses start only one export.
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  return useAction(async () => {
    const press = { listId, settings, part: form.part, idempotencyKey, promised: isSumBehind ? undefined : sum?.goOut }
    const summary = await call('exports.start', press).catch((error: unknown) => {
      // The campaigns shown are out of date, so they are read again; the field then shows which one is gone.
      if (asAppError(error).code === 'CAMPAIGN_NOT_FOUND') choices.refetch()
      if (asAppError(error).code === 'LEAD_LIST_NOT_FOUND') lists.refetch()
      throw error
    })
    forgetPlan(listId)
    forgetRepeat(listId)
    const path = `/exports/${summary.id}`
    replace(path)
    // ⌘/Ctrl-Z must not undo what was done before the export instead; undoing it deletes leads, which its report asks about.
    const words = () => t.exports.plan.undoInReport
    pushUndo({ words, undo: words, path })
    if (settings.activateWhenDone) offerKeepPaused(summary.id, starts?.when ?? null)
  })
}

/** Warnings that mean leads would receive unfinished emails. */
const grave: ReadonlySet<string> = new Set(['unwritten', 'blanks_sent'])

/** Prevents the operator from sending before having seen the warnings. */
function useBrake(warnings: readonly Warning[]) {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const [all, setAll] = useState(false)
  const [at, setAt] = useState<string | null>(null)
  const [openedAt] = useState(() => performance.now())
  const onSeen = (id: string) => setSeen((before) => (before.has(id) ? before : new Set([...before, id])))
  return {
    /**
     * Presses of the key right after opening are ignored, as they may have been meant for the previous screen. Clicks
     * are not: the button is seen when it is clicked.
     */
    press(by: 'key' | 'click', among: readonly Warning[]): KeyPress['does'] {
      const openMs = by === 'key' ? performance.now() - openedAt : Infinity
      const press = keyPress({ openMs, warnings: among.map(({ id }) => id), seen })
      if (press.does === 'look') {
        onSeen(press.at)
        if (warnings.findIndex(({ id }) => id === press.at) >= maxWarnings) setAll(true)
        setAt(press.at)
      }
      return press.does
    },
    stack: { all, onAll: setAll, at, onSeen },
  }
}
