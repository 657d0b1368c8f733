import { useState } from 'react'
import type { ExportChoices, MailboxChoice } from '#shared/contract/exports/exports.ts'
import { t } from '../../core/lib/texts.ts'
import { Dot } from '../../core/ui/badge.tsx'
import { Field, SearchInput, TextInput } from '../../core/ui/field.tsx'
import { Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { mailboxTone } from './campaign-state.ts'
import { accountsOf, type PlanForm, type PlanProblem, unusable } from './plan-form.ts'

type Props = {
  form: PlanForm
  edit: (change: Partial<PlanForm>) => void
  problems: readonly PlanProblem[]
  choices: ExportChoices | undefined
}

/** Which accounts send, and how much they may send. */
export function AccountsCard({ form, edit, problems, choices }: Props) {
  const words = t.exports.plan
  const all = choices?.mailboxes ?? []
  const chosen = new Set(accountsOf(form, choices))
  const left = new Set(unusable(form, choices).map(({ email }) => email))
  const there = new Set(all.map(({ email }) => email))
  const wanted = form.accounts ?? form.lastAccounts ?? []
  const gone = choices && all.length > 0 ? wanted.filter((email) => !there.has(email)).length : 0
  return (
    <Card
      title={words.accounts}
      meta={all.length > 0 ? `${words.accountsMeta(chosen.size, all.length)}, ${limitWords(all, chosen)}` : undefined}
    >
      <div className="stack plan-tight">
        {all.length > 0 && (
          <Accounts all={all} chosen={chosen} left={left} onChoose={(accounts) => edit({ accounts })} />
        )}
        {choices && all.length === 0 && <Note tone="warn">{words.accountsEmpty}</Note>}
        {!choices && <p className="text-3">{words.accountsUnread}</p>}
        {gone > 0 && <Note>{words.accountsGone(gone)}</Note>}
        <div className="plan-limit">
          <Field
            label={words.dailyLimit}
            hint={words.dailyLimitHint}
            error={problems.includes('limit_wrong') ? words.dailyLimitWrong : undefined}
          >
            <TextInput inputMode="numeric" value={form.dailyLimit} onChange={(dailyLimit) => edit({ dailyLimit })} />
          </Field>
        </div>
      </div>
    </Card>
  )
}

/** Returns how much the chosen accounts may send together; unknown if any account's limit is missing. */
function limitWords(all: readonly MailboxChoice[], chosen: ReadonlySet<string>): string {
  const own = all.filter((mailbox) => chosen.has(mailbox.email))
  if (own.some((mailbox) => mailbox.dailyLimit === null)) return t.exports.plan.accountsLimitUnknown
  return t.exports.plan.accountsLimit(own.reduce((sum, mailbox) => sum + (mailbox.dailyLimit ?? 0), 0))
}

type ListProps = {
  all: readonly MailboxChoice[]
  chosen: ReadonlySet<string>
  /** Accounts left out because they cannot send. */
  left: ReadonlySet<string>
  onChoose: (accounts: readonly string[]) => void
}

function Accounts({ all, chosen, left, onChoose }: ListProps) {
  const words = t.exports.plan
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const shown = all.filter(({ email, name }) => `${email} ${name}`.toLowerCase().includes(wanted))
  const state = chosen.size === 0 ? false : all.every(({ email }) => chosen.has(email)) ? true : 'mixed'
  const toggle = (email: string, on: boolean) =>
    onChoose(all.map((each) => each.email).filter((each) => (each === email ? on : chosen.has(each))))
  return (
    <div className="accounts">
      <div className="accounts-head">
        <Checkbox
          label={words.accountsAll}
          checked={state}
          onChange={(on) => onChoose(on ? all.map(({ email }) => email) : [])}
        />
        {all.length > 8 && (
          <div className="push accounts-search">
            <SearchInput placeholder={words.accountsSearch} value={typed} onChange={setTyped} />
          </div>
        )}
      </div>
      <ul className="accounts-list" aria-label={words.accounts}>
        {shown.map((mailbox) => (
          <li key={mailbox.email} className="account" title={`${mailbox.email} ${mailbox.name}`.trim()}>
            <Checkbox
              label={mailbox.email}
              checked={chosen.has(mailbox.email)}
              onChange={(on) => toggle(mailbox.email, on)}
            />
            <span className="text-3 small ellipsis account-name">{mailbox.name}</span>
            <span className="row small account-state">
              <Dot tone={mailboxTone(mailbox.status)} />
              {left.has(mailbox.email)
                ? t.review.notUsed(t.exports.mailboxState(mailbox.status))
                : t.exports.mailboxState(mailbox.status)}
            </span>
            <span className="num small account-limit">
              {mailbox.dailyLimit === null ? '–' : words.perDay(mailbox.dailyLimit)}
            </span>
          </li>
        ))}
        {shown.length === 0 && <li className="text-3 account">{t.ui.nothingFound}</li>}
      </ul>
    </div>
  )
}
