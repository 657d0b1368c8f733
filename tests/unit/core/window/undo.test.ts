import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { useToasts } from '../../../../src/renderer/src/core/stores/toasts.ts'
import {
  forgetAllUndo,
  forgetUndoOf,
  pushUndo,
  redoLast,
  undoLast,
} from '../../../../src/renderer/src/core/stores/undo.ts'
import { createHistory } from '../../../../src/renderer/src/core/stores/undo-core.ts'

const setUp = (most = 50) => {
  const final: string[] = []
  return { history: createHistory<string>(most, (act) => final.push(act)), final }
}

test('The last step is undone first, and redone in order', () => {
  const { history } = setUp()
  history.add('a')
  history.add('b')
  expect([history.undo(), history.undo(), history.undo()]).toEqual(['b', 'a', null])
  expect([history.redo(), history.redo(), history.redo()]).toEqual(['a', 'b', null])
})

test('A new step clears the redo steps', () => {
  const { history } = setUp()
  history.add('a')
  history.undo()
  history.add('b')
  expect(history.redo()).toBeNull()
  expect([history.undo(), history.undo()]).toEqual(['b', null])
})

test('A step that is too old stays done, and says so once', () => {
  const { history, final } = setUp(2)
  for (const act of ['a', 'b', 'c']) history.add(act)
  expect(final).toEqual(['a'])
  expect([history.undo(), history.undo(), history.undo()]).toEqual(['c', 'b', null])
})

test('An undone step is not final when it is forgotten', () => {
  const { history, final } = setUp()
  history.add('a1')
  history.add('b')
  history.add('a2')
  history.undo()
  history.forget((act) => act.startsWith('a'))
  expect(final).toEqual(['a1'])
  expect(history.redo()).toBeNull()
  expect(history.undo()).toBe('b')
})

test('A step that cannot be redone can be undone, and is no redo step', () => {
  const history = createHistory<string>(
    50,
    () => undefined,
    (act) => act !== 'file',
  )
  history.add('a')
  history.add('file')
  expect([history.undo(), history.undo()]).toEqual(['file', 'a'])
  expect([history.redo(), history.redo()]).toEqual(['a', null])
})

test('An Undo button disappears with its step, and no other does', () => {
  useToasts.setState([], true)
  const offers = () => useToasts.getState().map(({ text }) => text)
  const act = (scope: string) => ({ words: () => scope, undo: () => {}, scope })
  pushUndo({ ...act('plan:1'), toast: 'emails used' })
  forgetUndoOf('plan:2')
  expect(offers()).toEqual(['emails used'])
  forgetUndoOf('plan:1')
  expect(offers()).toEqual([])
})

test.each([
  ['STORE_FULL', ['undo a', 'undo b', 'undo b', 'undo a']],
  ['API_OFFLINE', ['undo a', 'undo b', 'undo b', 'undo a']],
  ['NOT_FOUND', ['undo a', 'undo b', 'undo a']],
] as const)(
  'Undo failed with %s: pressed again it undoes the same if that can pass, else the one before',
  async (code, all) => {
    const called: string[] = []
    const pressed = async (press: () => void) => {
      press()
      await new Promise(setImmediate)
    }
    const act = (name: string, fails: boolean) => {
      let failed = !fails
      const undo = () => {
        called.push(`undo ${name}`)
        if (failed) return
        failed = true
        throw new AppError(code)
      }
      return { words: () => name, undo, redo: () => undefined }
    }
    pushUndo(act('a', false))
    await pressed(undoLast)
    await pressed(redoLast)
    pushUndo(act('b', true))
    for (let presses = 0; presses < 3; presses += 1) await pressed(undoLast)
    expect(called).toEqual(all)
    forgetAllUndo()
  },
)

test('Redo that a full disk stopped can be pressed again', async () => {
  let done = 0
  const redo = () => {
    done += 1
    if (done === 1) throw new AppError('STORE_FULL')
  }
  pushUndo({ words: () => 'a', undo: () => undefined, redo })
  for (const press of [undoLast, redoLast, redoLast]) {
    press()
    await new Promise(setImmediate)
  }
  expect(done).toBe(2)
  forgetAllUndo()
})

test('After a restore nothing that was done before can be undone or redone, as its number may be something else’s', async () => {
  const called: string[] = []
  const act = (name: string) => ({
    words: () => name,
    undo: () => called.push(`undo ${name}`),
    redo: () => called.push(`redo ${name}`),
  })
  pushUndo(act('a'))
  pushUndo(act('b'))
  undoLast()
  await Promise.resolve()
  forgetAllUndo()
  undoLast()
  redoLast()
  await new Promise(setImmediate)
  expect(called).toEqual(['undo b'])
})
