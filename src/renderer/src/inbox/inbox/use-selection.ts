import { useRef, useState } from 'react'

/** Conversations selected for an action: individual ones by id, or all that match. */
export type ListSelection = {
  readonly ids: ReadonlySet<number>
  readonly isAll: boolean
  readonly has: (id: number) => boolean
  readonly toggle: (id: number) => void
  /** Selects from the last selected row to this one, in list order. */
  readonly rangeTo: (id: number) => void
  /** Extends the selection from one row to the next. */
  readonly extend: (from: number | null, to: number) => void
  readonly all: () => void
  readonly clear: () => void
}

const none: ReadonlySet<number> = new Set()

/** Returns the selection in a list; another filter resets it. */
export function useSelection(rows: readonly { readonly id: number }[], of: string): ListSelection {
  const [state, setState] = useState({ of, ids: none, isAll: false })
  const anchor = useRef<number | null>(null)
  const current = state.of === of ? state : { of, ids: none, isAll: false }
  const choose = (ids: ReadonlySet<number>) => setState({ of, ids, isAll: false })
  /** Returns the current selection; if everything is selected, the id of every row. */
  const chosen = (): Set<number> => new Set(current.isAll ? rows.map(({ id }) => id) : current.ids)
  const span = (from: number, to: number): readonly number[] => {
    const [a, b] = [from, to].map((id) => rows.findIndex((row) => row.id === id)).toSorted((x, y) => x - y)
    return a === undefined || b === undefined || a < 0 ? [to] : rows.slice(a, b + 1).map(({ id }) => id)
  }
  return {
    ids: current.ids,
    isAll: current.isAll,
    has: (id) => current.isAll || current.ids.has(id),
    toggle(id) {
      const ids = chosen()
      if (!ids.delete(id)) ids.add(id)
      anchor.current = id
      choose(ids)
    },
    rangeTo(id) {
      const ids = chosen()
      for (const each of span(anchor.current ?? id, id)) ids.add(each)
      anchor.current = id
      choose(ids)
    },
    extend(from, to) {
      const ids = chosen()
      // Moving back over selected rows deselects them.
      if (from !== null && ids.has(from) && ids.has(to)) ids.delete(from)
      else if (from !== null) ids.add(from)
      ids.add(to)
      anchor.current = to
      choose(ids)
    },
    all: () => setState({ of, ids: none, isAll: true }),
    clear: () => setState({ of, ids: none, isAll: false }),
  }
}
