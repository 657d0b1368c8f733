import type { ModelRequest } from '#shared/contract/inbox/inbox-model.ts'
import { useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { useWorkspaces } from '../../core/stores/workspaces.ts'
import { Badge, type Tone } from '../../core/ui/badge.tsx'
import { column } from '../../core/ui/column.ts'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Time } from '../../core/ui/time.tsx'

const tones: Readonly<Record<ModelRequest['state'], Tone>> = { sent: 'info', done: 'ok', failed: 'bad' }

/** How much was sent to language models, and the latest requests. Their text is not stored. */
export function ModelRecordView() {
  const words = t.inboxModel
  const record = useQuery('inboxModel.record', {}).data
  const clients = new Map((useWorkspaces() ?? []).map(({ id, name }) => [id, name]))
  if (!record) return null
  const { last } = record
  return (
    <>
      <h3>{words.record}</h3>
      {last.length === 0 ? (
        <p className="text-3">{words.recordNone}</p>
      ) : (
        <>
          <p className="text-2 tabular">
            {words.recordSums(record.requests, record.characters)}
            <br />
            {words.recordRecent(record.recentRequests, record.recentCharacters)}
            {record.recentTokens.sent > 0 && (
              <>
                <br />
                {words.recordTokens(record.recentTokens.sent, record.recentTokens.answered)}
              </>
            )}
          </p>
          <PlainTable<ModelRequest>
            label={words.record}
            rows={last.slice(0, 10)}
            rowId={(row) => row.id}
            columns={[
              column('at', words.at, { width: 116 }, (row) => <Time iso={row.at} />),
              column('use', words.use, { width: 148 }, (row) => words.uses[row.use]),
              column('client', words.client, { quiet: true }, (row) =>
                row.workspaceId === null ? '–' : (clients.get(row.workspaceId) ?? '–'),
              ),
              column('characters', words.characters, { width: 92, align: 'right' }, (row) =>
                words.signs(row.characters),
              ),
              column('outcome', words.outcome, { width: 132 }, (row) => (
                <span title={row.problem === null ? undefined : t.errors[row.problem]({}).what}>
                  <Badge tone={tones[row.state]}>{words.outcomes[row.state]}</Badge>
                </span>
              )),
            ]}
          />
        </>
      )}
    </>
  )
}
