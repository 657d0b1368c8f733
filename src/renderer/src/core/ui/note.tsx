import './note.css'
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AppError } from '#shared/errors.ts'
import type { WorkspaceId } from '#shared/ids.ts'
import { asksForKey, newKeyPath } from '../lib/key-path.ts'
import { go } from '../lib/router.ts'
import { t } from '../lib/texts.ts'
import { showErrorHelp } from '../stores/help.ts'
import type { Tone } from './badge.tsx'
import { Button, Icon, type LucideIcon } from './button.tsx'

const icons: Readonly<Record<Tone, LucideIcon>> = {
  ok: CircleCheck,
  warn: TriangleAlert,
  bad: CircleAlert,
  info: Info,
  quiet: Info,
  accent: Info,
}

type NoteProps = {
  tone?: Tone | undefined
  icon?: LucideIcon | undefined
  title?: ReactNode | undefined
  children?: ReactNode | undefined
  /** Button at the right. */
  action?: ReactNode | undefined
  /** `alert` interrupts a screen reader: only for something that has just failed. */
  role?: 'alert' | 'status' | undefined
}

/** A note beside what it concerns. */
export function Note({ tone = 'quiet', icon, title, children, action, role }: NoteProps) {
  return (
    <div className={`note note-${tone}`} role={role}>
      <Icon of={icon ?? icons[tone]} />
      <div className="note-words">
        {title && <b>{title}</b>}
        {children && <div className="note-text">{children}</div>}
      </div>
      {action && <div className="note-action">{action}</div>}
    </div>
  )
}

type ErrorNoteProps = {
  error: Pick<AppError, 'code' | 'data'>
  /** Action of the one button; without it only the text is shown. */
  onAction?: (() => void) | undefined
  /** Button label if the error's own label does not fit here. */
  actionLabel?: string | undefined
  tone?: 'bad' | 'warn' | undefined
  /** The client it is about: if a new key is needed, the button leads to its field, instead of trying or closing. */
  client?: WorkspaceId | null | undefined
}

/** Explains an error beside what it concerns: what happened, what it means, what to do, and one button. */
export function ErrorNote({ error, onAction, actionLabel, tone = 'bad', client = null }: ErrorNoteProps) {
  const sentence = t.errors[error.code](error.data)
  const isAboutKey = client !== null && asksForKey.has(error.code)
  const label = (isAboutKey ? undefined : actionLabel) ?? sentence.action ?? t.ui.tryAgain
  const act = isAboutKey ? () => go(newKeyPath(client)) : onAction
  return (
    <Note
      tone={tone}
      role="alert"
      title={sentence.what}
      action={act && <Button label={label} size="s" onClick={act} />}
    >
      {sentence.means} {sentence.todo}{' '}
      <button type="button" className="note-help" onClick={() => showErrorHelp(error.code)}>
        {t.guide.helpAbout}
      </button>
    </Note>
  )
}
