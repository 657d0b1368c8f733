import { QueryObserver } from '@tanstack/react-query'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Ask, createAnswers, type Kept } from '../../../../src/renderer/src/core/lib/answers.ts'
import { AppError, fromWire, toWire } from '../../../../src/shared/errors.ts'
import type { WorkspaceId } from '../../../../src/shared/ids.ts'

const toError = (error: unknown) => fromWire(toWire(error))
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))
const ends: (() => void)[] = []

afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** Creates a window whose queries the test answers one by one. */
function createWindow() {
  const waiting: { name: string; resolve: (data: never) => void; reject: (error: unknown) => void }[] = []
  const ask: Ask = (name) => new Promise((resolve, reject) => waiting.push({ name, resolve, reject }))
  const clock = { now: 0 }
  const answers = createAnswers(ask, toError, () => clock.now)
  return {
    ...answers,
    clock,
    asked: () => waiting.map(({ name }) => name),
    /** Shows it in a screen, as the hook does. */
    show<T>(key: string | null, work: (ask: Ask) => Promise<T>) {
      const observer = new QueryObserver<Kept<T>>(answers.client, answers.question(key, work))
      const leave = observer.subscribe(() => {})
      ends.push(leave)
      const seen = () => {
        const { data, isFetching } = observer.getCurrentResult()
        return { data: data?.data, error: data?.error, asking: isFetching }
      }
      return { seen, leave, turn: (next: string) => observer.setOptions(answers.question(next, work)) }
    },
    async answer(index: number, data: unknown) {
      waiting[index]?.resolve(data as never)
      await settle()
    },
    async fail(index: number, error: unknown) {
      waiting[index]?.reject(error)
      await settle()
    },
  }
}

const workspaceId = 1 as WorkspaceId
const lists = (ask: Ask): Promise<unknown> => ask('lists.all', { workspaceId })
const changed = { queries: ['lists.all'] } as const

describe('a query of a screen', () => {
  test('keeps its answer while refreshing, and if that fails', async () => {
    const window = createWindow()
    const screen = window.show('lists', lists)
    await window.answer(0, 'old')
    window.refetch('lists')
    expect(screen.seen()).toMatchObject({ data: 'old', asking: true })
    await window.fail(1, new AppError('API_OFFLINE'))
    expect(screen.seen()).toMatchObject({ data: 'old', asking: false, error: { code: 'API_OFFLINE' } })
  })

  test('says why it failed until it succeeds', async () => {
    const window = createWindow()
    const screen = window.show('lists', lists)
    await window.fail(0, new Error('boom'))
    expect(screen.seen().error?.code).toBe('INTERNAL')
    window.refetch('lists')
    expect(screen.seen()).toMatchObject({ asking: true, error: { code: 'INTERNAL' } })
    await window.answer(1, 'fine')
    expect(screen.seen()).toEqual({ data: 'fine', error: undefined, asking: false })
  })

  test('refreshes when its data changed, and not otherwise', async () => {
    const window = createWindow()
    window.show('lists', lists)
    await window.answer(0, 'before')
    window.changed({ queries: ['exports.running'] })
    expect(window.asked()).toHaveLength(1)
    window.changed(changed)
    expect(window.asked()).toHaveLength(2)
    await window.answer(1, 'after')
    window.changed({ queries: 'all' })
    expect(window.asked()).toHaveLength(3)
  })

  test('combined from several refreshes when one of them changed', async () => {
    const window = createWindow()
    const screen = window.show('home', async (ask) => [
      await ask('lists.all', { workspaceId }),
      await ask('exports.running', {}),
    ])
    await window.answer(0, 'lists')
    await window.answer(1, 'exports')
    window.changed({ queries: ['exports.running'] })
    await window.answer(2, 'lists')
    await window.answer(3, 'later')
    expect(screen.seen().data).toEqual(['lists', 'later'])
  })

  test('refreshes once more after changes during a refresh, however many there were', async () => {
    const window = createWindow()
    const screen = window.show('lists', lists)
    window.changed(changed)
    window.changed(changed)
    window.changed(changed)
    expect(window.asked()).toHaveLength(1)
    await window.answer(0, 'before the change')
    expect(window.asked()).toHaveLength(2)
    await window.answer(1, 'after the change')
    expect(window.asked()).toHaveLength(2)
    expect(screen.seen()).toMatchObject({ data: 'after the change', asking: false })
  })

  test('that takes long is not repeated at once, however fast changes come, but it is repeated', async () => {
    const window = createWindow()
    const screen = window.show('lists', lists)
    window.clock.now = 60
    await window.answer(0, 'slow')
    window.changed(changed)
    window.changed(changed)
    await settle()
    expect(window.asked()).toHaveLength(1)
    // The operator does not have to wait.
    window.refetch('lists')
    expect(window.asked()).toHaveLength(2)
    await window.answer(1, 'sooner')
    await vi.waitFor(() => expect(window.asked()).toHaveLength(3), 10_000)
    await window.answer(2, 'all changes in it')
    expect(screen.seen().data).toBe('all changes in it')
  })

  test('that is disabled requests nothing', async () => {
    const window = createWindow()
    const screen = window.show(null, lists)
    window.changed({ queries: 'all' })
    await settle()
    expect(window.asked()).toEqual([])
    expect(screen.seen()).toEqual({ data: undefined, error: undefined, asking: false })
  })
})

describe('screens with the same query', () => {
  test('share it, kept fresh from the first to the last of them', async () => {
    const window = createWindow()
    const one = window.show('lists', lists)
    await window.answer(0, 'rows')
    const other = window.show('lists', lists)
    await settle()
    expect(window.asked()).toHaveLength(1)
    one.leave()
    window.changed(changed)
    await window.answer(1, 'new rows')
    expect(other.seen().data).toBe('new rows')
    other.leave()
    window.changed(changed)
    expect(window.asked()).toHaveLength(2)
  })

  test('have the answer at once on return, and refresh', async () => {
    const window = createWindow()
    window.show('lists', lists).leave()
    await window.answer(0, 'rows')
    const again = window.show('lists', lists)
    expect(again.seen()).toMatchObject({ data: 'rows', asking: true })
    await window.answer(1, 'new rows')
    expect(again.seen().data).toBe('new rows')
  })

  test("never start with another client's rows", async () => {
    const window = createWindow()
    const screen = window.show('lists of one', lists)
    await window.answer(0, 'rows of one')
    screen.turn('lists of two')
    expect(screen.seen().data).toBeUndefined()
    await window.answer(1, 'rows of two')
    screen.turn('lists of one')
    expect(screen.seen()).toMatchObject({ data: 'rows of one', asking: true })
  })
})
