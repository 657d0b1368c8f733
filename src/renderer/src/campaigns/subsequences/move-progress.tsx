import './subsequences.css'
import type { SubsequenceMove } from '#shared/contract/campaigns/subsequences.ts'
import type { SubsequenceMoveId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { Dialog } from '../../core/ui/dialog.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { ProgressBar } from '../../core/ui/progress-bar.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { countsLine, headingOf } from './move-text.ts'

/** Nobody would read more; those with a problem come first. */
const maxShown = 200

/** Progress of a move and the result for each lead. */
function MoveResult({ moveId, onUndone }: { moveId: SubsequenceMoveId; onUndone: () => void }) {
  const words = t.subsequences
  const move = useQuery('subsequenceMoves.get', { moveId }).data
  const leads = useQuery('subsequenceMoves.leads', { moveId, page: { limit: maxShown } }).data
  const stopping = useAction(async () => call('subsequenceMoves.stop', { moveId }))
  const going = useAction(async () => call('subsequenceMoves.goOn', { moveId }))
  const undoing = useAction(async () => {
    await call('subsequenceMoves.undo', { moveId })
    onUndone()
  })
  if (!move) return null
  const done = move.total - move.counts.waiting - move.counts.sent
  const live = move.state === 'running' || move.state === 'held'
  const error = stopping.error ?? going.error ?? undoing.error
  return (
    <div className="stack">
      {live && <ProgressBar share={move.total === 0 ? 1 : done / move.total} label={headingOf(move)} />}
      <div className="row">
        <span role="status" className="tabular">
          <b>{words.states[move.state]}</b> · {words.progress(done, move.total)} · <Counts move={move} />
        </span>
        <span className="push row">
          {live && <Button label={words.stop} size="s" action={stopping} />}
          {move.canGoOn && <Button label={move.state === 'done' ? words.again : words.goOn} size="s" action={going} />}
          {move.canUndo && <Button label={t.ui.undo} size="s" action={undoing} />}
        </span>
      </div>
      {live && <p className="text-3 small">{words.goesOn}</p>}
      {move.problem && <ErrorNote tone="warn" error={move.problem} />}
      {error && <ErrorNote error={error} />}
      {leads && (
        <Scrolls className="subsequence-leads" role="group" aria-label={words.outcome}>
          <PlainTable<(typeof leads.rows)[number]>
            label={words.resultOf(headingOf(move))}
            rows={leads.rows}
            rowId={(row) => row.remoteId}
            columns={[
              column('lead', words.lead, {}, (row) => (
                <span className="ellipsis" title={row.email ?? row.name}>
                  {row.email ?? (row.name || t.remoteLeads.noEmail)}
                </span>
              )),
              column('outcome', words.outcome, {}, (row) => (
                <span className={row.outcome === 'refused' ? 'is-bad' : undefined}>
                  {words.outcomes[row.outcome]}
                  {row.problem && (
                    <span className="text-2"> · {t.errors[row.problem.code](row.problem.data).what}</span>
                  )}
                </span>
              )),
            ]}
          />
        </Scrolls>
      )}
    </div>
  )
}

/** `3 moved · 1 was there already` */
export const Counts = ({ move }: { move: SubsequenceMove }) => (
  <span>
    {countsLine(move)
      .map(({ count, words }) => `${formatNumber(count)} ${words}`)
      .join(' · ')}
  </span>
)

/** Returns the dialog content for a move. */
export const resultOfMove = (move: SubsequenceMove, onClose: () => void) => ({
  title: headingOf(move),
  actions: <Button label={t.subsequences.close} onClick={onClose} />,
  children: <MoveResult moveId={move.id} onUndone={onClose} />,
})

export const MoveDialog = ({ move, onClose }: { move: SubsequenceMove; onClose: () => void }) => (
  <Dialog onClose={onClose} width={640} {...resultOfMove(move, onClose)} />
)
