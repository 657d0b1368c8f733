import './exports.css'
import './plan.css'
import { RotateCcw, Rows3 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ExportZones } from '#shared/contract/export-zones.ts'
import type { ExportCoverage, ExportPlan } from '#shared/contract/exports.ts'
import type { Input } from '#shared/contract/index.ts'
import type { LeadList } from '#shared/contract/lists.ts'
import { namesIn, type WrittenName } from '#shared/domain/copy/read-copy.ts'
import type { ListId } from '#shared/ids.ts'
import { asAppError, call } from '../../lib/call.ts'
import { operatorZone } from '../../lib/format.ts'
import { go, replace } from '../../lib/router.ts'
import { t } from '../../lib/texts.ts'
import { useAction } from '../../lib/use-action.ts'
import { useEvent } from '../../lib/use-event.ts'
import { usePageFocus } from '../../lib/use-page-focus.ts'
import { type Asked, useQuery } from '../../lib/use-query.ts'
import { useKept, useSettled } from '../../lib/use-settled.ts'
import { useWorkspaces } from '../../stores/workspaces.ts'
import { Button } from '../../ui/button.tsx'
import { DemoBadge } from '../../ui/demo-badge.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { Note } from '../../ui/note.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { WorkspaceSquare } from '../../ui/workspace-square.tsx'
import { textsOfForms } from '../copy/step-form.ts'
import { AccountsCard } from './accounts-card.tsx'
import { exportCommands } from './commands.ts'
import { blockedBy } from './coverage-blocks.ts'
import { CoverageCard } from './coverage-card.tsx'
import { DryRunDialog } from './dry-run-dialog.tsx'
import { EmailsCard } from './emails-card.tsx'
import { ForecastCard } from './forecast-card.tsx'
import { PartCard } from './part-card.tsx'
import { editPlan, forgetPlan, resetPlan, usePlanEdits } from './plan-edits.ts'
import { contactsOf, formOf, type PlanForm, problemsOf, settingsOf } from './plan-form.ts'
import { PlanSide } from './plan-side.tsx'
import { PlanTags } from './plan-tags.tsx'
import { forgetRepeat } from './repeat-export.ts'
import { RepeatNote } from './repeat-note.tsx'
import { RestDaysCard } from './rest-days-card.tsx'
import { RulesCard } from './rules-card.tsx'
import { ScheduleCard } from './schedule-card.tsx'
import { TargetCard } from './target-card.tsx'
import { todayHere } from './today-here.ts'
import { usePractice } from './use-practice.ts'
import { sumAsked, useSum } from './use-sum.ts'
import { useZones, ZonesCard } from './zones-card.tsx'

/** A list on its way into a campaign: what will happen to every lead, one button to do it. */
export function PlanPage({ listId }: { listId: ListId }) {
  const words = t.exports.plan
  usePageFocus()
  const list = useQuery('lists.get', { listId }, ['lists'])
  const plan = useQuery('exports.plan', { listId }, ['lists', 'exports'])
  const error = list.error ?? plan.error
  if (list.data && plan.data) return <Plan key={listId} list={list.data} plan={plan.data} />
  return (
    <div className="page">
      {error && (
        <>
          <PageHead title={words.goneTitle} crumbs={[{ label: t.lists.title, to: '/lists' }, { label: words.crumb }]} />
          <div className="page-body">
            <ErrorNote error={error} onAction={() => go('/lists')} actionLabel={t.lists.title} />
          </div>
        </>
      )}
    </div>
  )
}

