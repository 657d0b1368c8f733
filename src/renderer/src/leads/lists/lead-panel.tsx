import { Pencil } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import type { RowOutcome } from '#shared/contract/exports/exports.ts'
import type { LeadDetail, OriginalCell } from '#shared/contract/leads/lists.ts'
import type { LeadId, ListId } from '#shared/ids.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { formatNumber, t } from '../../core/lib/texts.ts'
import { usePreviousData } from '../../core/lib/use-debounced.ts'
import { Badge } from '../../core/ui/badge.tsx'
import { IconButton, Link } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote } from '../../core/ui/note.tsx'
import { SidePanel } from '../../core/ui/side-panel.tsx'
import { Time } from '../../core/ui/time.tsx'
import { OptOutLine } from '../opt-outs/opt-out-line.tsx'
import { LeadTimeline } from '../slots.ts'
import { EditLeadDialog } from './edit-lead-dialog.tsx'
import { fieldRows, variableRows } from './lead-values.ts'

/** All details of one lead, beside the table. It follows row selection while open. */
export function LeadPanel(props: {
  listId: ListId
  leadId: LeadId
  onClose: () => void
  onMoved: (leadId: LeadId) => void
}) {
  const { listId, leadId, onClose, onMoved } = props
  const [editing, setEditing] = useState(false)
  const asked = useQuery('lists.lead', { leadId })
  const lead = usePreviousData(asked.data)
  const name = lead ? [lead.firstName, lead.lastName].filter(Boolean).join(' ') || lead.email : null
  return (
    <>
      <SidePanel
        className="lead-panel"
        label={t.lists.lead.panel}
        title={name ?? t.lists.list.noName}
        text={[lead?.jobTitle, lead?.companyName].filter(Boolean).join(', ') || t.lists.list.noName}
        closeLabel={t.lists.lead.close}
        onClose={onClose}
        actions={<IconButton icon={Pencil} label={t.listWork.edit} disabled={!lead} onClick={() => setEditing(true)} />}
      >
        {asked.error && !asked.data && <ErrorNote error={asked.error} onAction={asked.refetch} />}
        {lead && <Detail lead={lead} onOpen={onMoved} />}
      </SidePanel>
      {editing && lead && (
        <EditLeadDialog listId={listId} lead={lead} onClose={() => setEditing(false)} onMoved={onMoved} />
      )}
    </>
  )
}

