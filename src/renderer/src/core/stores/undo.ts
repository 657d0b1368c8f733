import { go } from '../lib/router.ts'
import { t } from '../lib/texts.ts'
import { tellFailure } from './tell-failure.ts'
import { closeUndoToasts, showToast } from './toasts.ts'
import { createHistory } from './undo-core.ts'

/** Something done that can be taken back, and done again. */
export type UndoableAction = {
  /** What it was, as part of “Undone: …”; read when it is said. */
  readonly words: () => string
  /** May give a sentence to be said instead of the usual one. */
  readonly undo: () => unknown
  /** Left out where it cannot be done again by itself. */
  readonly redo?: (() => unknown) | undefined
  /** Where it is seen: shown when it is taken back from elsewhere. */
  readonly path?: string | undefined
  /** What it belongs to; `forgetActsOf` drops them together. */
  readonly scope?: string | undefined
  /** It stays done and will not be taken back any more: what was kept for that can go. */
  readonly final?: (() => void) | undefined
}

const history = createHistory<UndoableAction>(
  50,
  (act) => act.final?.(),
  (act) => act.redo !== undefined,
)
/** One at a time: an answer on its way is waited for, so that keys pressed fast arrive in their order. */
let working: Promise<unknown> = Promise.resolve()

/** What the Undo of a toast is about. */
let offered: UndoableAction | null = null

/** Remembers what was just done; with `text`, says so with an Undo button. */
export function pushUndo(act: UndoableAction, text?: string): void {
  history.add(act)
  // Undo takes back the last act: an older button would promise another.
  closeUndoToasts()
  offered = act
  if (text !== undefined) showToast(text, { undo: undoLast })
}

/** Says what was done and stays so: Undo then names it, and takes back nothing that was done before it. */
export function saidForGood(text: string): void {
  pushUndo({ words: () => text, undo: () => t.undo.stays(text) })
  showToast(text)
}

/** Takes back the last act and says which. */
export function undoLast(): void {
  move(history.undo(), 'undo', t.undo.undone, t.undo.nothing)
}

/** Does again what was taken back last. */
export function redoLast(): void {
  move(history.redo(), 'redo', t.undo.redone, t.undo.nothingAgain)
}

/** Drops the acts of something that is gone: there is nothing to take back in it. */
export function forgetActsOf(scope: string): void {
  history.forget((act) => act.scope === scope)
  // Its button would take back what was done before.
  if (offered?.scope === scope) closeUndoToasts()
}

function move(act: UndoableAction | null, way: 'undo' | 'redo', said: (what: string) => string, none: string): void {
  if (!act) {
    showToast(none, { tone: 'note' })
    return
  }
  closeUndoToasts()
  if (act.path) go(act.path)
  working = working
    .then(() => act[way]?.())
    .then(
      (sentence) => showToast(typeof sentence === 'string' ? sentence : said(act.words())),
      (thrown: unknown) => {
        history.drop(act)
        tellFailure(thrown)
      },
    )
}
