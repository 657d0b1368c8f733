import { describe, expect, test, vi } from 'vitest'
import { createQuitFlow } from '../../../src/main/shell/quit.ts'
import type { DesktopSettings, LeaveAnswer, LeaveQuestion } from '../../../src/shared/contract/core/desktop.ts'

type Case = Partial<DesktopSettings> & {
  readonly mac?: boolean
  /** Null: it cannot be determined. */
  readonly tray?: boolean | null
  readonly running?: number
  readonly saving?: boolean
  readonly answer?: LeaveAnswer
}

/** Records what happened to the window and the app, in order. */
function setup({
  mac = false,
  tray = true,
  running = 0,
  saving = false,
  answer = { choice: 'stay', remember: false },
  ...chosen
}: Case) {
  const happened: string[] = []
  const asked: LeaveQuestion[] = []
  let settings: DesktopSettings = {
    whenClosed: 'ask',
    askBeforeQuit: true,
    keepAwake: true,
    updateChannel: 'latest',
    ...chosen,
  }
  const event = () => ({ preventDefault: vi.fn() })
  const leaving = createQuitFlow({
    mac,
    settings: () => settings,
    remember: (change) => {
      settings = { ...settings, ...change }
    },
    running: () => running,
    saving: () => saving,
    hasTray: () => (tray === null ? Promise.reject(new Error('no bus')) : Promise.resolve(tray)),
    ask: async (question) => {
      asked.push(question)
      return answer
    },
    hide: () => happened.push('hidden'),
    minimize: () => happened.push('minimised'),
    finish: async () => void happened.push('finished'),
    quit: () => {
      const quitting = event()
      leaving.onBeforeQuit(quitting)
      if (quitting.preventDefault.mock.calls.length === 0) happened.push('ended')
    },
  })
  const settle = () => vi.waitFor(() => expect(happened.length + asked.length).toBeGreaterThan(0))
  return { leaving, happened, asked, event, settle, settings: () => settings }
}

describe('closing the window', () => {
  test.each<[string, Case, readonly string[]]>([
    ['stays in the tray when so chosen', { whenClosed: 'background' }, ['hidden']],
    ['minimises instead where there is no tray', { whenClosed: 'background', tray: false }, ['minimised']],
    ['minimises where a tray cannot be looked for', { whenClosed: 'background', tray: null }, ['minimised']],
    ['quits when so chosen', { whenClosed: 'quit' }, ['finished', 'ended']],
    ['hides on a Mac without a question', { mac: true }, ['hidden']],
    ['hides when the answer says so', { answer: { choice: 'background', remember: false } }, ['hidden']],
    [
      'minimises when the answer says so',
      { tray: false, answer: { choice: 'minimize', remember: true } },
      ['minimised'],
    ],
    ['quits when the answer says so', { answer: { choice: 'quit', remember: true } }, ['finished', 'ended']],
  ])('%s', async (_what, given, expected) => {
    const { leaving, happened, event } = setup(given)
    const closing = event()
    leaving.onClose(closing)
    expect(closing.preventDefault).toHaveBeenCalled()
    await vi.waitFor(() => expect(happened).toEqual(expected))
  })

  test('remembers an answer only if asked to, and “stay” never', async () => {
    for (const [answer, whenClosed] of [
      [{ choice: 'background', remember: true }, 'background'],
      [{ choice: 'quit', remember: true }, 'quit'],
      [{ choice: 'background', remember: false }, 'ask'],
      [{ choice: 'stay', remember: true }, 'ask'],
    ] as const) {
      const { leaving, event, settle, settings } = setup({ answer })
      leaving.onClose(event())
      await settle()
      await vi.waitFor(() => expect(settings().whenClosed).toBe(whenClosed))
    }
  })

  test('names what runs in the question, so “quit” is not asked twice', async () => {
    const { leaving, asked, happened, event } = setup({ running: 2, answer: { choice: 'quit', remember: false } })
    leaving.onClose(event())
    await vi.waitFor(() => expect(happened).toEqual(['finished', 'ended']))
    expect(asked).toEqual([{ kind: 'close', running: 2, background: true }])
  })

  test('asks once for a double click on the close button', async () => {
    const { leaving, asked, event, settle } = setup({})
    leaving.onClose(event())
    leaving.onClose(event())
    await settle()
    expect(asked).toHaveLength(1)
  })
})

