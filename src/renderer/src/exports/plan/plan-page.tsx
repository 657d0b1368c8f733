import './exports.css'
import '../../campaigns/copy/plan.css'
import { Ellipsis, ListTree, RotateCcw, Rows3 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ExportChoices, ExportPlan } from '#shared/contract/exports/exports.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import type { ErrorCode, ErrorData } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import { type Asked, useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { focusProblemSoon } from '../../core/lib/focus-soon.ts'
import { go } from '../../core/lib/router.ts'
import { formatAgo, t } from '../../core/lib/texts.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { PageWithout } from '../../core/ui/page.tsx'
import { PlanCost } from '../../insights/money/plan-cost.tsx'
import { exportCommands } from '../commands.ts'
import { CompanyDialog } from './company-dialog.tsx'
import { DryRunDialog } from './dry-run-dialog.tsx'
import { ForecastStrip } from './forecast-strip.tsx'
import { resetPlan } from './plan-edits.ts'
import { FixButton, type PlanScreen } from './plan-fix.tsx'
import type { PlanProblem } from './plan-form.ts'
import { PlanHead } from './plan-head.tsx'
import { PlanParts } from './plan-parts.tsx'
import type { RowId } from './plan-row.tsx'
import { PlanSum } from './plan-sum.tsx'
import { type Warning, warningsOf } from './plan-warnings.ts'
import { forgetRepeat } from './repeat-export.ts'
import { ChoicesLine, SendCard } from './send-card.tsx'
import { emptyExportText } from './use-export-sum.ts'
import { type PlanState, usePlan } from './use-plan.ts'
import { useSending } from './use-sending.ts'
import { WarningStack } from './warning-stack.tsx'

/** Review before an export: what will happen to every lead, with one button to start it. */
export function PlanPage({ listId }: { listId: ListId }) {
  const list = useQuery('lists.get', { listId })
  const plan = useQuery('exports.plan', { listId })
  if (list.data && plan.data) return <Plan key={listId} list={list.data} plan={plan.data} />
  const up = { label: t.lists.title, to: '/lists' }
  return <PageWithout queries={[list, plan]} goneTitle={t.exports.plan.goneTitle} up={up} />
}

function Plan({ list, plan: planned }: { list: LeadList; plan: ExportPlan }) {
  const state = usePlan(list, planned)
  const { listId, workspaceId, hasKey, choices, form, edit, plan, sum, problems } = state
  const [isDryRun, setDryRun] = useState(false)
  const [showCompanies, setShowCompanies] = useState(false)
  const parts = useOpenParts(state.isBlocked)
  const [worstAsked, setWorstAsked] = useState(0)
  const body = useRef<HTMLDivElement>(null)

  const showProblem = () => {
    // A collapsed part is opened first, as it contains the problem.
    parts.openRows(rowsOf(problems))
    focusProblemSoon(body)
  }
  const warnings = warningsOf({ ...state, choices: choices.data }, accessOf(choices, hasKey))
  const { start, tried, setTried, brake, send, onKey, onClick } = useSending(state, warnings, showProblem)
  const screen: PlanScreen = {
    state,
    body,
    openRows: parts.openRows,
    openVariables: () => parts.setVariablesOpen(true),
    showProblem: () => {
      setTried(true)
      showProblem()
    },
    showWorst: () => setWorstAsked((before) => before + 1),
    showCompanies: () => setShowCompanies(true),
  }
  const preview = () => (problems.length === 0 ? setDryRun(true) : send())
  const cannot = plan.ready === 0 || !hasKey
  useCommand(exportCommands.dryRun, cannot ? null : preview)
  useScreenKeys([
    ['mod+enter', t.frame.keys.export],
    ['escape', t.frame.keys.back],
  ])
  return (
    <div className="page">
      <PlanHead
        form={form}
        edit={edit}
        list={{ id: listId, name: plan.listName }}
        workspace={state.workspace}
        choices={choices.data}
        lists={state.lists.data}
      >
        <PlanActions state={state} busy={start.busy} onPreview={cannot ? null : preview} />
      </PlanHead>
      <div className="plan-body">
        <div className="plan-main" ref={body}>
          <PlanParts
            state={state}
            tried={tried}
            last={planned.lastEmails}
            worstAsked={worstAsked}
            open={parts.open}
            onToggle={parts.toggle}
            variablesOpen={parts.variablesOpen}
            onVariables={parts.setVariablesOpen}
          />
        </div>
        <div className="plan-side">
          <div className="plan-side-scroll">
            <Outcome state={state} isForecastOpen={parts.open.has('forecast')} onForecast={parts.toggleForecast} />
          </div>
          <WarningStack
            warnings={warnings}
            {...brake}
            onFocusGone={() => document.querySelector<HTMLElement>('.send-card')?.focus()}
            fixOf={(fix) => <FixButton fix={fix} screen={screen} />}
          />
          <SendCard
            ready={plan.ready}
            nobody={emptyExportText(sum)?.word ?? null}
            form={form}
            edit={edit}
            workspaceId={workspaceId}
            choices={choices}
            hasKey={hasKey}
            counting={state.counting}
            starts={state.starts}
            problems={tried ? problems.length : 0}
            onShowProblem={showProblem}
            start={{ ...start, send: onClick }}
            looked={brake.at !== null}
            onKey={onKey}
          />
        </div>
      </div>
      {isDryRun && (
        <DryRunDialog listId={listId} settings={state.settings} part={form.part} onClose={() => setDryRun(false)} />
      )}
      {showCompanies && (
        <CompanyDialog listId={listId} form={form} campaign={state.campaign} onClose={() => setShowCompanies(false)} />
      )}
    </div>
  )
}

