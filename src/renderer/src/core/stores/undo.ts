import { asAppError } from '../lib/backend.ts'
import { go } from '../lib/router.ts'
import { t } from '../lib/texts.ts'
import { showFailure } from './show-failure.ts'
import { closeUndoToasts, showToast } from './toasts.ts'
import { createHistory } from './undo-core.ts'

export type UndoableAction = {
  /** What was done, as a sentence to show at once with an Undo button. */
  readonly toast?: string | undefined
  /** What was done, as part of “Undone: …”; read when it is shown. */
  readonly words: () => string
  /** May return a sentence to show instead of the usual one. */
  readonly undo: () => unknown
  /** Omitted if the action cannot be redone automatically. */
  readonly redo?: (() => unknown) | undefined
  /** Path where the effect is visible: shown if the action is undone from elsewhere. */
  readonly path?: string | undefined
  /** What the action belongs to; `forgetUndoOf` drops all actions of a scope. */
  readonly scope?: string | undefined
  /** Called when the action can no longer be undone: data kept for that can be deleted. */
  readonly final?: (() => void) | undefined
}

const history = createHistory<UndoableAction>(
  50,
  (act) => act.final?.(),
  (act) => act.redo !== undefined,
)
/** Problems that pass, after which the operator is told to try again. */
const passing: ReadonlySet<string> = new Set(['STORE_FULL', 'API_OFFLINE', 'API_UNAVAILABLE', 'RATE_LIMIT_EXCEEDED'])
/** Runs one action at a time, so that keys pressed in quick succession take effect in order. */
let working: Promise<unknown> = Promise.resolve()

/** Action that the Undo button of the current toast is for. */
let offered: UndoableAction | null = null

/** Records an action that can be undone. */
export function pushUndo(act: UndoableAction): void {
  history.add(act)
  // Undo reverts the last action: an older button would promise a different one.
  closeUndoToasts()
  offered = act
  if (act.toast !== undefined) showToast(act.toast, { undo: undoLast })
}

/** Shows an action that cannot be undone. Undo then names it, and undoes nothing that was done before it. */
export function showFinalToast(text: string): void {
  pushUndo({ words: () => text, undo: () => t.undo.stays(text) })
  showToast(text)
}

export function undoLast(): void {
  move(history.undo(), 'undo', t.undo.undone, t.undo.nothing)
}

export function redoLast(): void {
  move(history.redo(), 'redo', t.undo.redone, t.undo.nothingAgain)
}

/** Drops the actions of a scope that is gone. */
export function forgetUndoOf(scope: string): void {
  history.forget((act) => act.scope === scope)
  // The button would undo the action before it.
  if (offered?.scope === scope) closeUndoToasts()
}

/**
 * Drops all actions, because a backup was restored: they name what they undo by its number, which may be something
 * else's in the restored store.
 */
export function forgetAllUndo(): void {
  history.forget(() => true)
  closeUndoToasts()
}

function move(act: UndoableAction | null, way: 'undo' | 'redo', message: (what: string) => string, none: string): void {
  if (!act) {
    showToast(none, { tone: 'note' })
    return
  }
  closeUndoToasts()
  if (act.path) go(act.path)
  working = working
    .then(() => act[way]?.())
    .then(
      (sentence) => showToast(typeof sentence === 'string' ? sentence : message(act.words())),
      (thrown: unknown) => {
        if (passing.has(asAppError(thrown).code)) history.putBack(act, way)
        else history.drop(act)
        showFailure(thrown)
      },
    )
}
