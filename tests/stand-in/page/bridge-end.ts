/**
 * One end of contextBridge, in the preload's world or in the page's. The two worlds share the DOM but no objects, so
 * they communicate by events whose names contain a secret, and whose `detail` the browser clones. Functions and
 * promises cross as numbers. Self-contained, because its source runs in the page.
 */
export function makeBridgeEnd(secret: string, mine: string, theirs: string) {
  type Crossing = { t: string; v: unknown }
  type Call = { callId: string; functionId: number; args: Crossing[] }
  const functions = new Map<number, (...args: unknown[]) => unknown>()
  const promises = new Map<number, { resolve(value: unknown): void; reject(reason: unknown): void }>()
  const answers = new Map<string, { ok: boolean; crossing: Crossing }>()
  let lastId = 0

  // Captured now, before the page can replace them.
  const dispatch = EventTarget.prototype.dispatchEvent.bind(window)
  const listen = EventTarget.prototype.addEventListener.bind(window)
  const Message = CustomEvent
  const tell = (kind: string, detail: unknown) => dispatch(new Message(`${secret}${theirs}.${kind}`, { detail }))
  // The receiver knows the content of each kind of message.
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  const hear = <T>(kind: string, handle: (detail: T) => void) =>
    listen(`${secret}${mine}.${kind}`, (event) => handle((event as CustomEvent<T>).detail))

  const describe = (value: unknown): Crossing => {
    if (typeof value === 'function') {
      lastId += 1
      functions.set(lastId, value as (...args: unknown[]) => unknown)
      return { t: 'function', v: lastId }
    }
    if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.')
    if (value === null || typeof value !== 'object') return { t: 'value', v: value }
    if (value instanceof Promise) {
      lastId += 1
      const promiseId = lastId
      value.then(
        (result) => settle(promiseId, true, result),
        (reason) => settle(promiseId, false, reason),
      )
      return { t: 'promise', v: promiseId }
    }
    if (value instanceof Error) return { t: 'error', v: value.message }
    if (Array.isArray(value)) return { t: 'array', v: value.map(describe) }
    if (Object.prototype.toString.call(value) === '[object Object]')
      return { t: 'object', v: Object.entries(value).map(([name, member]) => [name, describe(member)]) }
    return { t: 'value', v: value }
  }

  const settle = (promiseId: number, ok: boolean, value: unknown) => {
    try {
      tell('settle', { promiseId, ok, crossing: describe(value) })
    } catch (error) {
      tell('settle', { promiseId, ok: false, crossing: describe(error) })
    }
  }

  const call = (functionId: number, args: unknown[]): unknown => {
    lastId += 1
    const callId = `${mine}${lastId}`
    tell('call', { callId, functionId, args: args.map(describe) } satisfies Call)
    const answer = answers.get(callId)
    answers.delete(callId)
    if (!answer) throw new Error('An object could not be cloned.')
    const value = revive(answer.crossing)
    if (!answer.ok) throw value
    return value
  }

  const revive = (crossing: Crossing): unknown => {
    switch (crossing.t) {
      case 'function':
        return (...args: unknown[]) => call(crossing.v as number, args)
      case 'promise':
        return new Promise((resolve, reject) => {
          promises.set(crossing.v as number, { resolve, reject })
        })
      case 'error':
        return new Error(crossing.v as string)
      case 'array':
        return (crossing.v as Crossing[]).map(revive)
      case 'object':
        return Object.fromEntries((crossing.v as [string, Crossing][]).map(([name, member]) => [name, revive(member)]))
      default:
        return crossing.v
    }
  }

  hear<Call | null>('call', (asked) => {
    if (!asked) return
    let answer: { ok: boolean; crossing: Crossing }
    try {
      const result = functions.get(asked.functionId)?.(...asked.args.map(revive))
      answer = { ok: true, crossing: describe(result) }
    } catch (error) {
      answer = { ok: false, crossing: describe(error) }
    }
    tell('answer', { callId: asked.callId, ...answer })
  })
  hear<{ callId: string; ok: boolean; crossing: Crossing } | null>('answer', (answer) => {
    if (answer) answers.set(answer.callId, answer)
  })
  hear<{ promiseId: number; ok: boolean; crossing: Crossing }>('settle', ({ promiseId, ok, crossing }) => {
    const waiting = promises.get(promiseId)
    promises.delete(promiseId)
    if (ok) waiting?.resolve(revive(crossing))
    else waiting?.reject(revive(crossing))
  })

  return { tell, hear, describe, revive }
}

export type BridgeEnd = ReturnType<typeof makeBridgeEnd>