function Plan({ list, plan: planned }: { list: LeadList; plan: ExportPlan }) {
  const words = t.exports.plan
  const { workspaceId } = list
  const workspace = useWorkspaces()?.find((each) => each.id === workspaceId)
  const hasKey = workspace?.hasKey ?? true
  const choices = useQuery('exports.choices', hasKey ? { workspaceId } : null, ['remote', 'workspaces'])
  const { askAgain } = choices
  useEvent('app.statusChanged', ({ online }) => {
    if (online) askAgain()
  })

  const [today] = useState(todayHere)
  const edited = usePlanEdits(planned.listId)
  const fresh = formOf(planned, operatorZone(), today)
  const form = edited ?? fresh
  // A campaign's client is told by its name: not anew for each letter.
  const settledName = useSettled(form.name, 400)
  const campaign = form.kind === 'list' ? null : campaignOf(form, settledName)
  const lists = useQuery('exports.leadLists', hasKey && form.kind === 'list' ? { workspaceId } : null, [
    'remote',
    'workspaces',
  ])
  const guard = useKept(
    useQuery('exports.guard', { listId: planned.listId, campaign }, ['lists', 'blocklist', 'clients']).data,
  )
  const covered = useCoverage(planned.listId, form, campaign)
  const keptCoverage = useKept(covered.data)
  // Nobody reads a copy in a lead list.
  const coverage = form.kind === 'list' ? undefined : keptCoverage
  const zones = useZones(planned.listId, form)
  const practice = usePractice(planned.listId, form, campaign)
  const asked = sumAsked(planned.listId, form, choices.data, campaign)
  const { sum, counting } = useSum(asked)
  const plan = { ...planned, ready: sum?.goOut ?? planned.ready }
  const edit = (change: Partial<PlanForm>) => editPlan(plan.listId, { ...form, ...change })
  const problems = [
    ...problemsOf(form, choices.data, today, lists.data),
    ...(blockedBy(coverage, form.fill).length > 0 ? (['variables_unknown'] as const) : []),
  ]
  // One id for all presses while this screen is open: however often it is pressed, one export starts.
  const [clickId] = useState(() => crypto.randomUUID())
  const [tried, setTried] = useState(false)
  const [dry, setDry] = useState(false)
  const body = useRef<HTMLDivElement>(null)

  const start = useAction(async () => {
    const settings = { ...settingsOf(form, choices.data), ...contactsOf(form, choices.data) }
    const { listId } = plan
    const summary = await call('exports.start', { listId, settings, part: form.part, clickId }).catch(
      (error: unknown) => {
        // The campaigns shown are older than this answer: read anew, the field itself then says which one is gone.
        if (asAppError(error).code === 'CAMPAIGN_NOT_FOUND') askAgain()
        if (asAppError(error).code === 'LEAD_LIST_NOT_FOUND') lists.askAgain()
        throw error
      },
    )
    forgetPlan(plan.listId)
    forgetRepeat(plan.listId)
    replace(`/exports/${summary.id}`)
  })
  const showProblem = () => body.current?.querySelector<HTMLElement>('[aria-invalid], [data-problem]')?.focus()
  const send = () => {
    setTried(true)
    if (problems.length === 0) start.run()
    // Once the fields are drawn with what is wrong; not again while the operator mends them one after the other.
    else requestAnimationFrame(showProblem)
  }
  const where = { listId: plan.listId, workspaceId }
  const shown = tried ? problems : problems.filter((problem) => problem === 'campaign_gone' || problem === 'list_gone')
  return (
    <div className="page">
      <PageHead
        title={
          plan.ready === 0
            ? sum && sum.held.length > 0
              ? t.exportSum.nobody
              : words.titleNone
            : form.kind === 'list'
              ? t.exportTargets.plan.title(plan.ready)
              : titleOf(plan.ready, campaignsOf(form, zones))
        }
        crumbs={[
          { label: t.lists.title, to: '/lists' },
          { label: plan.listName, to: `/lists/${plan.listId}` },
          { label: words.crumb },
        ]}
        meta={
          workspace && (
            <>
              <WorkspaceSquare colour={workspace.colour} /> <span className="ellipsis">{workspace.name}</span>
              {workspace.demo && <DemoBadge />}
            </>
          )
        }
      >
        {edited && JSON.stringify(edited) !== JSON.stringify(fresh) && (
          <Button
            variant="quiet"
            icon={RotateCcw}
            command={exportCommands.resetPlan}
            disabled={start.busy}
            onClick={() => {
              resetPlan(plan.listId, edited)
              forgetRepeat(plan.listId)
            }}
          >
            {exportCommands.resetPlan.words()}
          </Button>
        )}
        <Button
          variant="quiet"
          icon={Rows3}
          command={exportCommands.planRows}
          onClick={() => go(`/lists/${plan.listId}`)}
        >
          {words.seeRows(plan.rowCount)}
        </Button>
      </PageHead>
      <div className="plan-body">
        <div className="plan-main" ref={body}>
          {edited && (
            <RepeatNote
              listId={plan.listId}
              form={form}
              edit={edit}
              known={{ choices: choices.data, coverage, today }}
            />
          )}
          {plan.remembered && !edited && <p className="text-3 small plan-remembered">{words.remembered}</p>}
          <TargetCard form={form} edit={edit} problems={shown} choices={choices.data} lists={lists.data} />
          <PartCard form={form} edit={edit} listId={plan.listId} ready={planned.ready} />
          {lists.error && form.kind === 'list' && <ErrorNote error={lists.error} onAction={lists.askAgain} />}
          {form.kind === 'new' ? (
            <>
              <EmailsCard
                form={form}
                edit={edit}
                listId={plan.listId}
                workspaceId={workspaceId}
                ready={planned.ready}
                tried={tried}
                coverage={coverage}
              />
              <CoverageCard coverage={coverage} counting={covered.asking} form={form} {...where} />
              <ScheduleCard form={form} edit={edit} problems={shown} today={today} />
              <ZonesCard form={form} edit={edit} problems={shown} listId={plan.listId} zones={zones} />
              <AccountsCard form={form} edit={edit} problems={shown} choices={choices.data} />
              <PlanTags form={form} edit={edit} workspaceId={workspaceId} hasKey={hasKey} />
              <ForecastCard
                workspaceId={workspaceId}
                form={form}
                choices={choices.data}
                leads={plan.ready}
                zones={zones}
              />
              <RestDaysCard
                workspaceId={workspaceId}
                form={form}
                edit={edit}
                choices={choices.data}
                leads={plan.ready}
                zones={zones}
                today={today}
              />
            </>
          ) : form.kind === 'list' ? null : (
            <>
              <Note>{words.existingKeeps}</Note>
              {form.campaignId !== null && (
                <CoverageCard coverage={coverage} counting={covered.asking} form={form} {...where} />
              )}
            </>
          )}
          <RulesCard form={form} edit={edit} choices={choices.data} guard={guard} practice={practice} />
        </div>
        <PlanSide
          plan={plan}
          guard={guard}
          sum={sum}
          asked={asked}
          counting={counting}
          practice={practice}
          campaign={campaign}
          coverage={coverage}
          onDryRun={() => (problems.length === 0 ? setDry(true) : send())}
          form={form}
          workspaceId={workspaceId}
          hasKey={hasKey}
          choices={choices}
          problems={tried ? problems.length : 0}
          onShowProblem={showProblem}
          start={{ ...start, send }}
        />
      </div>
      {dry && (
        <DryRunDialog
          listId={plan.listId}
          settings={{ ...settingsOf(form, choices.data), ...contactsOf(form, choices.data) }}
          part={form.part}
          onClose={() => setDry(false)}
        />
      )}
    </div>
  )
}

