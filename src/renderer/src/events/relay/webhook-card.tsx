import { Send } from 'lucide-react'
import { useState } from 'react'
import type { RelayState, WebhookByHand, WebhookState } from '#shared/contract/events/relay.ts'
import { fromWire } from '#shared/errors.ts'
import { call, useAction } from '../../core/lib/backend.ts'
import { formatWhen, t } from '../../core/lib/texts.ts'
import { copyText } from '../../core/stores/copy.ts'
import { showToast } from '../../core/stores/toasts.ts'
import { Badge, type Tone } from '../../core/ui/badge.tsx'
import { Button } from '../../core/ui/button.tsx'
import { DefinitionList } from '../../core/ui/definition-list.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Card } from '../../core/ui/page.tsx'
import { Time } from '../../core/ui/time.tsx'
import { isThere } from './webhook-states.ts'

const tones: Readonly<Record<WebhookState, Tone>> = {
  none: 'quiet',
  creating: 'warn',
  active: 'ok',
  disabled: 'bad',
  differs: 'bad',
  gone: 'bad',
  refused: 'warn',
}

/** The webhook at Instantly: register, test or reactivate it, or create it by hand. */
export function WebhookCard({ state }: { state: RelayState }) {
  const words = t.relay
  const { workspaceId, webhook } = state
  const register = useAction(() => call('relay.register', { workspaceId }))
  const check = useAction(() => call('relay.checkWebhook', { workspaceId }))
  const test = useAction(() => call('relay.test', { workspaceId }))
  const resume = useAction(async () => {
    await call('relay.resumeWebhook', { workspaceId })
    showToast(words.resumed)
  })
  const there = isThere(webhook.state)
  const disabled = {
    title: webhook.errorAt ? words.disabledAt(formatWhen(webhook.errorAt)) : words.webhookStates.disabled,
    text: words.disabledText,
    button: words.resume,
    act: resume,
  }
  const differs = { title: words.differsTitle, text: words.differsText, button: words.registerAgain, act: register }
  const mend = webhook.state === 'disabled' ? disabled : webhook.state === 'differs' ? differs : null
  const failed = [register, check, test, resume].find(({ error }) => error)
  return (
    <Card
      title={words.webhookTitle}
      actions={
        <>
          <Button label={words.check} size="s" action={check} />
          {there && <Button label={words.test} size="s" icon={Send} action={test} />}
        </>
      }
    >
      <div className="stack">
        <p className="text-2">{words.webhookText}</p>
        <DefinitionList
          rows={[
            {
              term: words.state,
              value: <Badge tone={tones[webhook.state]}>{words.webhookStates[webhook.state]}</Badge>,
            },
            ...(webhook.since ? [{ term: words.since, value: <Time iso={webhook.since} /> }] : []),
            { term: words.checked, value: webhook.checkedAt ? <Time iso={webhook.checkedAt} as="ago" /> : words.never },
          ]}
        />
        {mend && (
          <Note
            tone="bad"
            title={mend.title}
            action={<Button label={mend.button} variant="primary" size="s" action={mend.act} />}
          >
            {mend.text}
          </Note>
        )}
        {!there && (
          <div className="row">
            <Button
              label={webhook.state === 'gone' || webhook.state === 'refused' ? words.registerAgain : words.register}
              variant="primary"
              action={register}
            />
          </div>
        )}
        {webhook.problem && <ErrorNote error={fromWire(webhook.problem)} />}
        {failed?.error && <ErrorNote error={failed.error} onAction={failed.run} />}
        <ByHand state={state} />
      </div>
    </Card>
  )
}

/** Steps, address and secret; the secret is loaded on click and dropped when hidden. */
function ByHand({ state: { workspaceId, webhook } }: { state: RelayState }) {
  const words = t.relay
  const [shown, setShown] = useState<WebhookByHand | null>(null)
  const reveal = useAction(async () => setShown(await call('relay.byHand', { workspaceId })))
  const refused = webhook.state === 'refused'
  return (
    <details className="relay-by-hand" open={refused || undefined}>
      <summary>{words.byHandTitle}</summary>
      <div className="stack">
        {refused && <p>{words.refusedText}</p>}
        <ol className="relay-steps">
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className="text-3 small">{words.byHandText}</p>
        {shown ? (
          <>
            <DefinitionList
              rows={[
                { term: words.url, value: <Copied text={shown.url} /> },
                { term: words.headerName, value: <Copied text={shown.headerName} /> },
                { term: words.headerValue, value: <Copied text={shown.headerValue} /> },
              ]}
            />
            <div className="row">
              <Button label={words.hide} size="s" onClick={() => setShown(null)} />
            </div>
          </>
        ) : (
          <div className="row">
            <Button label={words.reveal} size="s" action={reveal} />
          </div>
        )}
        {reveal.error && <ErrorNote error={reveal.error} onAction={reveal.run} />}
      </div>
    </details>
  )
}

function Copied({ text }: { text: string }) {
  return (
    <span className="relay-copied">
      <span className="mono small">{text}</span>
      <Button label={t.relay.copy} size="s" variant="quiet" onClick={() => copyText(text)} />
    </span>
  )
}
