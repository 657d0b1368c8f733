import type { AppError } from '#shared/errors.ts'
import { t } from '../lib/texts.ts'
import { showErrorHelp } from '../stores/help.ts'
import { Button } from './button.tsx'
import { Note } from './note.tsx'

type Props = {
  error: Pick<AppError, 'code' | 'data'>
  /** What the one button does; without it the words alone must do. */
  onAction?: (() => void) | undefined
  /** The button's words where the sentence's own do not fit the place. */
  actionLabel?: string | undefined
  tone?: 'bad' | 'warn' | undefined
}

/** An error in words: what happened, what it means, what to do, and one button. Beside the thing it concerns. */
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