/** The campaign of a plan, as its part of a workspace is told: one that is to be made by its name and tags. */
const campaignOf = (form: PlanForm, name: string): Input<'exports.guard'>['campaign'] =>
  form.kind === 'new'
    ? { remoteId: null, name, tags: form.tags.map((tag) => tag.name) }
    : { remoteId: form.campaignId, name }
const campaignsOf = (form: PlanForm, zones: ExportZones | undefined): number =>
  form.kind === 'new' && form.perZone ? (zones?.groups.length ?? 1) : 1

const titleOf = (leads: number, campaigns: number): string =>
  campaigns > 1 ? t.exportZones.pageTitle(leads, campaigns) : t.exports.plan.title(leads)

/** What leads would see in the copy as it stands: asked again when its variables or the rules change. */
function useCoverage(
  listId: ListId,
  form: PlanForm,
  campaign: Input<'exports.guard'>['campaign'],
): Asked<ExportCoverage> {
  const texts = form.kind === 'new' ? textsOfForms(form.steps) : []
  const written = useSettled(JSON.stringify(namesIn(texts)), 250)
  const ofCampaign = form.campaignId === null ? null : { campaignId: form.campaignId }
  const copy: Input<'exports.coverage'>['copy'] | null =
    form.kind === 'list'
      ? null
      : form.kind === 'existing'
        ? ofCampaign
        : { names: JSON.parse(written) as WrittenName[] }
  return useQuery(
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
          filled: form.fill.map(({ variable }) => variable),
        }
      : null,
    ['lists', 'blocklist', 'campaigns', 'clients'],
  )
}
