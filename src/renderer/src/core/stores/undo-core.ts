/** What was done and what was taken back, as two stacks. Pure, so that it can be tested without a window. */
export type History<Act> = {
  /** Something new was done: what was taken back before cannot be done again. */
  readonly add: (act: Act) => void
  /** The act to take back now, or null. */
  readonly undo: () => Act | null
  /** The act to do again now, or null. */
  readonly redo: () => Act | null
  /** Forgets an act that could not be taken back or done again. */
  readonly drop: (act: Act) => void
  readonly forget: (isGone: (act: Act) => boolean) => void
}

/** `final` hears of every act that stays done: it is not remembered any more. */
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
    drop: (act) => forget((each) => each === act),
    forget,
  }
}
