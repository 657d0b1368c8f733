import type { AppError } from '#shared/errors.ts'
import { t } from '../lib/texts.ts'
import { showErrorHelp } from '../stores/help.ts'
import { Button } from './button.tsx'
import { Note } from './note.tsx'

type Props = {
  error: Pick<AppError, 'code' | 'data'>
  /** Action of the one button; without it only the text is shown. */
  onAction?: (() => void) | undefined
  /** Button label if the error's own label does not fit here. */
  actionLabel?: string | undefined
  tone?: 'bad' | 'warn' | undefined
}

/** Explains an error beside what it concerns: what happened, what it means, what to do, and one button. */
export function ErrorNote({ error, onAction, actionLabel, tone = 'bad' }: Props) {
  const sentence = t.errors[error.code](error.data)
  const label = actionLabel ?? sentence.action ?? t.ui.tryAgain
  return (
    <Note
      tone={tone}
      role="alert"
      title={sentence.what}
      action={onAction && <Button label={label} size="s" onClick={onAction} />}
    >
      {sentence.means} {sentence.todo}{' '}
      <button type="button" className="note-help" onClick={() => showErrorHelp(error.code)}>
        {t.guide.helpAbout}
      </button>
    </Note>
  )
}
