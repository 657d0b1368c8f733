import { useEffect, useState } from 'react'
import type { LeaveAnswer, LeaveQuestion } from '#shared/contract/core/desktop.ts'
import { call } from '../core/lib/backend.ts'
import { bridge } from '../core/lib/bridge.ts'
import { t } from '../core/lib/texts.ts'
import { useLeaving } from '../core/stores/quit.ts'
import { Button } from '../core/ui/button.tsx'
import { Dialog } from '../core/ui/dialog.tsx'
import { Checkbox } from '../core/ui/toggles.tsx'
import { saveNow } from './window-memory.ts'

/** Asks before the window closes or the app quits, and shows when the last requests are being finished. */
export function QuitDialog() {
  const { question, last } = useLeaving()
  useEffect(() => {
    if (last !== null) void saveNow().then(() => bridge().call('shell.left', null))
  }, [last])
  const answer = (choice: LeaveAnswer['choice'], remember: boolean) => {
    useLeaving.setState({ question: null })
    call('desktop.answer', { choice, remember }).catch(() => {})
  }
  if (last !== null) {
    const words = t.desktop.leave
    return <Dialog open={last > 0} onClose={() => {}} title={words.leavingTitle} description={words.leavingText} />
  }
  return question && <Question key={question.kind} question={question} onAnswer={answer} />
}

type QuestionProps = {
  question: LeaveQuestion
  onAnswer: (choice: LeaveAnswer['choice'], remember: boolean) => void
}

function Question({ question: { kind, running, background }, onAnswer }: QuestionProps) {
  const words = t.desktop.leave
  const [remember, setRemember] = useState(kind !== 'quit')
  const safe = kind === 'close_no_tray' ? 'minimize' : 'background'
  const isClosing = kind === 'close' || kind === 'close_no_tray'
  const offersSafe = isClosing || background
  // An unsaved list would be lost: Enter stays in the app unless a safer option is offered.
  const stays = kind === 'quit_unsaved' && !offersSafe
  const title = {
    close: words.closeTitle,
    close_no_tray: words.noTrayTitle,
    quit: words.quitTitle(running),
    quit_unsaved: words.quitUnsavedTitle,
  }[kind]
  const text = {
    close: words.closeText,
    close_no_tray: words.noTrayText,
    quit: words.quitText(running),
    quit_unsaved: words.quitUnsavedText,
  }[kind]
  return (
    <Dialog
      width={560}
      onClose={() => onAnswer('stay', false)}
      title={title}
      description={
        <>
          {kind === 'close' && running > 0 && <b>{words.closeRunning(running)} </b>}
          {text}
        </>
      }
      actions={
        <>
          <Button
            label={words.stay}
            variant={stays ? 'primary' : 'quiet'}
            autoFocus={stays}
            onClick={() => onAnswer('stay', false)}
          />
          <Button
            label={words.quit}
            variant={offersSafe || stays ? 'secondary' : 'primary'}
            autoFocus={!offersSafe && !stays}
            onClick={() => onAnswer('quit', remember)}
          />
          {offersSafe && (
            <Button label={words[safe]} variant="primary" autoFocus onClick={() => onAnswer(safe, remember)} />
          )}
        </>
      }
    >
      {kind !== 'quit_unsaved' && (
        <Checkbox
          checked={remember}
          onChange={setRemember}
          label={kind === 'quit' ? words.rememberQuit : words.rememberClose}
        />
      )}
    </Dialog>
  )
}
