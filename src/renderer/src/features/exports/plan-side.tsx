import { ListTree, RefreshCw, Send, WifiOff } from 'lucide-react'
import type { ExportChoices, ExportCoverage, ExportGuard, ExportPlan, ExportSum } from '#shared/contract/exports.ts'
import type { Input } from '#shared/contract/index.ts'
import type { PracticeLook } from '#shared/contract/practice.ts'
import type { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { formatAgo, formatNumber } from '../../lib/format.ts'
import { go } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import type { Asked } from '../../lib/use-query.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { Link } from '../../ui/link.tsx'
import { Note } from '../../ui/note.tsx'
import { Time } from '../../ui/time.tsx'
import { ExperimentHint } from '../experiments/plan-hint.tsx'
import { LookedAtList } from '../gates/looked-at.tsx'
import { PlanCost } from '../money/plan-cost.tsx'
import { isActive } from './campaign-state.ts'
import { exportCommands } from './commands.ts'
import { UnknownNote } from './coverage-card.tsx'
import { MirrorNote } from './mirror-note.tsx'
import type { PlanForm } from './plan-form.ts'
import { PracticeNote } from './practice-note.tsx'
import { PlanSum } from './sum-card.tsx'
import { TargetMark } from './target-mark.tsx'
import { UnlockButton } from './unlock-button.tsx'
import type { TargetCampaign } from './use-practice.ts'

type Props = {
  plan: ExportPlan
  guard: ExportGuard | undefined
  sum: ExportSum | undefined
  asked: Input<'exports.sum'>
  counting: boolean
  practice: PracticeLook | undefined
  campaign: TargetCampaign
  coverage: ExportCoverage | undefined
  onDryRun: () => void
  form: PlanForm
  workspaceId: WorkspaceId
  hasKey: boolean
  choices: Asked<ExportChoices>
  /** Fields that stand in the way, once sending was tried. */
  problems: number
  onShowProblem: () => void
  start: { readonly busy: boolean; readonly error: AppError | null; readonly send: () => void }
}

/** What will happen as a sum, what to mind, and the one button, which never scrolls away. */
export function PlanSide(props: Props) {
  const words = t.exports.plan
  const { plan, guard, sum, asked, form, choices, start } = props
  const left = choices.data?.contactsLeft ?? null
  return (
    <div className="plan-side">
      <div className="plan-side-scroll">
        <WhatWillHappen
          guard={guard}
          sum={sum}
          asked={asked}
          counting={props.counting}
          form={form}
          workspaceId={props.workspaceId}
        />
        {sum && (form.skip || form.skipInCampaign || form.skipInList) && (
          <MirrorNote mirror={sum.mirror} workspaceId={props.workspaceId} />
        )}
        <Instantly {...props} />
        <UnknownNote coverage={props.coverage} form={form} />
        {form.kind !== 'list' && (
          <ExperimentHint
            listId={plan.listId}
            coverage={props.coverage}
            hasMails={form.kind === 'existing' || form.steps.length > 0}
          />
        )}
        {form.kind !== 'list' && (
          <PlanCost
            listId={plan.listId}
            workspaceId={props.workspaceId}
            leads={plan.ready}
            contactsLeft={left}
            steps={form.kind === 'new' ? form.steps.length : null}
          />
        )}
        {plan.ready === 0 && sum && sum.held.length === 0 && sum.beyondContacts === 0 && (
          <Note
            tone="warn"
            title={words.noneTitle}
            action={
              <Button size="s" onClick={() => go(`/lists/${plan.listId}`)}>
                {words.openList}
              </Button>
            }
          >
            {words.noneText}
          </Note>
        )}
        {sum && sum.beyondContacts > 0 && (
          <Note tone="warn" title={words.contactsBeyond(sum.beyondContacts)}>
            {t.exportSum.beyondMeans}
          </Note>
        )}
        {form.kind !== 'list' && (
          <PracticeNote
            plan={plan}
            guard={guard}
            form={form}
            choices={choices.data}
            practice={props.practice}
            campaign={props.campaign}
          />
        )}
        {plan.earlierExports.length > 0 && <Earlier plan={plan} form={form} />}
      </div>
      <SendCard {...props} left={left} />
      {start.busy && (
        <span className="sr-only" role="status">
          {words.sending}
        </span>
      )}
    </div>
  )
}

function WhatWillHappen({
  guard,
  sum,
  asked,
  counting,
  form,
  workspaceId,
}: Pick<Props, 'guard' | 'sum' | 'asked' | 'counting' | 'workspaceId' | 'form'>) {
  const words = t.exports.plan
  return (
    <Card title={words.whatTitle} pad={false}>
      <PlanSum sum={sum} asked={asked} counting={counting} />
      {!form.skip && (
        <p className="plan-sum-note small text-3">
          {form.skipInCampaign || form.skipInList
            ? t.exportTargets.plan.noSkipNote
            : form.kind === 'list'
              ? t.exportTargets.plan.noSkipList
              : words.noSkipNote}
        </p>
      )}
      {guard && (
        <details className="plan-looked">
          <summary className="small text-3">{t.gates.lookedAgain}</summary>
          <LookedAtList workspaceId={workspaceId} lookedAt={guard.lookedAt} />
        </details>
      )}
    </Card>
  )
}

function Earlier({ plan, form }: Pick<Props, 'plan' | 'form'>) {
  const words = t.exports.plan
  const shown = plan.earlierExports.slice(0, 3)
  const more = plan.earlierExports.length - shown.length
  return (
    <Note title={words.earlierTitle}>
      <ul className="earlier">
        {shown.map((earlier) => (
          <li key={earlier.exportId}>
            <Link to={`/exports/${earlier.exportId}`} className="ellipsis" title={earlier.campaignName}>
              {earlier.campaignName}
            </Link>
            <TargetMark target={earlier.target} />
            <span className="small">
              {words.earlierOne(earlier.uploaded)}, <Time iso={earlier.at} />
            </span>
          </li>
        ))}
        {more > 0 && <li className="small">{words.earlierMore(more)}</li>}
      </ul>
      <p className="small">{form.kind === 'list' ? t.exportTargets.plan.earlierText : words.earlierText}</p>
    </Note>
  )
}

/** How Instantly was asked: its age, or what is in the way, with the one button that helps. */
function Instantly({ choices, hasKey, workspaceId }: Props) {
  const words = t.exports.plan
  const toKeys = () => go(`/settings/workspaces/${workspaceId}`)
  if (!hasKey) {
    return <ErrorNote error={{ code: 'INSTANTLY_API_KEY_MISSING', data: {} }} tone="warn" onAction={toKeys} />
  }
  const { error, data } = choices
  if (!error) return null
  if (error.code === 'API_OFFLINE') {
    return (
      <Note tone="quiet" icon={WifiOff} title={words.offlineTitle} action={<Again choices={choices} />}>
        {words.offlineText} {data && words.offlineAge(formatAgo(data.readAt))}
      </Note>
    )
  }
  if (error.code === 'KEYS_LOCKED') {
    const sentence = t.errors.KEYS_LOCKED({})
    return (
      <Note tone="warn" title={sentence.what} action={<UnlockButton />}>
        {sentence.means}
      </Note>
    )
  }
  const isKey = error.code.startsWith('INSTANTLY_')
  return (
    <ErrorNote
      error={error}
      tone={isKey ? 'bad' : 'warn'}
      onAction={isKey ? toKeys : choices.askAgain}
      {...(isKey ? {} : { actionLabel: words.refresh })}
    />
  )
}

function Again({ choices }: { choices: Asked<ExportChoices> }) {
  return (
    <Button size="s" busy={choices.asking} onClick={choices.askAgain}>
      {t.exports.plan.refresh}
    </Button>
  )
}

function SendCard({
  plan,
  sum,
  form,
  workspaceId,
  choices,
  hasKey,
  problems,
  onShowProblem,
  start,
  left,
  onDryRun,
}: Props & { left: number | null }) {
  const words = t.exports.plan
  const chosen = choices.data?.campaigns.find((campaign) => campaign.id === form.campaignId)
  const off = plan.ready === 0 || !hasKey
  const nobody = noOne(sum, plan)
  const startsNow = form.kind === 'existing' && chosen !== undefined && isActive(chosen)
  const after =
    form.kind === 'list'
      ? t.exportTargets.plan.after
      : startsNow
        ? words.alreadyActive
        : form.activate
          ? words.willActivate
          : form.kind === 'new'
            ? words.notActive
            : words.pausedStays
  return (
    <section className="card send-card" aria-label={words.send(plan.ready)}>
      <div className="send-facts">
        {form.kind === 'list' ? (
          <span className="plan-wrap">{t.exportTargets.plan.contactsNone}</span>
        ) : (
          <span>
            {words.contacts}: <b className="tabular">{left === null ? words.contactsUnknown : formatNumber(left)}</b>
          </span>
        )}
        <span className="row push text-3">
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
            onClick={choices.askAgain}
          >
            <RefreshCw size={14} strokeWidth={1.5} aria-hidden />
          </button>
        </span>
      </div>
      {start.error && (
        <StartError error={start.error} workspaceId={workspaceId} onRetry={start.send} onShowProblem={onShowProblem} />
      )}
      {problems > 0 && (
        <Note
          tone="bad"
          role="alert"
          title={words.problems(problems)}
          action={
            <Button size="s" onClick={onShowProblem}>
              {words.firstProblem}
            </Button>
          }
        />
      )}
      <Button
        variant="primary"
        size="l"
        wide
        command={exportCommands.send}
        // The long words of a campaign that starts at once need the whole width.
        {...(startsNow ? { keysHidden: true } : { icon: Send })}
        busy={start.busy}
        disabled={off}
        onClick={start.send}
      >
        {nobody?.word ?? (startsNow ? words.sendStarts(plan.ready) : words.send(plan.ready))}
      </Button>
      {nobody && <p className="small">{nobody.why}</p>}
      <p className="small text-3">{choices.error?.code === 'API_OFFLINE' ? words.sendOffline : after}</p>
      <Button
        variant="quiet"
        size="s"
        icon={ListTree}
        command={exportCommands.dryRun}
        disabled={off}
        onClick={onDryRun}
      >
        {t.sequences.plan.dryRun}
      </Button>
      <p className="small text-3">{t.undo.notForExports}</p>
    </section>
  )
}

/** What the button says where nobody is left to export, and why. */
function noOne(sum: ExportSum | undefined, plan: ExportPlan): { readonly word: string; readonly why: string } | null {
  const words = t.exportSum
  if (!sum || plan.ready > 0) return null
  if (sum.beyondContacts > 0) return { word: words.noContacts, why: words.noContactsText }
  return sum.held.length > 0 ? { word: words.nobody, why: words.nobodyText } : null
}

/** Why it did not start. A key in trouble is mended where keys are; all else can be tried again. */
function StartError({
  error,
  workspaceId,
  onRetry,
  onShowProblem,
}: {
  error: AppError
  workspaceId: WorkspaceId
  onRetry: () => void
  onShowProblem: () => void
}) {
  if (error.code.startsWith('INSTANTLY_')) {
    return <ErrorNote error={error} onAction={() => go(`/settings/workspaces/${workspaceId}`)} />
  }
  // Trying again would find it gone again: the field it is chosen in is what helps.
  if (error.code === 'CAMPAIGN_NOT_FOUND' || error.code === 'LEAD_LIST_NOT_FOUND')
    return <ErrorNote error={error} onAction={onShowProblem} />
  return <ErrorNote error={error} onAction={onRetry} actionLabel={t.ui.tryAgain} />
}
