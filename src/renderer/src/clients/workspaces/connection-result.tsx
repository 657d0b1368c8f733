import './workspaces.css'
import { Check, CircleAlert, CircleDashed } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ConnectionTest } from '#shared/contract/clients/workspaces.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { Icon, type LucideIcon } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { unanswered } from './key-state.ts'

const figure = (value: number | null): string => (value === null ? t.connect.notTold : formatNumber(value))

function contacts(test: ConnectionTest): string {
  if (test.contactsLeft === null) return t.connect.notTold
  if (test.contactsLimit === null) return formatNumber(test.contactsLeft)
  return t.connect.contactsOf(formatNumber(test.contactsLeft), formatNumber(test.contactsLimit))
}

/** Results of a connection test: workspace, plan, contacts, mailboxes, and the scopes by name. */
export function ConnectionResult({ test, onAgain }: { test: ConnectionTest; onAgain?: () => void }) {
  const of = (state: 'present' | 'missing' | 'untested') => test.scopes.filter((scope) => scope.state === state)
  const missing = of('missing')
  const untested = of('untested')
  return (
    <div className="stack-3" aria-live="polite">
      {test.ok ? (
        <Note tone={missing.length > 0 ? 'warn' : 'ok'} title={t.connect.worksTitle(test.remoteName ?? 'Instantly')}>
          {missing.length > 0 ? t.connect.missingTitle(missing.length) : t.connect.worksText}
        </Note>
      ) : (
        test.problem && (
          <ErrorNote
            error={{
              code: test.problem,
              data: { scope: missing.map((each) => each.scope).join(', '), belongsTo: test.remoteName },
            }}
            onAction={unanswered(test) ? onAgain : undefined}
          />
        )
      )}
      {(test.ok || test.remoteName) && (
        <DefinitionList
          rows={[
            // A key that works is introduced by the workspace's name.
            ...(test.ok ? [] : [{ term: t.connect.workspace, value: test.remoteName ?? t.connect.notTold }]),
            { term: t.connect.plan, value: test.planName ?? t.connect.notTold },
            { term: t.connect.contacts, value: <span className="tabular">{contacts(test)}</span> },
            { term: t.connect.mailboxes, value: <span className="tabular">{figure(test.mailboxCount)}</span> },
          ]}
        />
      )}
      {test.joins && <Note tone="info">{t.connect.joins(test.joins.name)}</Note>}
      {missing.length > 0 && (
        <Scopes icon={CircleAlert} tone="is-bad" title={t.connect.missingText} scopes={missing} open />
      )}
      {untested.length > 0 && (
        <Scopes icon={CircleDashed} tone="text-3" title={t.connect.untestedTitle(untested.length)} scopes={untested} />
      )}
      {of('present').length > 0 && (
        <Scopes icon={Check} tone="is-ok" title={t.connect.presentTitle(of('present').length)} scopes={of('present')} />
      )}
    </div>
  )
}

type ScopesProps = {
  icon: LucideIcon
  tone: string
  title: ReactNode
  scopes: ConnectionTest['scopes']
  open?: boolean
}

function Scopes({ icon, tone, title, scopes, open }: ScopesProps) {
  return (
    <details className="scopes" open={open}>
      <summary>{title}</summary>
      <ul>
        {scopes.map((each) => (
          <li key={each.scope}>
            <Icon of={icon} size={14} className={tone} />
            <span className="mono small selectable">{each.scope}</span>
            <span className="text-3 small">{t.connect.neededFor(each.neededFor)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
