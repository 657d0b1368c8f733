/** Labels many conversations at Instantly, lead by lead. */
import type { BulkAction } from '#shared/contract/inbox/inbox.ts'
import type { createLabelSteps, PendingLabel } from './label-steps.ts'
import type { ThreadBefore, ThreadSteps } from './thread-steps.ts'

type BulkLabelAct = Extract<BulkAction, { kind: 'label' }>

/** Creates the label steps. Each returns the conversations whose label was set. */
export function createBulkLabelActions(
  { readBefore }: ThreadSteps,
  steps: Pick<ReturnType<typeof createLabelSteps>, 'run'>,
) {
  async function tell(
    step: { readonly act: BulkLabelAct; readonly undo: boolean },
    rows: readonly ThreadBefore[],
    of: (row: ThreadBefore) => Pick<PendingLabel, 'interest' | 'was'>,
  ) {
    const { told, problem } = await steps.run(
      step,
      rows.map((row) => ({ threadId: row.id, workspaceId: row.workspaceId, ...of(row) })),
    )
    const labelled = new Set(told)
    return { labelled: rows.filter(({ id }) => labelled.has(id)), problem }
  }

  /** Returns the conversations that still have the label the step gave them; a label set since is kept. */
  function withLabel(before: readonly ThreadBefore[], given: number | null): readonly ThreadBefore[] {
    const now = new Map(readBefore(before.map(({ id }) => id)).map((row) => [row.id, row.interest] as const))
    return before.filter((row) => now.get(row.id) === given)
  }

  return {
    async give(act: BulkLabelAct, ids: readonly number[]) {
      const rows = readBefore(ids).filter(({ interest, leadEmail }) => leadEmail !== null && interest !== act.interest)
      const { labelled, problem } = await tell({ act, undo: false }, rows, ({ interest: was }) => ({
        interest: act.interest,
        was,
      }))
      return { labelled, left: rows.length - labelled.length, problem }
    },
    takeBack: (act: BulkLabelAct, before: readonly ThreadBefore[]) =>
      tell({ act, undo: true }, withLabel(before, act.interest), ({ interest }) => ({ interest, was: act.interest })),
  }
}
