import { useState } from 'react'
import type { ExportChoices, ExportGuard, ExportPlan } from '#shared/contract/exports.ts'
import type { PracticeLook } from '#shared/contract/practice.ts'
import { withoutOptOut } from '#shared/domain/copy/sequence.ts'
import { type Hint, hintsOf } from '#shared/domain/practice/practice.ts'
import type { ListId } from '#shared/ids.ts'
import { formatNumber, formatShare } from '../../lib/format.ts'
import { t } from '../../lib/texts.ts'
import { Note } from '../../ui/note.tsx'
import { sequenceStepsOf } from '../copy/step-form.ts'
import { CompanyDialog } from './company-dialog.tsx'
import { accountsOf, type PlanForm } from './plan-form.ts'
import type { TargetCampaign } from './use-practice.ts'

type Props = {
  plan: Pick<ExportPlan, 'ready' | 'exportsBefore'> & { readonly listId: ListId }
  guard: ExportGuard | undefined
  form: PlanForm
  choices: ExportChoices | undefined
  practice: PracticeLook | undefined
  campaign: TargetCampaign
}

/** What good practice would mind, each with what to do and where it is from. Nothing of it stops the export. */
export function PracticeNote({ plan, guard, form, choices, practice, campaign }: Props) {
  const words = t.practice
  const [companies, setCompanies] = useState(false)
  const isNew = form.kind === 'new'
  const into = isNew ? null : (practice?.campaign ?? null)
  const chosen = new Set(isNew ? accountsOf(form, choices) : into?.senders)
  const elsewhere = guard?.held.find(({ gate }) => gate === 'other_client')?.count ?? 0
  const hints = hintsOf({
    leads: plan.ready,
    accounts: (choices?.mailboxes ?? []).filter(({ email }) => chosen.has(email)),
    earlier: plan.exportsBefore,
    alsoElsewhere: form.holdOtherClients ? 0 : elsewhere,
    tracks: isNew ? null : into?.opens === true || into?.clicks === true,
    noOptOut: isNew ? withoutOptOut(sequenceStepsOf(form.steps)) : (into?.noOptOut ?? 0),
    look: practice
      ? {
          leads: practice.leads,
          unverified: practice.verification.unknown + practice.verification.unverified,
          bounces: practice.bounces,
          companies: form.holdOtherCompanies ? 0 : practice.companies.leads,
        }
      : null,
  })
  if (hints.length === 0 && !companies) return null
  return (
    <Note title={words.title}>
      <ul className="practice">
        {hints.map((hint) => {
          const { todo, source } = words.kinds[hint.kind]
          return (
            <li key={hint.kind}>
              <b>{whatOf(hint, practice?.companies.days ?? 0)}</b>
              <p className="small">
                {hint.kind === 'bounces' && `${howOf(hint.guess)} `}
                {todo}{' '}
                {hint.kind === 'company_elsewhere' && (
                  <>
                    <button type="button" className="link" onClick={() => setCompanies(true)}>
                      {t.exportHistory.company.show}
                    </button>{' '}
                  </>
                )}
                <span className="text-3">{words.source(source)}</span>
              </p>
            </li>
          )
        })}
      </ul>
      {companies && (
        <CompanyDialog listId={plan.listId} form={form} campaign={campaign} onClose={() => setCompanies(false)} />
      )}
    </Note>
  )
}

function whatOf(hint: Hint, days: number): string {
  const { kinds } = t.practice
  switch (hint.kind) {
    case 'bounces':
      return kinds.bounces.what(hint.guess.leads, formatShare(hint.guess.share))
    case 'unverified':
      return kinds.unverified.what(hint.leads, formatShare(hint.share))
    case 'company_elsewhere':
      return kinds.company_elsewhere.what(hint.leads, days)
    case 'first_is_big':
    case 'also_elsewhere':
      return kinds[hint.kind].what(hint.leads)
    case 'no_opt_out':
      return kinds.no_opt_out.what(hint.mails)
    default:
      return kinds[hint.kind].what(hint.accounts)
  }
}

/** How the bounces were counted. */
const howOf = ({ by, bounced, people }: Extract<Hint, { kind: 'bounces' }>['guess']): string =>
  t.practice.kinds.bounces.how[by](formatNumber(bounced), formatNumber(people))