/** Which rows of the plan are open, and whether its variables are. */
function useOpenParts(isBlocked: boolean) {
  const [open, setOpen] = useState<ReadonlySet<RowId>>(new Set())
  const [variablesOpen, setVariablesOpen] = useState(false)
  // Opens the variables if one blocks the export, and keeps them open once it is fixed so that nothing jumps.
  if (isBlocked && !variablesOpen) setVariablesOpen(true)
  const toggle = (row: RowId) =>
    setOpen((all) => new Set(all.has(row) ? [...all].filter((one) => one !== row) : [...all, row]))
  return {
    open,
    openRows: (rows: readonly RowId[]) => setOpen((all) => new Set([...all, ...rows])),
    toggle,
    toggleForecast(): void {
      toggle('forecast')
      requestAnimationFrame(() => document.querySelector('#plan-forecast')?.scrollIntoView({ block: 'nearest' }))
    },
    variablesOpen,
    setVariablesOpen,
  }
}

/** `onPreview` is null if nothing can be exported. */
type ActionsProps = { state: PlanState; busy: boolean; onPreview: (() => void) | null }

/** What can be done with the plan itself, in its head. */
function PlanActions({ state: { listId, plan, edited, isEdited }, busy, onPreview }: ActionsProps) {
  return (
    <>
      {edited && isEdited && (
        <Button
          label={exportCommands.resetPlan.words()}
          variant="quiet"
          icon={RotateCcw}
          command={exportCommands.resetPlan}
          busy={busy}
          onClick={() => {
            resetPlan(listId, edited)
            forgetRepeat(listId)
          }}
        />
      )}
      <Button
        label={t.exports.plan.seeRows(plan.rowCount)}
        variant="quiet"
        icon={Rows3}
        command={exportCommands.planRows}
        onClick={() => go(`/lists/${listId}`)}
      />
      <Menu
        trigger={<IconButton icon={Ellipsis} label={t.review.more} />}
        items={[
          { label: t.review.apiPreview, icon: ListTree, onSelect: () => onPreview?.(), disabled: onPreview === null },
        ]}
      />
    </>
  )
}

type OutcomeProps = { state: PlanState; isForecastOpen: boolean; onForecast: () => void }

/** What the export will do: how many leads go out, when, and at what cost. */
function Outcome({ state, isForecastOpen, onForecast }: OutcomeProps) {
  const { listId, workspaceId, hasKey, choices, form, plan, sum } = state
  return (
    <PlanSum
      sum={sum}
      asked={state.sumRequest}
      guard={state.guard}
      blanks={state.coverage?.blanks ?? []}
      form={form}
      workspaceId={workspaceId}
    >
      {form.kind === 'new' && plan.ready > 0 && (
        <ForecastStrip result={state.forecast} open={isForecastOpen} onToggle={onForecast} />
      )}
      <ChoicesLine choices={choices} form={form} hasKey={hasKey} />
      {form.kind !== 'list' && sum !== undefined && plan.ready > 0 && (
        <PlanCost
          listId={listId}
          workspaceId={workspaceId}
          leads={plan.ready}
          contactsLeft={choices.data?.contactsLeft ?? null}
          steps={form.kind === 'new' ? form.steps.length : null}
        />
      )}
    </PlanSum>
  )
}

const rowOfProblem: Readonly<Partial<Record<PlanProblem, RowId>>> = {
  hour_missing: 'schedule',
  hours_wrong: 'schedule',
  days_none: 'schedule',
  dates_wrong: 'schedule',
  date_past: 'schedule',
  smallest_wrong: 'schedule',
  limit_wrong: 'accounts',
  gap_wrong: 'options',
  wait_wrong: 'options',
}

/** Returns the parts with problems. */
const rowsOf = (problems: readonly PlanProblem[]): readonly RowId[] =>
  problems.flatMap((problem) => rowOfProblem[problem] ?? [])

/** Returns the obstacle to querying Instantly as the first warning; null if there is none. */
function accessOf({ error, data }: Asked<ExportChoices>, hasKey: boolean): Warning | null {
  const plan = t.exports.plan
  const sentencesOf = (code: ErrorCode, found: ErrorData = {}) => t.errors[code](found)
  const of = (tone: Warning['tone'], title: string, text: string, fix: Warning['fix']): Warning => ({
    id: 'access',
    tone,
    title,
    text,
    fix,
  })
  if (!hasKey) {
    const { what, means } = sentencesOf('INSTANTLY_API_KEY_MISSING')
    return of('bad', what, means, { label: plan.addKey, does: 'keys' })
  }
  if (!error) return null
  if (error.code === 'API_OFFLINE') {
    const age = data ? ` ${plan.offlineAge(formatAgo(data.readAt))}` : ''
    return of('warn', plan.offlineTitle, `${plan.offlineText}${age}`, { label: plan.refresh, does: 'ask_again' })
  }
  const { what, means } = sentencesOf(error.code, error.data)
  if (error.code === 'KEYS_LOCKED') return of('warn', what, means, { label: plan.unlock, does: 'unlock' })
  return error.code.startsWith('INSTANTLY_')
    ? of('bad', what, means, { label: t.home.fixKey, does: 'keys' })
    : of('warn', what, means, { label: plan.refresh, does: 'ask_again' })
}
