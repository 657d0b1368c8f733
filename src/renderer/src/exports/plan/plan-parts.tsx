import { CalendarOff, Clock, Mail, SlidersHorizontal, Users } from 'lucide-react'
import type { ExportPlan } from '#shared/contract/exports/exports.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { ExperimentHint } from '../experiments/plan-hint.tsx'
import { choiceText } from '../ledger/part-text.ts'
import { AccountsCard } from './accounts-card.tsx'
import { BlackoutDatesCard } from './blackout-dates-card.tsx'
import { EmailsCard } from './emails-card.tsx'
import { ForecastCard } from './forecast-card.tsx'
import { OptionsCard } from './options-card.tsx'
import { PartCard } from './part-card.tsx'
import { accountsOf } from './plan-form.ts'
import { PlanRow, type RowId } from './plan-row.tsx'
import { rowTexts } from './plan-row-text.ts'
import { PlanTags } from './plan-tags.tsx'
import { RepeatNote } from './repeat-note.tsx'
import { RulesCard } from './rules-card.tsx'
import { ScheduleCard } from './schedule-card.tsx'
import { TargetCard } from './target-card.tsx'
import type { PlanState } from './use-plan.ts'
import { VariableChips } from './variable-chips.tsx'
import { ZonesCard } from './zones-card.tsx'

type Props = {
  state: PlanState
  /** Whether the operator tried to export, from when on every problem is shown. */
  tried: boolean
  last: ExportPlan['lastEmails']
  worstAsked: number
  open: ReadonlySet<RowId>
  onToggle: (row: RowId) => void
  variablesOpen: boolean
  onVariables: (open: boolean) => void
}

/** The fields of a plan: target, emails and variables, then what is rarely changed in rows that open. */
export function PlanParts({ state, tried, last, worstAsked, open, onToggle, variablesOpen, onVariables }: Props) {
  const words = t.exports.plan
  const { listId, workspaceId, form, edit, coverage, lists, today, readyInList } = state
  const choices = state.choices.data
  const problems = tried
    ? state.problems
    : state.problems.filter((problem) => problem === 'campaign_gone' || problem === 'list_gone')
  return (
    <>
      {state.edited && <RepeatNote listId={listId} form={form} edit={edit} known={{ choices, coverage, today }} />}
      <div className="plan-part" data-part="target">
        <TargetCard form={form} edit={edit} problems={problems} choices={choices} lists={lists.data} />
      </div>
      {lists.error && form.kind === 'list' && <ErrorNote error={lists.error} onAction={lists.refetch} />}
      {form.kind === 'new' && (
        <div className="plan-part" data-part="emails">
          <EmailsCard
            form={form}
            edit={edit}
            listId={listId}
            workspaceId={workspaceId}
            ready={readyInList}
            tried={tried}
            worstAsked={worstAsked}
            coverage={coverage}
            last={last}
            senders={accountsOf(form, choices)}
          />
        </div>
      )}
      {form.kind === 'existing' && <Note>{words.existingKeeps}</Note>}
      {(form.kind === 'new' || (form.kind === 'existing' && form.campaignId !== null)) && (
        <div className="plan-part" data-part="coverage">
          <VariableChips
            coverage={coverage}
            counting={state.isCoverageAsked}
            form={form}
            listId={listId}
            workspaceId={workspaceId}
            open={variablesOpen}
            onOpen={onVariables}
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
      <PlanRows state={state} problems={problems} open={open} onToggle={onToggle} />
    </>
  )
}

type RowsProps = Pick<Props, 'state' | 'open' | 'onToggle'> & { problems: PlanState['problems'] }

/** What is rarely changed: each a line that says how it is set and opens to change it. */
function PlanRows({ state, problems, open, onToggle }: RowsProps) {
  const words = t.exports.plan
  const { listId, workspaceId, form, edit, today, plan, zones } = state
  const choices = state.choices.data
  const tags = useQuery('lists.tags', { listId }).data ?? []
  const row = (id: RowId) => ({ id, open: open.has(id), onToggle })
  const rows = rowTexts({ form, choices, zones, part: choiceText(form.part, tags) })
  return (
    <div className="plan-rows card">
      <PlanRow {...row('leads')} icon={Users} title={t.exportSum.part.title} {...rows.leads}>
        <PartCard form={form} edit={edit} listId={listId} ready={state.readyInList} />
      </PlanRow>
      {form.kind === 'new' && (
        <>
          <PlanRow {...row('schedule')} icon={Clock} title={words.schedule} {...rows.schedule}>
            <ScheduleCard form={form} edit={edit} problems={problems} today={today} match={state.match} />
            <ZonesCard
              form={form}
              edit={edit}
              problems={problems}
              listId={listId}
              sum={state.sumRequest}
              zones={zones}
            />
          </PlanRow>
          <PlanRow {...row('accounts')} icon={Mail} title={words.accounts} {...rows.accounts}>
            <AccountsCard form={form} edit={edit} problems={problems} choices={choices} />
          </PlanRow>
          <PlanRow {...row('blackout')} icon={CalendarOff} title={t.exportZones.blackout.title} {...rows.blackout}>
            <BlackoutDatesCard
              workspaceId={workspaceId}
              form={form}
              edit={edit}
              choices={choices}
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
                result={state.forecast}
                leads={plan.ready}
                zones={zones}
              />
            </div>
          )}
        </>
      )}
      <PlanRow {...row('options')} icon={SlidersHorizontal} title={t.review.options.row} {...rows.options}>
        {form.kind === 'new' && <OptionsCard form={form} edit={edit} problems={problems} />}
        <RulesCard form={form} edit={edit} guard={state.guard} preflight={state.preflight} />
        {form.kind === 'new' && <PlanTags form={form} edit={edit} workspaceId={workspaceId} hasKey={state.hasKey} />}
      </PlanRow>
    </div>
  )
}