describe('quitting', () => {
  test('finishes current work before it ends, and only then lets the window close', async () => {
    const { leaving, happened, event } = setup({})
    const quitting = event()
    leaving.onBeforeQuit(quitting)
    expect(quitting.preventDefault).toHaveBeenCalled()
    const closing = event()
    leaving.onClose(closing)
    expect(closing.preventDefault).toHaveBeenCalled()
    await vi.waitFor(() => expect(happened).toEqual(['finished', 'ended']))
    const last = event()
    leaving.onClose(last)
    expect(last.preventDefault).not.toHaveBeenCalled()
  })

  test('asks while an export runs; “don’t ask again” is permanent', async () => {
    const { leaving, asked, happened, event, settings } = setup({
      running: 1,
      answer: { choice: 'quit', remember: true },
    })
    leaving.onBeforeQuit(event())
    await vi.waitFor(() => expect(happened).toEqual(['finished', 'ended']))
    expect(asked).toEqual([{ kind: 'quit', running: 1, background: true }])
    expect(settings().askBeforeQuit).toBe(false)
  })

  test('“stay” and “background” keep the app running', async () => {
    const stayed = setup({ running: 1 })
    stayed.leaving.onBeforeQuit(stayed.event())
    await stayed.settle()
    expect(stayed.happened).toEqual([])
    const hidden = setup({ running: 1, answer: { choice: 'background', remember: false } })
    hidden.leaving.onBeforeQuit(hidden.event())
    await vi.waitFor(() => expect(hidden.happened).toEqual(['hidden']))
    expect(hidden.leaving.isLeaving()).toBe(false)
  })

  test.each<[string, Case]>([
    ['', {}],
    [', also where exports are not asked about', { running: 1, askBeforeQuit: false }],
  ])('asks while a list is being saved, which would be lost%s', async (_also, given) => {
    const { leaving, asked, happened, event, settle, settings } = setup({ ...given, saving: true })
    const before = settings()
    leaving.onBeforeQuit(event())
    await settle()
    expect(asked).toEqual([{ kind: 'quit_unsaved', running: given.running ?? 0, background: true }])
    expect(happened).toEqual([])
    expect(settings()).toEqual(before)
  })

  test('asks about a list being saved even after “quit” for a closed window', async () => {
    const { leaving, asked, happened, event } = setup({ saving: true, answer: { choice: 'quit', remember: false } })
    leaving.onClose(event())
    await vi.waitFor(() => expect(happened).toEqual(['finished', 'ended']))
    expect(asked.map(({ kind }) => kind)).toEqual(['close', 'quit_unsaved'])
  })

  test('asks about that list before a restart into a new version, which installs instead of quitting', async () => {
    for (const [choice, saving, expected] of [
      ['stay', true, []],
      ['quit', true, ['finished', 'installed']],
      ['stay', false, ['finished', 'installed']],
    ] as const) {
      const { leaving, asked, happened, settle } = setup({ saving, running: 1, answer: { choice, remember: false } })
      leaving.restart(() => happened.push('installed'))
      await settle()
      await vi.waitFor(() => expect(happened).toEqual(expected))
      expect(asked.map(({ kind }) => kind)).toEqual(saving ? ['quit_unsaved'] : [])
    }
  })

  test('offers no background without a tray', async () => {
    const { leaving, asked, event, settle } = setup({ running: 1, tray: false })
    leaving.onBeforeQuit(event())
    await settle()
    expect(asked).toEqual([{ kind: 'quit', running: 1, background: false }])
  })

  test('asks nothing when the system shuts down, even with an open question', async () => {
    const { leaving, happened, event } = setup({ running: 1 })
    leaving.onBeforeQuit(event())
    leaving.now()
    leaving.now()
    await vi.waitFor(() => expect(happened).toEqual(['finished', 'ended']))
  })
})
