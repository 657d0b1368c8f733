import { useState } from 'react'
import type { ModelUse } from '#shared/contract/inbox/inbox-model.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { Dialog } from '../../core/ui/dialog.tsx'
import { Field } from '../../core/ui/field.tsx'
import { ErrorNote, Note } from '../../core/ui/note.tsx'
import { Scrolls } from '../../core/ui/scrolls.tsx'
import { Select } from '../../core/ui/select.tsx'

/** Approximate, for the languages of the inbox; a provider's own count is known only afterwards. */
const charactersPerToken = 4

type Props = { use: ModelUse; switchOn: boolean; onClose: () => void }

/** The exact request for a conversation, with the button that switches the use on. */
export function ModelPreviewDialog({ use, switchOn, onClose }: Props) {
  const words = t.inboxModel
  const threads = useQuery('inbox.threads', { workspaceId: null, box: 'all', page: { offset: 0, limit: 50 } }).data
    ?.rows
  const [chosen, setChosen] = useState<number | null>(null)
  const shown = chosen ?? threads?.[0]?.id ?? null
  const preview = useQuery('inboxModel.preview', shown === null ? null : { threadId: shown, use })
  const start = useAction(async () => {
    await call('inboxModel.use', { [use]: true })
    onClose()
  })
  return (
    <Dialog
      onClose={onClose}
      title={words.previewTitle}
      description={words.previewText}
      width={680}
      actions={
        switchOn ? (
          <>
            <Button label={t.ui.cancel} onClick={onClose} />
            <Button
              label={words.switchOn}
              variant="primary"
              action={start}
              // Disabled until the request was shown, if there is one to show.
              disabled={threads === undefined || (shown !== null && !preview.data)}
            />
          </>
        ) : (
          <Button label={t.inbox.close} onClick={onClose} />
        )
      }
    >
      <div className="stack">
        {threads?.length === 0 && <Note>{words.noConversation}</Note>}
        {threads && threads.length > 0 && (
          <Field label={words.conversation}>
            <Select
              value={shown}
              onChange={setChosen}
              searchable
              options={threads.map(({ id, name, subject }) => ({ value: id, label: `${name}: ${subject}` }))}
            />
          </Field>
        )}
        {preview.error && <ErrorNote error={preview.error} />}
        {preview.data && (
          <>
            <p className="small text-2 selectable model-url">
              {words.requestTo(preview.data.url, preview.data.characters)}
            </p>
            <Scrolls as="pre" className="model-body selectable" aria-label={words.body}>
              {preview.data.body}
            </Scrolls>
            <p className="small text-3">{words.headers}</p>
            {preview.data.lastMonth !== null && (
              <Note>
                {words.lastMonth(
                  preview.data.lastMonth,
                  Math.ceil((preview.data.lastMonth * preview.data.characters) / charactersPerToken / 100) * 100,
                )}
              </Note>
            )}
          </>
        )}
        {start.error && <ErrorNote error={start.error} />}
      </div>
    </Dialog>
  )
}
