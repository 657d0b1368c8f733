import { useEffect, useRef } from 'react'
import type { CoveredVariable, ExportCoverage } from '#shared/contract/exports/exports.ts'
import { type LeaveOutRule, type ValueFault, valueFaults } from '#shared/domain/campaigns/copy/coverage.ts'
import { withFallback, withOtherName } from '#shared/domain/campaigns/copy/read-copy.ts'
import type { ListId, WorkspaceId } from '#shared/ids.ts'
import { variantsOf } from '../../campaigns/copy/step-form.ts'
import { go } from '../../core/lib/router.ts'
import { formatNumber, formatShare, t } from '../../core/lib/texts.ts'
import { isFocusLost } from '../../core/lib/use-page-focus.ts'
import { requestRows } from '../../core/stores/requested-rows.ts'
import { Button } from '../../core/ui/button.tsx'
import { Time } from '../../core/ui/time.tsx'
import { Fallback } from './coverage-fallback.tsx'
import { FillCell } from './fill-cell.tsx'
import { editPlan, replacePlan } from './plan-edits.ts'
import type { PlanForm } from './plan-form.ts'

type Props = {
  coverage: ExportCoverage
  form: PlanForm
  listId: ListId
  workspaceId: WorkspaceId
}

/** Table of the copy's variables: how many leads have each, what others would see, and what can be done about it. */
export function CoverageTable({ coverage, form, listId, workspaceId }: Props) {
  const words = t.sequences.coverage
  const isGood = coverage.variables.every((variable) => troubles(variable).length === 0 && !variable.unknown)
  return (
    <>
      <table className="plain-table coverage" aria-label={words.table}>
        <thead>
          <tr>
            <th scope="col">{words.variable}</th>
            <th scope="col">{words.filled}</th>
            <th scope="col">{words.trouble}</th>
          </tr>
        </thead>
        <tbody>
          {coverage.variables.map((variable) => (
            <Row
              key={variable.name}
              variable={variable}
              leads={coverage.leads}
              form={form}
              listId={listId}
              workspaceId={workspaceId}
              names={coverage.names}
            />
          ))}
        </tbody>
      </table>
      {isGood && <p className="coverage-note small text-3">{words.allGood}</p>}
      {coverage.copyAt && (
        <p className="coverage-note small text-3">
          {words.copyAt} <Time iso={coverage.copyAt} />
        </p>
      )}
    </>
  )
}

const troubles = (variable: CoveredVariable): readonly ValueFault[] =>
  valueFaults.filter((fault) => variable.faults[fault] > 0 && (fault !== 'blank' || variable.bare))

type RowProps = {
  variable: CoveredVariable
  leads: number
  form: PlanForm
  listId: ListId
  workspaceId: WorkspaceId
  names: readonly string[]
}

