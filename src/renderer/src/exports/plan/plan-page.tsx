import { localDate } from '#shared/domain/core/days.ts'
import './exports.css'
import '../../campaigns/copy/plan.css'
import { CalendarOff, Clock, Ellipsis, ListTree, Mail, RotateCcw, Rows3, SlidersHorizontal, Users } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import type { ExportZones } from '#shared/contract/exports/export-zones.ts'
import type { ExportChoices, ExportCoverage, ExportPlan } from '#shared/contract/exports/exports.ts'
import type { Input } from '#shared/contract/index.ts'
import type { LeadList } from '#shared/contract/leads/lists.ts'
import { namesIn, type WrittenName } from '#shared/domain/campaigns/copy/read-copy.ts'
import type { ErrorCode, ErrorData } from '#shared/errors.ts'
import type { ListId } from '#shared/ids.ts'
import { textsOfForms } from '../../campaigns/copy/step-form.ts'
import { type Asked, asAppError, call, useAction, useEvent, useQuery } from '../../core/lib/backend.ts'
import { now } from '../../core/lib/clock.ts'
import { useCommand } from '../../core/lib/commands.ts'
import { focusProblemSoon, focusSoon } from '../../core/lib/focus-soon.ts'
import { formatAgo, operatorZone } from '../../core/lib/format.ts'
import { newKeyPath } from '../../core/lib/key-path.ts'
import { go, replace } from '../../core/lib/router.ts'
import { t } from '../../core/lib/texts.ts'
import { useDebounced, usePreviousData } from '../../core/lib/use-debounced.ts'
import { usePageFocus } from '../../core/lib/use-page-focus.ts'
import { useScreenKeys } from '../../core/stores/screen-keys.ts'
import { pushUndo } from '../../core/stores/undo.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { ErrorNote } from '../../core/ui/error-note.tsx'
import { IconButton } from '../../core/ui/icon-button.tsx'
import { Menu } from '../../core/ui/menu.tsx'
import { Note } from '../../core/ui/note.tsx'
import { PageWithout } from '../../core/ui/page-without.tsx'
import { PlanCost } from '../../insights/money/plan-cost.tsx'
import { exportCommands } from '../commands.ts'
import { ExperimentHint } from '../experiments/plan-hint.tsx'
import { offerKeepPaused } from '../ledger/keep-paused.ts'
import { choiceText } from '../ledger/part-text.ts'
import { UnlockButton } from '../ledger/unlock-button.tsx'
import { AccountsCard } from './accounts-card.tsx'
import { BlackoutDatesCard } from './blackout-dates-card.tsx'
import { CompanyDialog } from './company-dialog.tsx'
import { blockedBy } from './coverage-blocks.ts'
import { DryRunDialog } from './dry-run-dialog.tsx'
import { EmailsCard } from './emails-card.tsx'
import { ForecastCard } from './forecast-card.tsx'
import { ForecastStrip } from './forecast-strip.tsx'
import { OptionsCard } from './options-card.tsx'
import { PartCard } from './part-card.tsx'
import { editPlan, forgetPlan, resetPlan, usePlanEdits } from './plan-edits.ts'
import { forecastOf, isTooLate, tooFewAccounts } from './plan-forecast.ts'
import { accountsOf, contactsOf, formOf, type PlanForm, type PlanProblem, problemsOf, settingsOf } from './plan-form.ts'
import { PlanHead } from './plan-head.tsx'
import { PlanRow, type RowId } from './plan-row.tsx'
import { rowTexts } from './plan-row-text.ts'
import { startOfPlan } from './plan-start.ts'
import { PlanSum } from './plan-sum.tsx'
import { PlanTags } from './plan-tags.tsx'
import { type Warning, warningsOf } from './plan-warnings.ts'
import { forgetRepeat } from './repeat-export.ts'
import { RepeatNote } from './repeat-note.tsx'
import { RulesCard } from './rules-card.tsx'
import { ScheduleCard, useZoneMatch } from './schedule-card.tsx'
import { type KeyPress, keyPress } from './send-brake.ts'
import { ChoicesLine, SendCard } from './send-card.tsx'
import { TargetCard } from './target-card.tsx'
import { emptyExportText, sumRequestOf, useExportSum } from './use-export-sum.ts'
import { usePreflight } from './use-preflight.ts'
import { VariableChips } from './variable-chips.tsx'
import { maxWarnings, WarningStack } from './warning-stack.tsx'
import { useZones, ZonesCard } from './zones-card.tsx'

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
  const words = t.exports.plan
  const { workspaceId } = list
  const { listId } = planned
  const workspace = useWorkspaces()?.find((each) => each.id === workspaceId)
  const hasKey = workspace?.hasKey ?? true
  const choices = useQuery('exports.choices', hasKey ? { workspaceId } : null)
  const { refetch } = choices
  // Also when offline: the data read before stays, marked as such.
  useEvent('app.statusChanged', refetch)

  const [today] = useState(() => localDate(Date.now()))
  // Fixed for as long as the plan is open: a minute more or less does not change the day.
  const [openedAt] = useState(now)
  const edited = usePlanEdits(listId)
  const begun = formOf(planned, operatorZone(), today)
  const { zones: found } = useZones(listId, edited ?? begun, null)
  const fresh = withHome(begun, found)
  const form = edited ? withHome(edited, found) : fresh
  // The campaign's name determines its client, so it is not looked up on every keystroke.
  const settledName = useDebounced(form.name, 400)
  const campaign = form.kind === 'list' ? null : campaignOf(form, settledName)
  const lists = useQuery('exports.leadLists', hasKey && form.kind === 'list' ? { workspaceId } : null)
  const guard = usePreviousData(useQuery('exports.guard', { listId, campaign }).data)
  const covered = useCoverage(listId, form, campaign)
  const keptCoverage = usePreviousData(covered.asked.data)
  // Leads in a lead list get no copy.
  const coverage = form.kind === 'list' ? undefined : keptCoverage
  const practice = usePreflight(listId, form, campaign)
  const asked = sumRequestOf(listId, form, choices.data, campaign, coverage)
  const { sum, isBehind: isSumBehind } = useExportSum(asked)
  const { zones, isBehind: isZonesBehind } = useZones(listId, form, asked)
  const plan = { ...planned, ready: sum?.goOut ?? planned.ready }
  const nobody = emptyExportText(sum)
  const forecast = forecastOf(form, choices.data, plan.ready, zones, openedAt)
  const weeks = useQuery('capacity.accounts', form.kind === 'new' ? { workspaceId } : null).data
  const tooFew = tooFewAccounts(form, choices.data, { leads: plan.ready, zones, weeks, nowMs: openedAt })
  const more = useQuery('capacity.more', moreOf(form, workspaceId, plan.ready)).data
  const tooLate = more && isTooLate(more, openedAt) ? more : null
  const match = useZoneMatch(form)
  const edit = (change: Partial<PlanForm>) => editPlan(listId, { ...form, ...change })
  const isBlocked = blockedBy(coverage, form.fill).length > 0
  const problems = [
    ...problemsOf(form, choices.data, today, lists.data),
    ...(isBlocked ? (['variables_unknown'] as const) : []),
  ]
  const counting =
    guard === undefined ||
    isSumBehind ||
    (hasKey && choices.asking && choices.data === undefined) ||
    (form.kind === 'new' && (zones === undefined || (form.perZone && isZonesBehind))) ||
    (form.holdOtherCompanies && practice === undefined) ||
    covered.isBehind
  // One key for all presses while this screen is open, so that repeated presses start only one export.
  const [idempotencyKey] = useState(() => crypto.randomUUID())
  const [tried, setTried] = useState(false)
  const [dry, setDry] = useState(false)
  const [showCompanies, setShowCompanies] = useState(false)
  const [open, setOpen] = useState<ReadonlySet<RowId>>(new Set())
  const [variablesOpen, setVariablesOpen] = useState(false)
  // Opens the variables if one blocks the export, and keeps them open once it is fixed so that nothing jumps.
  if (isBlocked && !variablesOpen) setVariablesOpen(true)
  const tags = useQuery('lists.tags', { listId }).data ?? []
  const body = useRef<HTMLDivElement>(null)
  const starts = startOfPlan(form, zones, openedAt)

  const start = useAction(async () => {
    const settings = { ...settingsOf(form, choices.data), ...contactsOf(form, choices.data) }
    const press = { listId, settings, part: form.part, idempotencyKey, promised: isSumBehind ? undefined : sum?.goOut }
    const summary = await call('exports.start', press).catch((error: unknown) => {
      // The campaigns shown are out of date, so they are read again; the field then shows which one is gone.
      if (asAppError(error).code === 'CAMPAIGN_NOT_FOUND') refetch()
      if (asAppError(error).code === 'LEAD_LIST_NOT_FOUND') lists.refetch()
      throw error
    })
    forgetPlan(listId)
    forgetRepeat(listId)
    const path = `/exports/${summary.id}`
    replace(path)
    // ⌘/Ctrl-Z must not undo what was done before the export instead; undoing it deletes leads, which its report asks about.
    pushUndo({ words: () => words.undoInReport, undo: () => words.undoInReport, path })
    if (settings.activateWhenDone) offerKeepPaused(summary.id, starts?.when ?? null)
  })
  const openRow = (row: RowId) => {
    setOpen((all) => new Set([...all, row]))
    focusSoon(() => document.querySelector<HTMLElement>(`#plan-row-${row}`))
  }
  const toggle = (row: RowId) =>
    setOpen((all) => new Set(all.has(row) ? [...all].filter((one) => one !== row) : [...all, row]))
  const toggleForecast = () => {
    toggle('forecast')
    requestAnimationFrame(() => document.querySelector('#plan-forecast')?.scrollIntoView({ block: 'nearest' }))
  }
  const showProblem = () => {
    // A collapsed part is opened first, as it contains the problem.
    setOpen((all) => new Set([...all, ...rowsOf(problems)]))
    focusProblemSoon(body)
  }
  const send = () => {
    setTried(true)
    if (problems.length === 0) start.run()
    // Runs once the fields show their errors, and not again while the operator fixes them one by one.
    else showProblem()
  }
  const access = accessOf(choices, hasKey)
  const warnings = warningsOf(
    { form, plan, sum, choices: choices.data, guard, coverage, practice, forecast, tooFew, tooLate, match },
    access,
  )
  const brake = useBrake(warnings)
  const onKey = () => {
    // Field errors are shown first; nothing is sent in that case.
    if (brake.press(problems.length > 0 ? [] : warnings, openedAt) === 'send') send()
  }
  // A click is stopped only by warnings about emails that leads would receive at once.
  const onClick = () => {
    const sendsAtOnce = form.kind === 'new' && form.activate && problems.length === 0
    if (!sendsAtOnce || brake.press(warnings.filter(({ id }) => grave.has(id))) === 'send') send()
  }
  const [worstAsked, setWorstAsked] = useState(0)
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
  const runFix = (fix: Warning['fix']) => {
    const toPart = (part: string) => focusSoon(() => firstIn(body.current, part))
    switch (fix.does) {
      case 'row':
        return openRow(fix.row)
      case 'edit':
        return edit(fix.change)
      case 'export':
        return go(`/exports/${fix.id}`)
      case 'list':
        return go(`/lists/${listId}`)
      case 'keys':
        return go(hasKey ? `/settings/workspaces/${workspaceId}` : newKeyPath(workspaceId))
      case 'ask_again':
        return refetch()
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
  const where = { listId, workspaceId }
  const shown = tried ? problems : problems.filter((problem) => problem === 'campaign_gone' || problem === 'list_gone')
  const preview = () => (problems.length === 0 ? setDry(true) : send())
  const cannot = plan.ready === 0 || !hasKey
  useCommand(exportCommands.dryRun, cannot ? null : preview)
  useScreenKeys([
    ['mod+enter', t.frame.keys.export],
    ['escape', t.frame.keys.back],
  ])
  const row = (id: RowId) => ({ id, open: open.has(id), onToggle: toggle })
  const rows = rowTexts({ form, choices: choices.data, zones, part: choiceText(form.part, tags) })
  const senders = accountsOf(form, choices.data)
  return (
    <div className="page">
      <PlanHead
        form={form}
        edit={edit}
        list={{ id: listId, name: plan.listName }}
        workspace={workspace}
        choices={choices.data}
        lists={lists.data}
      >
        {edited && JSON.stringify(edited) !== JSON.stringify(fresh) && (
          <Button
            label={exportCommands.resetPlan.words()}
            variant="quiet"
            icon={RotateCcw}
            command={exportCommands.resetPlan}
            disabled={start.busy}
            onClick={() => {
              resetPlan(listId, edited)
              forgetRepeat(listId)
            }}
          />
        )}
        <Button
          label={words.seeRows(plan.rowCount)}
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
          {edited && (
            <RepeatNote listId={listId} form={form} edit={edit} known={{ choices: choices.data, coverage, today }} />
          )}
          <div className="plan-part" data-part="target">
            <TargetCard form={form} edit={edit} problems={shown} choices={choices.data} lists={lists.data} />
          </div>
          {lists.error && form.kind === 'list' && <ErrorNote error={lists.error} onAction={lists.refetch} />}
          {form.kind === 'new' && (
            <div className="plan-part" data-part="emails">
              <EmailsCard
                form={form}
                edit={edit}
                listId={listId}
                workspaceId={workspaceId}
                ready={planned.ready}
                tried={tried}
                worstAsked={worstAsked}
                coverage={coverage}
                last={planned.lastEmails}
                senders={senders}
              />
            </div>
          )}
          {form.kind === 'existing' && <Note>{words.existingKeeps}</Note>}
          {(form.kind === 'new' || (form.kind === 'existing' && form.campaignId !== null)) && (
            <div className="plan-part" data-part="coverage">
              <VariableChips
                coverage={coverage}
                counting={covered.asked.asking}
                form={form}
                {...where}
                open={variablesOpen}
                onOpen={setVariablesOpen}
              />
            </div>
          )}
          {form.kind !== 'list' && (
            <ExperimentHint
              listId={listId}
              coverage={coverage}
              hasMails={form.kind === 'existing' || form.steps.length > 0}
            />
          )}
          <div className="plan-rows card">
            <PlanRow {...row('leads')} icon={Users} title={t.exportSum.part.title} {...rows.leads}>
              <PartCard form={form} edit={edit} listId={listId} ready={planned.ready} />
            </PlanRow>
            {form.kind === 'new' && (
              <>
                <PlanRow {...row('schedule')} icon={Clock} title={words.schedule} {...rows.schedule}>
                  <ScheduleCard form={form} edit={edit} problems={shown} today={today} match={match} />
                  <ZonesCard form={form} edit={edit} problems={shown} listId={listId} sum={asked} zones={zones} />
                </PlanRow>
                <PlanRow {...row('accounts')} icon={Mail} title={words.accounts} {...rows.accounts}>
                  <AccountsCard form={form} edit={edit} problems={shown} choices={choices.data} />
                </PlanRow>
                <PlanRow {...row('blackout')} icon={CalendarOff} title={t.exportZones.rest.title} {...rows.blackout}>
                  <BlackoutDatesCard
                    workspaceId={workspaceId}
                    form={form}
                    edit={edit}
                    choices={choices.data}
                    leads={plan.ready}
                    zones={zones}
                    today={today}
                  />
                </PlanRow>
                {open.has('forecast') && (
                  <div id="plan-forecast" className="plan-row plan-row-body">
                    <ForecastCard
                      workspaceId={workspaceId}
                      form={form}
                      result={forecast}
                      leads={plan.ready}
                      zones={zones}
                    />
                  </div>
                )}
              </>
            )}
            <PlanRow {...row('options')} icon={SlidersHorizontal} title={t.review.options.row} {...rows.options}>
              {form.kind === 'new' && <OptionsCard form={form} edit={edit} problems={shown} />}
              <RulesCard form={form} edit={edit} guard={guard} practice={practice} />
              {form.kind === 'new' && <PlanTags form={form} edit={edit} workspaceId={workspaceId} hasKey={hasKey} />}
            </PlanRow>
          </div>
        </div>
        <div className="plan-side">
          <div className="plan-side-scroll">
            <PlanSum
              sum={sum}
              asked={asked}
              guard={guard}
              blanks={coverage?.blanks ?? []}
              form={form}
              workspaceId={workspaceId}
            >
              {form.kind === 'new' && plan.ready > 0 && (
                <ForecastStrip result={forecast} open={open.has('forecast')} onToggle={toggleForecast} />
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
            nobody={nobody?.word ?? null}
            form={form}
            edit={edit}
            workspaceId={workspaceId}
            choices={choices}
            hasKey={hasKey}
            counting={counting}
            starts={starts}
            problems={tried ? problems.length : 0}
            onShowProblem={showProblem}
            start={{ ...start, send: onClick }}
            looked={brake.stack.at !== null}
            onKey={onKey}
          />
        </div>
      </div>
      {dry && (
        <DryRunDialog
          listId={listId}
          settings={{ ...settingsOf(form, choices.data), ...contactsOf(form, choices.data) }}
          part={form.part}
          onClose={() => setDry(false)}
        />
      )}
      {showCompanies && (
        <CompanyDialog listId={listId} form={form} campaign={campaign} onClose={() => setShowCompanies(false)} />
      )}
    </div>
  )
}

/** Returns the request for adding leads to an existing campaign. */
const moreOf = (
  form: PlanForm,
  workspaceId: Input<'capacity.more'>['workspaceId'],
  leads: number,
): Input<'capacity.more'> | null =>
  form.kind === 'existing' && form.campaignId && leads > 0 ? { workspaceId, campaignId: form.campaignId, leads } : null

/** Sets the plan's zone to that of the leads, if it is known, until the operator chooses one. */
function withHome(form: PlanForm, zones: ExportZones | undefined): PlanForm {
  const home = zones?.home ?? null
  return form.zoneChosen || home === null || form.kind !== 'new' ? form : { ...form, zone: home }
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
    ? of('bad', what, means, { label: plan.showKey, does: 'keys' })
    : of('warn', what, means, { label: plan.refresh, does: 'ask_again' })
}

/** Warnings that mean leads would receive unfinished emails. */
const grave: ReadonlySet<string> = new Set(['unwritten', 'blanks_sent'])

/** Prevents the operator from sending before having seen the warnings. */
function useBrake(warnings: readonly Warning[]) {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const [all, setAll] = useState(false)
  const [at, setAt] = useState<string | null>(null)
  const onSeen = (id: string) => setSeen((before) => (before.has(id) ? before : new Set([...before, id])))
  return {
    /**
     * With `openedAt`, presses right after opening are ignored, as a key may still have been meant for the previous
     * screen. Clicks do not need it: the button is seen when it is clicked.
     */
    press(among: readonly Warning[], openedAt = -Infinity): KeyPress['does'] {
      const press = keyPress({ openedAt, now: now(), warnings: among.map(({ id }) => id), seen })
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

/** Returns the campaign as needed to determine its part of a workspace: for a new campaign, its name and tags. */
const campaignOf = (form: PlanForm, name: string): Input<'exports.guard'>['campaign'] =>
  form.kind === 'new'
    ? { remoteId: null, name, tags: form.tags.map((tag) => tag.name) }
    : { remoteId: form.campaignId, name }

/**
 * Returns what leads would see in the current copy; queried again when its variables or the rules change. `isBehind`:
 * there is no count yet for the current form.
 */
function useCoverage(
  listId: ListId,
  form: PlanForm,
  campaign: Input<'exports.guard'>['campaign'],
): { readonly asked: Asked<ExportCoverage>; readonly isBehind: boolean } {
  const texts = form.kind === 'new' ? textsOfForms(form.steps) : []
  const names = JSON.stringify(namesIn(texts))
  const written = useDebounced(names, 250)
  const ofCampaign = form.campaignId === null ? null : { campaignId: form.campaignId }
  const copy: Input<'exports.coverage'>['copy'] | null =
    form.kind === 'list'
      ? null
      : form.kind === 'existing'
        ? ofCampaign
        : { names: JSON.parse(written) as WrittenName[] }
  const asked = useQuery(
    'exports.coverage',
    copy
      ? {
          listId,
          copy,
          campaign,
          holdBlocked: form.holdBlocked,
          holdOtherClients: form.holdOtherClients,
          skipIfInWorkspace: form.skip,
          holdOtherCompanies: form.holdOtherCompanies,
          leaveOut: [...form.leaveOut],
          part: form.part,
          onlyVerified: form.onlyVerified,
          sendBlanks: form.sendBlanks,
          filled: form.fill.map(({ variable }) => variable),
        }
      : null,
  )
  return { asked, isBehind: copy !== null && (asked.data === undefined ? !asked.error : names !== written) }
}
