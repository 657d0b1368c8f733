import { Copy, SendHorizontal, Terminal } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { AskAnswer } from '#shared/contract/clients/ask.ts'
import { type AskField, askOperations, buildAskRequest, curlOf } from '#shared/domain/clients/ask-operations.ts'
import type { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { formatDuration, t } from '../../core/lib/texts.ts'
import { copyText } from '../../core/stores/copy.ts'
import { useCurrentWorkspaceId, useWorkspaces } from '../../core/stores/workspaces.ts'
import { Button } from '../../core/ui/button.tsx'
import { Field, Form, TextInput } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { Select } from '../../core/ui/select.tsx'
import { Diagnostics } from './diagnostics.tsx'

/** Sends read-only requests to Instantly and shows the answers. `callId`: a logged call to repeat. */
export function AskPage({ callId = null }: { callId?: number | null }) {
  const words = t.ask
  const workspaces = useWorkspaces() ?? []
  const current = useCurrentWorkspaceId()
  const again = useQuery('ask.ofCall', callId === null ? null : { callId })
  const [client, setClient] = useState<WorkspaceId | null>(null)
  const [id, setId] = useState('GET /workspaces/current')
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [answer, setAnswer] = useState<AskAnswer | null>(null)
  const known = again.data
  useEffect(() => {
    if (!known) return
    setClient(known.workspaceId)
    setId(known.operation)
    setValues(known.values)
  }, [known])
  const workspaceId = client ?? current ?? workspaces[0]?.id ?? null
  const operation = askOperations.find((one) => one.id === id)
  const asking = operation ? buildAskRequest(operation, values) : null
  const ready = asking !== null && !('field' in asking)
  const send = useAction(async () => {
    if (workspaceId === null) return
    setAnswer(null)
    setAnswer(await call('ask.send', { workspaceId, operation: id, values }))
  })
  const labelOf = ({ name, required, kind }: AskField) =>
    `${name}${kind === 'list' ? ` (${words.list})` : ''}${required ? '' : ` · ${words.optional}`}`
  return (
    <Diagnostics view="ask" meta={words.meta}>
      <div className="ask-columns">
        <Card>
          <Form className="stack" onSubmit={() => ready && send.run()}>
            {callId !== null && known === null && <Note tone="warn">{words.gone}</Note>}
            {known && <Note>{words.noQueries}</Note>}
            {workspaces.length > 1 && (
              <Field label={words.client}>
                <Select
                  value={workspaceId}
                  options={workspaces.map((one) => ({ value: one.id, label: one.name }))}
                  onChange={setClient}
                />
              </Field>
            )}
            <Field label={words.operation}>
              <Select
                value={id}
                searchable
                options={askOperations.map((one) => ({ value: one.id, label: one.id }))}
                onChange={(next) => {
                  setId(next)
                  setValues({})
                  setAnswer(null)
                }}
              />
            </Field>
            {operation?.fields.map((field) => (
              <Field key={field.name} label={labelOf(field)}>
                <TextInput
                  value={values[field.name] ?? ''}
                  onChange={(value) => setValues({ ...values, [field.name]: value })}
                  maxLength={4_000}
                />
              </Field>
            ))}
            <div className="row ask-acts">
              <Button
                label={words.send}
                type="submit"
                variant="primary"
                icon={SendHorizontal}
                busy={send.busy}
                disabled={!ready || workspaceId === null}
              />
              <Button
                label={words.copyCurl}
                icon={Terminal}
                disabled={!ready}
                onClick={() => ready && copyText(curlOf(asking))}
              />
            </div>
          </Form>
        </Card>
        <Answer answer={answer} sending={send} />
      </div>
    </Diagnostics>
  )
}

type AnswerProps = { answer: AskAnswer | null; sending: { readonly error: AppError | null; readonly busy: boolean } }

function Answer({ answer, sending }: AnswerProps) {
  const words = t.ask
  return (
    <Card
      title={words.answer}
      meta={answer ? words.status(answer.status, formatDuration(answer.ms)) : undefined}
      actions={
        answer ? <Button label={words.copy} size="s" icon={Copy} onClick={() => copyText(answer.text)} /> : undefined
      }
    >
      {sending.error && <ErrorNote error={sending.error} />}
      {answer ? (
        <>
          {answer.cut && <Note tone="warn">{words.cut}</Note>}
          <Scrolls as="pre" className="ask-answer mono small selectable" role="region" aria-label={words.answer}>
            {answer.text}
          </Scrolls>
        </>
      ) : (
        !sending.error && <p className="text-3">{sending.busy ? words.asking : words.none}</p>
      )}
    </Card>
  )
}
