/** Asks before the window closes or the app quits: in the window if it can answer, otherwise in a system dialog. */
import type { LeaveAnswer, LeaveQuestion } from '#shared/contract/core/desktop.ts'
import { desktopTexts } from './desktop-texts.ts'
import { dialog, type Window } from './electron.ts'

export type LeaveQuestions = {
  ask(question: LeaveQuestion): Promise<LeaveAnswer>
  /** Called with the window's answer. */
  answered(answer: LeaveAnswer): void
}

export type LeaveQuestionsOptions = {
  readonly window: () => Window | null
  /** Whether the page can receive a question. */
  readonly pageListens: () => boolean
  readonly announce: (question: LeaveQuestion | null) => void
}

const stay: LeaveAnswer = { choice: 'stay', remember: false }

export function createLeaveQuestions({ window, pageListens, announce }: LeaveQuestionsOptions): LeaveQuestions {
  let answer: ((answer: LeaveAnswer) => void) | null = null

  const inWindow = (question: LeaveQuestion) => {
    const { promise, resolve } = Promise.withResolvers<LeaveAnswer>()
    answer = resolve
    announce(question)
    return promise
  }

  return {
    async ask(question) {
      // Asked again while the question is open: the page may no longer be able to answer.
      const again = answer !== null
      if (again) {
        answer?.(stay)
        announce(null)
        answer = null
      }
      const owner = window()
      const seen = owner !== null && owner.isVisible() && !owner.isMinimized()
      return seen && pageListens() && !again ? inWindow(question) : askInSystemDialog(question, seen ? owner : null)
    },
    answered(given) {
      answer?.(given)
      answer = null
    },
  }
}

async function askInSystemDialog(question: LeaveQuestion, owner: Window | null): Promise<LeaveAnswer> {
  const { message, detail, checkboxLabel, choices } = wording(question)
  const options = {
    type: 'question' as const,
    message,
    detail,
    ...(checkboxLabel === null ? {} : { checkboxLabel, checkboxChecked: question.kind !== 'quit' }),
    buttons: choices.map(([, label]) => label),
    defaultId: 0,
    cancelId: choices.findIndex(([choice]) => choice === 'stay'),
    noLink: true,
  }
  const said = await (owner ? dialog.showMessageBox(owner, options) : dialog.showMessageBox(options))
  return { choice: choices[said.response]?.[0] ?? 'stay', remember: said.checkboxChecked }
}

type Choice = readonly [LeaveAnswer['choice'], string]

/** The safest choice comes first and is taken by Enter. Esc takes the one that changes nothing. */
function wording({ kind, running, background }: LeaveQuestion) {
  const words = desktopTexts().leave
  const stayHere: Choice = ['stay', words.stay]
  const quit: Choice = ['quit', words.quit]
  const toBackground: Choice = ['background', words.background]
  switch (kind) {
    case 'close':
      return {
        message: words.closeTitle,
        detail: running > 0 ? `${words.closeRunning(running)} ${words.closeText}` : words.closeText,
        checkboxLabel: words.rememberClose,
        choices: [toBackground, quit, stayHere],
      }
    case 'close_no_tray':
      return {
        message: words.noTrayTitle,
        detail: words.noTrayText,
        checkboxLabel: words.rememberClose,
        choices: [['minimize', words.minimize] as const, quit, stayHere],
      }
    case 'quit':
      return {
        message: words.quitTitle(running),
        detail: words.quitText(running),
        checkboxLabel: words.rememberQuit,
        choices: background ? [toBackground, quit, stayHere] : [quit, stayHere],
      }
    case 'quit_unsaved':
      return {
        message: words.quitUnsavedTitle,
        detail: words.quitUnsavedText,
        checkboxLabel: null,
        choices: background ? [toBackground, quit, stayHere] : [stayHere, quit],
      }
    default:
      return kind satisfies never
  }
}
