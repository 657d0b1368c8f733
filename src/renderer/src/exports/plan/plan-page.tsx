import './exports.css'
import '../../campaigns/copy/plan.css'
import { Ellipsis, ListTree, RotateCcw, Rows3 } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import type { ExportChoices, ExportPlan } from '#shared/contract/exports/exports.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import type { ErrorCode, ErrorData } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import { type Asked, asAppError, call, useAction, useQuery } from '../../core/lib/backend.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { focusProblemSoon, focusSoon } from '../../core/lib/focus-soon.ts'
import { newKeyPath } from '../../core/lib/key-path.ts'
import { go, replace } from '../../core/lib/router.ts'
import { formatAgo, t } from '../../core/lib/texts.ts'
import { usePageFocus } from '../../core/lib/use-page-focus.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { Button, IconButton } from '../../core/ui/button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { PageWithout } from '../../core/ui/page.tsx'
import { PlanCost } from '../../insights/money/plan-cost.tsx'
import { exportCommands } from '../commands.ts'
import { offerKeepPaused } from '../ledger/keep-paused.ts'
import { UnlockButton } from '../ledger/unlock-button.tsx'
import { CompanyDialog } from './company-dialog.tsx'
import { DryRunDialog } from './dry-run-dialog.tsx'
import { ForecastStrip } from './forecast-strip.tsx'
import { forgetPlan, resetPlan } from './plan-edits.ts'
import type { PlanProblem } from './plan-form.ts'
import { PlanHead } from './plan-head.tsx'
import { PlanParts } from './plan-parts.tsx'
import type { RowId } from './plan-row.tsx'
import { PlanSum } from './plan-sum.tsx'
import { type Warning, warningsOf } from './plan-warnings.ts'
import { forgetRepeat } from './repeat-export.ts'
import { type KeyPress, keyPress } from './send-brake.ts'
import { ChoicesLine, SendCard } from './send-card.tsx'
import { emptyExportText } from './use-export-sum.ts'
import { type PlanState, usePlan } from './use-plan.ts'
import { maxWarnings, WarningStack } from './warning-stack.tsx'

/** Review before an export: what will happen to every lead, with one button to start it. */
export function PlanPage({ listId }: { listId: ListId }) {
  usePageFocus()
  const list = useQuery('lists.get', { listId })
  const plan = useQuery('exports.plan', { listId })
  if (list.data && plan.data) return <Plan key={listId} list={list.data} plan={plan.data} />
  const up = { label: t.lists.title, to: '/lists' }
  return <PageWithout queries={[list, plan]} goneTitle={t.exports.plan.goneTitle} up={up} />
}

function Plan({ list, plan: planned }: { list: LeadList; plan: ExportPlan }) {
  const state = usePlan(list, planned)
  const { listId, workspaceId, hasKey, choices, form, edit, plan, sum, problems, isBlocked, edited } = state
  const [tried, setTried] = useState(false)
  const [isDryRun, setDryRun] = useState(false)
  const [showCompanies, setShowCompanies] = useState(false)
  const [open, setOpen] = useState<ReadonlySet<RowId>>(new Set())
  const [variablesOpen, setVariablesOpen] = useState(false)
  // Opens the variables if one blocks the export, and keeps them open once it is fixed so that nothing jumps.
  if (isBlocked && !variablesOpen) setVariablesOpen(true)
  const [worstAsked, setWorstAsked] = useState(0)
  const body = useRef<HTMLDivElement>(null)

  const openRows = (rows: readonly RowId[]) => setOpen((all) => new Set([...all, ...rows]))
  const toggle = (row: RowId) =>
    setOpen((all) => new Set(all.has(row) ? [...all].filter((one) => one !== row) : [...all, row]))
  const toggleForecast = () => {
    toggle('forecast')
    requestAnimationFrame(() => document.querySelector('#plan-forecast')?.scrollIntoView({ block: 'nearest' }))
  }
  const showProblem = () => {
    // A collapsed part is opened first, as it contains the problem.
    openRows(rowsOf(problems))
    focusProblemSoon(body)
  }
  const start = useStart(state)
  const send = () => {
    setTried(true)
    if (problems.length === 0) start.run()
    // Runs once the fields show their errors, and not again while the operator fixes them one by one.
    else showProblem()
  }
  const warnings = warningsOf({ ...state, choices: choices.data }, accessOf(choices, hasKey))
  const brake = useBrake(warnings)
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
  const runFix = (fix: Warning['fix']) => {
    const toPart = (part: string) => focusSoon(() => firstIn(body.current, part))
    switch (fix.does) {
      case 'row':
        openRows([fix.row])
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
        setTried(true)
        return showProblem()
      case 'coverage':
        setVariablesOpen(true)
        return toPart('coverage')
      case 'target':
        return toPart('target')
      case 'emails':
        return toPart('emails')
      case 'worst':
        return setWorstAsked((before) => before + 1)
      case 'companies':
        return setShowCompanies(true)
      default:
        return undefined
    }
  }
  const fixOf = (fix: Warning['fix']): ReactNode =>
    fix.does === 'unlock' ? (
      <UnlockButton />
    ) : (
      <Button
        label={fix.label}
        size="s"
        busy={fix.does === 'ask_again' && choices.asking}
        onClick={() => runFix(fix)}
      />
    )
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
        {edited && state.isEdited && (
          <Button
            label={exportCommands.resetPlan.words()}
            variant="quiet"
            icon={RotateCcw}
            command={exportCommands.resetPlan}
            busy={start.busy}
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
          items={[{ label: t.review.apiPreview, icon: ListTree, onSelect: preview, disabled: cannot }]}
        />
      </PlanHead>
      <div className="plan-body">
        <div className="plan-main" ref={body}>
          <PlanParts
            state={state}
            tried={tried}
            last={planned.lastEmails}
            worstAsked={worstAsked}
            open={open}
            onToggle={toggle}
            variablesOpen={variablesOpen}
            onVariables={setVariablesOpen}
          />
        </div>
        <div className="plan-side">
          <div className="plan-side-scroll">
            <PlanSum
              sum={sum}
              asked={state.sumRequest}
              guard={state.guard}
              blanks={state.coverage?.blanks ?? []}
              form={form}
              workspaceId={workspaceId}
            >
              {form.kind === 'new' && plan.ready > 0 && (
                <ForecastStrip result={state.forecast} open={open.has('forecast')} onToggle={toggleForecast} />
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
          </div>
          <WarningStack
            warnings={warnings}
            {...brake.stack}
            onFocusGone={() => document.querySelector<HTMLElement>('.send-card')?.focus()}
            fixOf={fixOf}
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
            looked={brake.stack.at !== null}
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

/** Returns the control of a part that is most likely meant: a field before a button. */
function firstIn(inside: HTMLElement | null, part: string): HTMLElement | null {
  const found = inside?.querySelector(`[data-part="${part}"]`)
  for (const kind of ['textarea', 'input', '[role="combobox"]', 'button']) {
    const control = found?.querySelector<HTMLElement>(`${kind}:not(:disabled)`)
    if (control) return control
  }
  return null
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
