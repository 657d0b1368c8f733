import { Info } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import type { ExportCoverage, ExportGuard, ExportSum } from '#shared/contract/exports/exports.ts'
import type { Input } from '#shared/contract/index.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { now } from '../../core/lib/clock.ts'
import { formatAgo, t } from '../../core/lib/texts.ts'
import { useLowWindow } from '../../core/lib/use-small-window.ts'
import { Button, Icon } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { SumTable, type SumTablePart } from '../../core/ui/sum-table.tsx'
import { CheckedSourceList } from '../../leads/gates/checked-source-list.tsx'
import { CopyProgress } from '../../leads/lead-mirror/copy-progress.tsx'
import { GuardDialog } from './guard-dialog.tsx'
import { mergeSmallParts } from './merge-small-parts.ts'
import type { PlanForm } from './plan-form.ts'
import { useLinesInRoom } from './use-lines-in-room.ts'

type Held = ExportSum['held'][number]
type Props = {
  sum: ExportSum | undefined
  asked: Input<'exports.sum'>
  guard: ExportGuard | undefined
  /** Leads left out for a blank, by variable. */
  blanks: ExportCoverage['blanks']
  form: PlanForm
  workspaceId: WorkspaceId
  /** Content below the sum, in the same sheet. */
  children: ReactNode
}

/** The result for every row as a sum: the rows of the list, minus those left out, by reason. */
export function PlanSum({ sum, asked, guard, blanks, form, workspaceId, children }: Props) {
  const words = t.exports.plan
  const [opened, setOpened] = useState<Held | null>(null)
  const [all, setAll] = useState(false)
  const rows = useRef<HTMLDivElement>(null)
  const inRoom = useLinesInRoom(rows)
  const most = useLowWindow() ? Math.min(inRoom, maxInLowWindow) : inRoom
  const showAll = () => {
    setAll(true)
    // The pressed line is gone, so the table takes the focus.
    rows.current?.focus()
  }
  const parts = sum ? partsOf(sum, asked, blanks, setOpened) : []
  return (
    <Card title={words.whatTitle} pad={false} className="plan-sum">
      <div ref={rows} tabIndex={-1} className="plan-sum-rows">
        <SumTable
          caption={words.whatTable}
          from={{ label: words.inList, count: sum?.rows ?? 0 }}
          parts={all ? parts : mergeSmallParts(parts, most, showAll)}
          left={{ label: words.goOut, count: sum?.goOut ?? 0 }}
          unknown={sum === undefined}
        />
      </div>
      {!form.skip && (
        <p className="plan-sum-note small text-3">
          {form.skipInCampaign || form.skipInList
            ? t.exportTargets.plan.noSkipNote
            : form.kind === 'list'
              ? t.exportTargets.plan.noSkipList
              : words.noSkipNote}
        </p>
      )}
      {sum && (form.skip || form.skipInCampaign || form.skipInList) && (
        <div className="plan-mirror">
          <MirrorNote mirror={sum.mirror} workspaceId={workspaceId} />
        </div>
      )}
      {children}
      {guard && (
        <details className="plan-looked">
          <summary className="small text-3">{t.gates.lookedAgain}</summary>
          <CheckedSourceList workspaceId={workspaceId} lookedAt={guard.lookedAt} />
        </details>
      )}
      {opened && <GuardDialog asked={asked} held={opened} onClose={() => setOpened(null)} />}
    </Card>
  )
}

/** Number of lines that fit in a low window together with the remainder and the content below the sum. */
const maxInLowWindow = 4

function partsOf(
  sum: ExportSum,
  asked: Input<'exports.sum'>,
  blanks: ExportCoverage['blanks'],
  open: (held: Held) => void,
): readonly SumTablePart[] {
  const words = t.exportSum
  const parts: readonly SumTablePart[] = [
    { label: words.outside, title: words.outsideMeans, count: sum.outside },
    ...sum.gates.map(({ gate, count }) => ({
      label: t.lists.gates[gate].word,
      title: t.lists.gates[gate].means,
      count,
    })),
    ...sum.held.flatMap((held) => heldParts(held, blanks, open)),
    { label: words.afterFirst(asked.part?.first?.count ?? 0), count: sum.afterFirst },
    {
      label: words.beyondContacts,
      title:
        sum.beyondVerified > 0 ? `${words.beyondMeans} ${words.beyondVerified(sum.beyondVerified)}` : words.beyondMeans,
      count: sum.beyondContacts,
    },
  ]
  return parts.filter(({ count }) => count > 0)
}

function heldParts(held: Held, blanks: ExportCoverage['blanks'], open: (held: Held) => void): readonly SumTablePart[] {
  const { reason, count } = held
  // Split by variable only once both counts are of the same moment.
  if (reason === 'blank_variable' && blanks.reduce((all, one) => all + one.count, 0) === count)
    return blanks.map((one) => ({
      label: t.review.blankLine(one.name),
      title: t.review.blankMeans,
      count: one.count,
    }))
  const { word, means } = t.exportSum.reasons[reason]
  return [{ label: word, title: means, count, onOpen: () => open(held), openLabel: t.importing.gates.open(word) }]
}

type MirrorNoteProps = { mirror: ExportSum['mirror']; workspaceId: WorkspaceId }

/** Warns that the sum misses leads at Instantly if never synced or not for long, with a button to sync. */
function MirrorNote({ mirror, workspaceId }: MirrorNoteProps) {
  const words = t.exportSum
  const state = useQuery('leadMirror.state', { workspaceId }).data
  const sync = useAction(() => call('leadMirror.start', { workspaceId, what: 'whole' }))
  // The time is fixed for as long as the plan is open.
  const [openedAt] = useState(now)
  const { readAt, oldFrom } = mirror
  const isFresh = readAt !== null && (oldFrom === null || Date.parse(oldFrom) > openedAt)
  if (isFresh || !state) return null
  if (state.underWay?.running || state.adding) return <CopyProgress state={state} />
  return (
    <div className="row mirror-line small">
      <Icon of={Info} />
      <span>
        <b>{readAt === null ? words.mirrorNever : words.mirrorOld(formatAgo(readAt))}.</b>{' '}
        <span className="text-2">{words.mirrorText}</span>
        {sync.error && <ErrorNote error={sync.error} onAction={sync.run} actionLabel={t.ui.tryAgain} />}
      </span>
      <Button label={words.sync} size="s" disabled={state.held === 'no_key'} action={sync} />
    </div>
  )
}
