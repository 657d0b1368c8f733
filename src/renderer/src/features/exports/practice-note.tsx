import type { ExportChoices, ExportGuard, ExportPlan } from '#shared/contract/exports.ts'
import { type Hint, hintsOf } from '#shared/domain/practice/practice.ts'
import { t } from '../../lib/texts.ts'
import { Note } from '../../ui/note.tsx'
import { accountsOf, type PlanForm } from './plan-form.ts'

type Props = {
  plan: Pick<ExportPlan, 'ready' | 'exportsBefore'>
  guard: ExportGuard | undefined
  form: PlanForm
  choices: ExportChoices | undefined
}

/** What good practice would mind, each with what to do and where it is from. Nothing of it stops the export. */
export function PracticeNote({ plan, guard, form, choices }: Props) {
  const words = t.practice
  const chosen = new Set(form.kind === 'new' ? accountsOf(form, choices) : [])
  const elsewhere = guard?.held.find(({ gate }) => gate === 'other_client')?.count ?? 0
  const hints = hintsOf({
    leads: plan.ready,
    accounts: (choices?.mailboxes ?? []).filter(({ email }) => chosen.has(email)),
    earlier: plan.exportsBefore,
    alsoElsewhere: form.holdOtherClients ? 0 : elsewhere,
  })
  if (hints.length === 0) return null
  return (
    <Note title={words.title}>
      <ul className="practice">
        {hints.map((hint) => (
          <li key={hint.kind}>
            <b>{words.kinds[hint.kind].what(numberOf(hint))}</b>
            <p className="small">
              {words.kinds[hint.kind].todo}{' '}
              <span className="text-3">{words.source(words.kinds[hint.kind].source)}</span>
            </p>
          </li>
        ))}
      </ul>
    </Note>
  )
}

const numberOf = (hint: Hint): number => ('accounts' in hint ? hint.accounts : hint.leads)
