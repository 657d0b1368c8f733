import { describe, expect, test } from 'vitest'
import { createQuery, createQueryStore } from '../../../../src/renderer/src/core/lib/query-core.ts'
import { AppError, fromWire, toWire } from '../../../../src/shared/errors.ts'

const toError = (error: unknown) => fromWire(toWire(error))
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

/** A question whose answers the test gives, one by one. */
function asked<T>() {
  const waiting: { resolve: (data: T) => void; reject: (error: unknown) => void }[] = []
  return {
    ask: () => new Promise<T>((resolve, reject) => waiting.push({ resolve, reject })),
    count: () => waiting.length,
    answer: async (index: number, data: T) => {
      waiting[index]?.resolve(data)
      await settle()
    },
    fail: async (index: number, error: unknown) => {
      waiting[index]?.reject(error)
      await settle()
    },
  }
}

describe('a question of a screen', () => {
  test('keeps its answer while asking again, and when that fails', async () => {
    const question = asked<string>()
    const query = createQuery(question.ask, toError)
    query.ask()
    await question.answer(0, 'old')
    query.ask()
    expect(query.state()).toMatchObject({ data: 'old', asking: true })
    await question.fail(1, new AppError('API_OFFLINE'))
    expect(query.state()).toMatchObject({ data: 'old', asking: false, error: { code: 'API_OFFLINE' } })
  })

  test('a change while asking is asked for once more, however many there were', async () => {
    const question = asked<string>()
    const query = createQuery(question.ask, toError)
    query.ask()
    query.ask()
    query.ask()
    expect(question.count()).toBe(1)
    await question.answer(0, 'before the change')
    expect(question.count()).toBe(2)
    await question.answer(1, 'after the change')
    expect(question.count()).toBe(2)
    expect(query.state()).toMatchObject({ data: 'after the change', asking: false })
  })

  test('an answer clears an earlier error', async () => {
    const question = asked<string>()
    const query = createQuery(question.ask, toError)
    query.ask()
    await question.fail(0, new Error('boom'))
    expect(query.state().error?.code).toBe('INTERNAL')
    query.ask()
    await question.answer(1, 'fine')
    expect(query.state()).toEqual({ data: 'fine', error: undefined, asking: false })
  })
})

describe('screens that ask the same', () => {
  test('share one question, kept fresh from the first to the last of them', () => {
    const store = createQueryStore(10, toError)
    const log: string[] = []
    const start = () => {
      log.push('start')
      return () => log.push('stop')
    }
    const one = store.of('exports.running {}', async () => [])
    const other = store.of('exports.running {}', async () => [])
    expect(one).toBe(other)
    const leaveOne = one.join(start)
    const leaveOther = other.join(start)
    leaveOne()
    expect(log).toEqual(['start'])
    leaveOther()
    expect(log).toEqual(['start', 'stop'])
  })

  test('a screen come back to has its answer at once', async () => {
    const store = createQueryStore(10, toError)
    const first = store.of('lists.all 1', async () => 'rows')
    first.query.ask()
    await settle()
    expect(store.of('lists.all 1', async () => 'other').query.state().data).toBe('rows')
  })

  test('one client’s rows are never the start of another’s question', async () => {
    const store = createQueryStore(10, toError)
    store.of('lists.all {"workspaceId":1}', async () => 'rows of one').query.ask()
    await settle()
    expect(store.of('lists.all {"workspaceId":2}', async () => 'rows of two').query.state().data).toBeUndefined()
  })

  test('forgets the oldest answers, never one that is looked at', async () => {
    const store = createQueryStore(2, toError)
    const seen = store.of('seen', async () => 1)
    seen.join(() => () => {})
    const old = store.of('old', async () => 2)
    store.of('new', async () => 3)
    expect(store.of('seen', async () => 1)).toBe(seen)
    expect(store.of('old', async () => 2)).not.toBe(old)
  })
})