function Detail({ lead, onOpen }: { lead: LeadDetail; onOpen: (leadId: LeadId) => void }) {
  const words = t.lists.lead
  const variables = variableRows(lead.variables)
  return (
    <>
      <p>
        {lead.gate === 'ready' ? (
          lead.exports.some(({ outcome }) => outcome === 'uploaded') ? (
            <Badge>{words.exportedText}</Badge>
          ) : (
            <Badge tone="ok">{words.readyText}</Badge>
          )
        ) : (
          <Badge tone="warn">{words.heldText(t.ledgerCsv.gates[lead.gate])}</Badge>
        )}
      </p>
      {lead.email !== null && <OptOutLine of={{ leadId: lead.id }} canAdd />}
      {lead.linked && <LinkedLead linked={lead.linked} onOpen={onOpen} />}
      {lead.email !== null && <LeadTimeline of={{ leadId: lead.id }} className="lead-part" />}
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
      {lead.otherClients.length > 0 && (
        <Part title={t.gates.otherClients}>
          <ul className="stack lead-sent">
            {lead.otherClients.map((contact) => (
              <li key={`${contact.exportId} ${contact.workspaceName} ${contact.campaignName}`}>
                <span>{contact.workspaceName}</span>
                <span className="text-2 small">
                  {contact.campaignName}, <Time iso={contact.at} />
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {lead.consent && <Consent consent={lead.consent} />}
      {lead.check && (
        <Part title={t.gates.checkTitle}>
          <p>
            {t.gates.verdicts[lead.check.verdict]}, <Time iso={lead.check.at} />
          </p>
        </Part>
      )}
      <Source lead={lead} />
      <Part title={words.original}>
        <OriginalRow cells={lead.original} />
      </Part>
      {lead.furtherRows.length > 0 && (
        <Part title={words.furtherRows}>
          {lead.furtherRows.map(({ fileName, rowNumber, importedAt, changed, original }) => (
            <details key={`${importedAt} ${rowNumber}`} className="lead-further">
              <summary>
                {fileName}, {t.reImport.row(rowNumber)}, <Time iso={importedAt} />
                <span className="text-3 small">{changed ? words.rowChanged : words.rowSame}</span>
              </summary>
              <OriginalRow cells={original} />
            </details>
          ))}
        </Part>
      )}
    </>
  )
}

const Consent = ({ consent }: { consent: NonNullable<LeadDetail['consent']> }) => (
  <Part title={t.gates.consent}>
    <DefinitionList
      rows={[
        ...(consent.given ? [{ term: t.gates.consentGiven, value: consent.given }] : []),
        ...(consent.source ? [{ term: t.gates.consentSource, value: consent.source }] : []),
        ...(consent.date ? [{ term: t.gates.consentDate, value: consent.date }] : []),
      ]}
    />
    <p className="text-3 small">{t.gates.consentKept}</p>
  </Part>
)

function Source({ lead }: { lead: LeadDetail }) {
  const words = t.lists.lead
  return (
    <Part title={words.source}>
      <DefinitionList
        rows={[
          { term: words.file, value: lead.source.fileName },
          { term: words.row, value: formatNumber(lead.source.rowNumber) },
          { term: words.imported, value: <Time iso={lead.source.importedAt} /> },
          ...(lead.updates.length > 0
            ? [{ term: t.reImport.updatedBy, value: <Updates updates={lead.updates} /> }]
            : []),
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
  )
}

/** A row as it was in its file. */
const OriginalRow = ({ cells }: { cells: readonly OriginalCell[] }) => (
  <dl className="original">
    {cells.map(({ header, cell }, at) => (
      // Columns of a file may have the same name.
      <div key={at} className="original-row">
        <dt title={header}>{header || t.lists.lead.noHeader(at + 1)}</dt>
        <dd className={cell ? 'selectable' : 'text-3'}>{cell || t.lists.lead.emptyCell}</dd>
      </div>
    ))}
  </dl>
)

/** Newer files that changed the lead's values, latest first. */
const Updates = ({ updates }: Pick<LeadDetail, 'updates'>) => (
  <ul>
    {updates.map(({ fileName, rowNumber, importedAt }) => (
      <li key={importedAt}>
        {fileName}, {t.reImport.row(rowNumber)}, <Time iso={importedAt} />
      </li>
    ))}
  </ul>
)

type LinkedProps = { linked: NonNullable<LeadDetail['linked']>; onOpen: (leadId: LeadId) => void }

/** The other lead of the same row: the person behind a business, or a person's business. */
function LinkedLead({ linked, onOpen }: LinkedProps) {
  const words = t.reImport
  return (
    <Part title={words.linkedTitle}>
      <p className="ellipsis">
        <span className="text-2">{words.linked[linked.role]}: </span>
        <button type="button" className="link" onClick={() => onOpen(linked.id)}>
          {linked.email ?? words.noAddress}
        </button>
      </p>
    </Part>
  )
}

const outcomeWord = (outcome: string): string => t.ledgerCsv.outcomes[outcome as RowOutcome] ?? outcome

function SentTo({ lead }: { lead: LeadDetail }) {
  return (
    <ul className="stack lead-sent">
      {lead.exports.map((sent) => (
        <li key={sent.exportId}>
          <Link to={`/exports/${sent.exportId}`}>{sent.campaignName}</Link>
          {sent.target === 'list' && <span className="text-3 small">{t.exportTargets.mark.list}</span>}
          <span className="text-2 small">
            {outcomeWord(sent.outcome)}, <Time iso={sent.at} />
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
