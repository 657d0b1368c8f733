import type { CoveredVariable, ExportCoverage } from '#shared/contract/exports/exports.ts'
import { readCopy } from '#shared/domain/campaigns/copy/read-copy.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { textsOfForms } from '../../campaigns/copy/step-form.ts'
import { formatNumber, formatShare, t } from '../../core/lib/texts.ts'
import { CoverageTable } from './coverage-table.tsx'
import type { PlanForm } from './plan-form.ts'

type Props = {
  coverage: ExportCoverage | undefined
  counting: boolean
  form: PlanForm
  listId: ListId
  workspaceId: WorkspaceId
  /** Whether the details and fixes of each variable are shown. */
  open: boolean
  onOpen: (open: boolean) => void
}

const id = 'plan-variables'

/** The emails' variables with how many leads have each; a click shows what others would see and how to fix it. */
export function VariableChips({ coverage, counting, form, listId, workspaceId, open, onOpen }: Props) {
  const words = t.sequences.coverage
  if (!coverage && !counting) return null
  if (coverage?.state === 'none' && form.kind === 'new' && form.steps.length === 0) return null
  const counted = coverage?.state === 'counted' ? coverage : undefined
  const fallbacks = fallbacksOf(form)
  return (
    <section className="variables" aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>{t.review.variables}</h2>
        <span className="small text-3">
          {!coverage
            ? words.counting
            : coverage.state === 'unread'
              ? words.unread
              : coverage.state === 'none' || coverage.variables.length === 0
                ? words.none
                : t.review.variablesOf(coverage.leads)}
          {coverage && counting && ` ${words.counting}`}
        </span>
      </header>
      {counted && counted.variables.length > 0 && (
        <div className="variable-chips">
          {counted.variables.map((variable) => (
            <Chip
              key={variable.name}
              variable={variable}
              leads={counted.leads}
              form={form}
              fallback={fallbacks.get(variable.name)}
              open={open}
              onToggle={() => onOpen(!open)}
            />
          ))}
        </div>
      )}
      {counted && open && counted.variables.length > 0 && (
        <div id={id} className="card">
          <CoverageTable coverage={counted} form={form} listId={listId} workspaceId={workspaceId} />
        </div>
      )}
    </section>
  )
}

type ChipProps = {
  variable: CoveredVariable
  leads: number
  form: PlanForm
  fallback: string | undefined
  open: boolean
  onToggle: () => void
}

function Chip({ variable, leads, form, fallback, open, onToggle }: ChipProps) {
  const { name, faults, bare, unknown } = variable
  const share = leads === 0 ? 0 : (leads - faults.blank) / leads
  const notes = notesOf(variable, form, fallback)
  return (
    <button
      type="button"
      className="variable-chip"
      data-bad={(unknown && bare) || undefined}
      data-low={share < 0.9 || undefined}
      aria-expanded={open}
      aria-controls={open ? id : undefined}
      title={notes === '' ? name : `${name}: ${notes}`}
      onClick={onToggle}
    >
      <b className="ellipsis">{name}</b>
      {!unknown && <span className="tabular">{formatShare(share)}</span>}
      {notes !== '' && <span className="text-2 ellipsis">{notes}</span>}
      <span className="variable-fill" style={{ width: `${(unknown ? 0 : share) * 100}%` }} aria-hidden />
    </button>
  )
}

/** Describes what happens to leads without the variable. */
function notesOf({ name, faults, bare, unknown }: CoveredVariable, form: PlanForm, fallback: string | undefined) {
  const words = t.sequences.coverage
  const rule = form.fill.find(({ variable }) => variable === name)
  if (rule) return t.review.filledWith(rule.value)
  if (unknown) return bare ? words.unknown : fallback === undefined ? words.hasFallback : t.review.filledWith(fallback)
  const notes: string[] = []
  if (faults.blank > 0) {
    const isOut = !form.sendBlanks || form.leaveOut.some((each) => each.variable === name && each.fault === 'blank')
    if (!bare) notes.push(fallback === undefined ? words.hasFallback : t.review.filledWith(fallback))
    else if (isOut) notes.push(t.review.blanksSkipped(faults.blank))
    else notes.push(words.faultOf(formatNumber(faults.blank), words.faults.blank))
  }
  const others = Object.entries(faults).filter(([fault, count]) => fault !== 'blank' && count > 0)
  for (const [fault, count] of others)
    notes.push(words.faultOf(formatNumber(count), words.faults[fault as keyof typeof faults]))
  return notes.join(', ')
}

/** Returns the fallback of each variable in a new campaign's emails; the first one if there are several. */
function fallbacksOf(form: PlanForm): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  if (form.kind !== 'new') return found
  for (const token of textsOfForms(form.steps).flatMap((text) => readCopy(text)))
    if (token.kind === 'variable' && token.fallback && !found.has(token.name)) found.set(token.name, token.fallback)
  return found
}
