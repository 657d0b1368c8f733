/** Undo and redo stacks. Pure, so that they can be tested without a window. */
export type History<Act> = {
  /** Adds a new action; what was undone before can no longer be redone. */
  readonly add: (act: Act) => void
  /** Returns the action to undo now, or null. */
  readonly undo: () => Act | null
  /** Returns the action to redo now, or null. */
  readonly redo: () => Act | null
  /** Returns an action that could not be undone or redone now to where it was, so that the same can be tried again. */
  readonly putBack: (act: Act, way: 'undo' | 'redo') => void
  /** Forgets an action that can never be undone or redone. */
  readonly drop: (act: Act) => void
  readonly forget: (isGone: (act: Act) => boolean) => void
}

/** `final` is called for every done action that is forgotten and can no longer be undone. */
export function createHistory<Act>(
  most: number,
  final: (act: Act) => void,
  canRedo: (act: Act) => boolean = () => true,
): History<Act> {
  let done: readonly Act[] = []
  let undone: readonly Act[] = []
  const forget = (isGone: (act: Act) => boolean) => {
    const gone = done.filter(isGone)
    done = done.filter((act) => !isGone(act))
    undone = undone.filter((act) => !isGone(act))
    for (const act of gone) final(act)
  }
  return {
    add(act) {
      const gone = done.slice(0, Math.max(0, done.length + 1 - most))
      undone = []
      done = [...done, act].slice(-most)
      for (const each of gone) final(each)
    },
    undo() {
      const act = done.at(-1) ?? null
      if (act !== null) {
        done = done.slice(0, -1)
        if (canRedo(act)) undone = [...undone, act]
      }
      return act
    },
    redo() {
      const act = undone.at(-1) ?? null
      if (act !== null) {
        undone = undone.slice(0, -1)
        done = [...done, act]
      }
      return act
    },
    putBack(act, way) {
      done = done.filter((each) => each !== act)
      undone = undone.filter((each) => each !== act)
      if (way === 'undo') done = [...done, act]
      else undone = [...undone, act]
    },
    drop: (act) => forget((each) => each === act),
    forget,
  }
}