function Row({ variable, leads, form, listId, workspaceId, names }: RowProps) {
  const words = t.sequences.coverage
  const { name, written, faults, bare, unknown, nearest } = variable
  const filled = leads - faults.blank
  const share = leads === 0 ? 0 : filled / leads
  const isNew = form.kind === 'new'
  const own = new Set(names)
  const rewrite = (change: (text: string) => string, what: () => string) => {
    const after: PlanForm = {
      ...form,
      steps: form.steps.map((step) => {
        const [first, ...others] = variantsOf(step).map(({ subject, body }) => ({
          subject: change(subject),
          body: change(body),
        }))
        return { ...step, ...first, others }
      }),
    }
    replacePlan(listId, form, after, what)
  }
  const rename = (to: string) =>
    rewrite(
      (text) => written.reduce((now, from) => withOtherName(now, from, to), text),
      () => words.renameAct,
    )
  const show = (fault: ValueFault) => {
    const column = variable.column
    requestRows(listId, [
      fault === 'blank' ? { column, op: 'empty', value: '' } : { column, op: 'fault', value: fault },
    ])
    go(`/lists/${listId}`)
  }
  const found = troubles(variable)
  const row = useRef<HTMLTableRowElement>(null)
  const wasBare = useRef(bare)
  // Setting a fallback removes its field, so the focus moves to the next one.
  useEffect(() => {
    const isSet = wasBare.current && !bare
    wasBare.current = bare
    if (!isSet || !isFocusLost()) return
    const next = row.current?.closest('table')?.querySelector('.coverage-fallback')?.querySelector('input')
    if (next) next.focus()
    else row.current?.focus()
  }, [bare])
  return (
    <tr ref={row} data-problem={unknown && bare ? true : undefined} tabIndex={-1}>
      <th scope="row">
        <code className={unknown && bare ? 'copy-blank' : 'copy-value'}>{name}</code>
      </th>
      <td className="coverage-filled">
        {unknown ? (
          <span className={bare ? 'coverage-bad' : 'text-3'}>{words.unknown}</span>
        ) : (
          <>
            <span className="coverage-bar" aria-hidden>
              <span style={{ width: `${share * 100}%` }} data-low={share < 0.9 || undefined} />
            </span>
            <span className="tabular">{formatShare(share)}</span>
          </>
        )}
      </td>
      <td>
        <div className="coverage-todo">
          {unknown && nearest !== null && isNew && (
            <Button label={words.takeNearest(nearest)} size="s" onClick={() => rename(nearest)} />
          )}
          {!bare && faults.blank > 0 && <span className="text-3 small">{words.hasFallback}</span>}
          {!unknown &&
            found.map((fault) => (
              <Fault
                key={fault}
                name={name}
                fault={fault}
                count={faults[fault]}
                form={form}
                listId={listId}
                onShow={() => show(fault)}
              />
            ))}
          {bare && !isNew && (faults.blank > 0 || unknown) && (
            <FillCell variable={variable} form={form} listId={listId} workspaceId={workspaceId} names={names} />
          )}
          {bare && isNew && (faults.blank > 0 || unknown) && (
            <Fallback
              name={name}
              onSet={(fallback) =>
                rewrite(
                  (text) => withFallback(text, { name, fallback }, own),
                  () => words.fallbackAct,
                )
              }
            />
          )}
        </div>
      </td>
    </tr>
  )
}

type FaultProps = {
  name: string
  fault: ValueFault
  count: number
  form: PlanForm
  listId: ListId
  onShow: () => void
}

/** One kind of fault in a value: its rows, and whether they are left out. */
function Fault({ name, fault, count, form, listId, onShow }: FaultProps) {
  const words = t.sequences.coverage
  const word = words.faults[fault]
  const isRule = (rule: LeaveOutRule) => rule.variable === name && rule.fault === fault
  // Leads with blanks are left out by default; one switch includes all of them.
  const isBlankOut = fault === 'blank' && !form.sendBlanks
  const out = isBlankOut || form.leaveOut.some(isRule)
  const set = (leaveOut: readonly LeaveOutRule[]) => editPlan(listId, { ...form, leaveOut })
  return (
    <span className="coverage-fault">
      <button
        type="button"
        className="coverage-link tabular"
        aria-label={words.show(formatNumber(count), name, word)}
        onClick={onShow}
      >
        {words.faultOf(formatNumber(count), word)}
      </button>
      {out && <span className="text-3 small">{words.leftOut}</span>}
      <button
        type="button"
        className="button button-quiet button-s"
        aria-label={out ? words.takeInNamed(name, word) : words.leaveOutNamed(name, word)}
        onClick={() =>
          isBlankOut
            ? editPlan(listId, { ...form, sendBlanks: true })
            : set(out ? form.leaveOut.filter((rule) => !isRule(rule)) : [...form.leaveOut, { variable: name, fault }])
        }
      >
        {out ? words.takeIn : words.leaveOut}
      </button>
    </span>
  )
}
