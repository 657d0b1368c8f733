import { X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { Fate } from '#shared/contract/exports.ts'
import type { LeadDetail } from '#shared/contract/lists.ts'
import type { LeadId } from '#shared/ids.ts'
import { fateWords, gateWords } from '#shared/texts/ledger-csv-en.ts'
import { formatNumber } from '../../lib/format.ts'
import { useShortcut } from '../../lib/keyboard.ts'
import { t } from '../../lib/texts.ts'
import { useQuery } from '../../lib/use-query.ts'
import { useKept } from '../../lib/use-settled.ts'
import { Badge } from '../../ui/badge.tsx'
import { DefinitionList } from '../../ui/definition-list.tsx'
import { ErrorNote } from '../../ui/error-note.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Link } from '../../ui/link.tsx'
import { Time } from '../../ui/time.tsx'
import { fieldRows, variableRows } from './lead-values.ts'

const words = t.lists.lead

/** All that is known of one lead, beside the table. It follows the rows while open. */
export function LeadPanel({ leadId, onClose }: { leadId: LeadId; onClose: () => void }) {
  const asked = useQuery('lists.lead', { leadId }, ['lists', 'exports'])
  const lead = useKept(asked.data)
  useShortcut('escape', onClose)
  const name = lead ? [lead.firstName, lead.lastName].filter(Boolean).join(' ') || lead.email : null
  return (
    <aside className="card lead-panel" aria-label={words.panel}>
      <header className="lead-panel-head">
        <div className="grow">
          <h2 className="ellipsis" title={name ?? undefined}>
            {name ?? t.lists.list.noName}
          </h2>
          <p className="text-2 small ellipsis">
            {[lead?.jobTitle, lead?.companyName].filter(Boolean).join(', ') || t.lists.list.noName}
          </p>
        </div>
        <IconButton icon={X} label={words.close} onClick={onClose} />
      </header>
      <div className="lead-panel-body">
        {asked.error && !asked.data && <ErrorNote error={asked.error} />}
        {lead && <Detail lead={lead} />}
      </div>
    </aside>
  )
}

function Detail({ lead }: { lead: LeadDetail }) {
  const variables = variableRows(lead.variables)
  return (
    <>
      <p>
        {lead.gate === 'ready' ? (
          <Badge tone="ok">{words.readyText}</Badge>
        ) : (
          <Badge tone="warn">{words.heldText(gateWords[lead.gate])}</Badge>
        )}
      </p>
      <Part title={words.fields}>
        <DefinitionList rows={fieldRows(lead)} />
      </Part>
      {variables.length > 0 && (
        <Part title={words.variables}>
          <DefinitionList rows={variables} />
        </Part>
      )}
      {lead.otherEmails.length > 0 && (
        <Part title={words.otherEmails}>
          <ul className="selectable lead-others">
            {lead.otherEmails.map((email) => (
              <li key={email}>{email}</li>
            ))}
          </ul>
          <p className="text-3 small">{words.otherEmailsText}</p>
        </Part>
      )}
      <Part title={words.sentTo}>
        {lead.exports.length === 0 ? <p className="text-3">{words.notSent}</p> : <SentTo lead={lead} />}
      </Part>
      <Part title={words.source}>
        <DefinitionList
          rows={[
            { term: words.file, value: lead.source.fileName },
            { term: words.row, value: formatNumber(lead.source.rowNumber) },
            { term: words.imported, value: <Time iso={lead.source.importedAt} /> },
            {
              term: words.hash,
              value: (
                <span className="mono small" title={lead.source.sha256}>
                  {lead.source.sha256.slice(0, 16)}…
                </span>
              ),
            },
          ]}
        />
      </Part>
      <Part title={words.original}>
        <dl className="original">
          {lead.original.map(({ header, cell }, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- columns of a file may share a name
            <div key={at} className="original-row">
              <dt title={header}>{header || words.noHeader(at + 1)}</dt>
              <dd className={cell ? 'selectable' : 'text-3'}>{cell || words.emptyCell}</dd>
            </div>
          ))}
        </dl>
      </Part>
    </>
  )
}

const fateWord = (fate: string): string => fateWords[fate as Fate] ?? fate

function SentTo({ lead }: { lead: LeadDetail }) {
  return (
    <ul className="stack lead-sent">
      {lead.exports.map((sent) => (
        <li key={sent.exportId}>
          <Link to={`/exports/${sent.exportId}`}>{sent.campaignName}</Link>
          <span className="text-2 small">
            {fateWord(sent.fate)}, <Time iso={sent.at} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="lead-part" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  )
}
