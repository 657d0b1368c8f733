import { RefreshCw, Send } from 'lucide-react'
import { useRef } from 'react'
import type { ExportChoices } from '#shared/contract/exports/exports.ts'
import type { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import type { Asked } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { keyPath } from '../../core/lib/key-path.ts'
import { go } from '../../core/lib/router.ts'
import { formatAgo, formatNumber, t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Switch } from '../../core/ui/toggles.tsx'
import { exportCommands } from '../commands.ts'
import { isActive } from './campaign-state.ts'
import type { PlanForm } from './plan-form.ts'
import { cityOfZone, type PlanStart } from './plan-start.ts'

type Props = {
  /** Number of leads that will be exported. */
  ready: number
  /** Label of the button if no lead is left to export. */
  nobody: string | null
  form: PlanForm
  edit: (change: Partial<PlanForm>) => void
  workspaceId: WorkspaceId
  choices: Asked<ExportChoices>
  hasKey: boolean
  /** A figure on the button is still being counted. */
  counting: boolean
  starts: PlanStart | null
  /** Number of invalid fields, once sending was tried. */
  problems: number
  onShowProblem: () => void
  start: { readonly busy: boolean; readonly error: AppError | null; readonly send: () => void }
  /** A press led to a warning instead of exporting. */
  looked: boolean
  /** Action of the keyboard shortcut, which differs from the button's. */
  onKey: () => void
}

/** The switch to start sending, and the export button, whose label says everything it does. */
export function SendCard(props: Props) {
  const { ready, nobody, form, edit, choices, hasKey, counting, starts, problems, onShowProblem, start } = props
  const words = t.exports.plan
  const own = t.review
  const card = useRef<HTMLElement>(null)
  const off = ready === 0 || !hasKey || counting || start.busy
  const chosen = choices.data?.campaigns.find(({ id }) => id === form.campaignId)
  const startsNow = form.kind === 'existing' && chosen !== undefined && isActive(chosen)
  const lead = () => card.current?.querySelector<HTMLElement>('.button-primary')?.focus()
  useCommand(exportCommands.send, off ? null : lead, off ? null : props.onKey)
  return (
    <section ref={card} tabIndex={-1} className="card send-card" aria-label={own.sendCard}>
      {start.error && (
        <StartError
          error={start.error}
          workspaceId={props.workspaceId}
          onRetry={start.send}
          onShowProblem={onShowProblem}
        />
      )}
      {problems > 0 && (
        <Note
          tone="bad"
          role="alert"
          title={words.problems(problems)}
          action={<Button label={words.firstProblem} size="s" onClick={onShowProblem} />}
        />
      )}
      {form.kind !== 'list' && !startsNow && (
        <Switch
          label={own.startSending}
          hint={startHint(form, starts)}
          checked={form.activate}
          onChange={(activate) => edit({ activate })}
        />
      )}
      <Button
        label={counting ? own.checking : (nobody ?? buttonWords(ready, form, startsNow, starts))}
        variant="primary"
        size="l"
        wide
        keysShown="mod+enter"
        // Long labels need the whole width.
        {...(startsNow || form.activate || nobody !== null ? { keysHidden: true } : { icon: Send })}
        busy={start.busy}
        disabled={off}
        onClick={start.send}
      />
      <p className="small text-3">
        {choices.error?.code === 'API_OFFLINE' && `${words.sendOffline} `}
        {form.kind === 'list' ? `${t.exportTargets.plan.after} ` : ''}
        {startsNow && `${words.alreadyActive} `}
        {startsNow || form.activate ? own.undoOn : own.undoOff}
      </p>
      {props.looked && !start.busy && (
        <p className="small" role="status">
          {own.lookFirst}
        </p>
      )}
      {start.busy && (
        <span className="sr-only" role="status">
          {words.sending}
        </span>
      )}
    </section>
  )
}

/** Remaining contacts, and the time since Instantly was queried. */
export function ChoicesLine({ choices, form, hasKey }: Pick<Props, 'choices' | 'form' | 'hasKey'>) {
  const words = t.exports.plan
  const left = choices.data?.contactsLeft ?? null
  return (
    <p className="asked-line small text-3">
      {form.kind === 'list' ? (
        <span className="plan-wrap">{t.exportTargets.plan.contactsNone}</span>
      ) : (
        left !== null && <span>{t.review.contacts(formatNumber(left))}</span>
      )}
      <span className="row push">
        {choices.data ? (
          <>
            {words.asked} {formatAgo(choices.data.readAt)}
          </>
        ) : choices.asking && hasKey ? (
          words.askingNow
        ) : null}
        <button
          type="button"
          className="icon-button icon-button-s"
          aria-label={words.refresh}
          title={words.refresh}
          disabled={choices.asking || !hasKey}
          onClick={choices.refetch}
        >
          <RefreshCw size={14} strokeWidth={1.5} aria-hidden />
        </button>
      </span>
    </p>
  )
}

function startHint(form: PlanForm, starts: PlanStart | null): string {
  const words = t.review
  if (form.kind === 'existing') return form.activate ? words.startOnNow : words.startOffExisting
  if (!form.activate) return words.startOff
  return starts === null || starts.when === null
    ? words.startOnNow
    : words.startOn(starts.when, cityOfZone(starts.zone))
}

function buttonWords(ready: number, form: PlanForm, startsNow: boolean, starts: PlanStart | null): string {
  if (startsNow) return t.exports.plan.sendStarts(ready)
  if (!form.activate || form.kind === 'list') return t.exports.plan.send(ready)
  return starts === null || starts.when === null ? t.review.exportAndStartNow : t.review.exportAndStart(starts.when)
}

type StartErrorProps = { error: AppError; workspaceId: WorkspaceId; onRetry: () => void; onShowProblem: () => void }

/** Why the export did not start. Problems with a key are fixed on the keys page; everything else can be retried. */
function StartError({ error, workspaceId, onRetry, onShowProblem }: StartErrorProps) {
  if (error.code.startsWith('INSTANTLY_')) {
    return <ErrorNote error={error} onAction={() => go(keyPath(workspaceId, error.code))} />
  }
  // Retrying would fail again because the target is gone, so the action leads to the field where it is chosen.
  if (error.code === 'CAMPAIGN_NOT_FOUND' || error.code === 'LEAD_LIST_NOT_FOUND')
    return <ErrorNote error={error} onAction={onShowProblem} />
  return <ErrorNote error={error} onAction={onRetry} actionLabel={t.ui.tryAgain} />
}
