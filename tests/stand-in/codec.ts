/**
 * Encodes values of the structured clone algorithm as JSON text. The function is self-contained because its source also
 * runs in the page.
 *
 * Plain JSON stays unchanged. Everything else is `{ "$": tag, "v": … }`; an object that itself has a member `$` is
 * written as a list of its members. `{ "$": "again", "v": n }` is the n-th object met before.
 */
export function makeCodec(textOfBytes: (bytes: Uint8Array) => string, bytesOfText: (text: string) => Uint8Array) {
  type Tagged = { $: string; v?: unknown }
  const errors: Record<string, new (message: string) => Error> = {
    Error,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  }
  const views: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  }
  const refuse = (): never => {
    throw new Error('An object could not be cloned.')
  }

  const encode = (root: unknown): string => {
    const met = new Map<object, number>()
    const members = (value: object) => Object.entries(value).map(([name, member]) => [name, write(member)])

    const writeObject = (value: object): unknown => {
      const earlier = met.get(value)
      if (earlier !== undefined) return { $: 'again', v: earlier }
      met.set(value, met.size)
      if (Array.isArray(value)) return Array.from(value, write)
      if (ArrayBuffer.isView(value)) {
        const bytes = new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength)
        const name = Object.prototype.toString.call(value).slice(8, -1)
        return { $: 'view', v: [name in views ? name : 'Uint8Array', textOfBytes(bytes)] }
      }
      const kind = Object.prototype.toString.call(value).slice(8, -1)
      switch (kind) {
        case 'Object':
          return '$' in value ? { $: 'object', v: members(value) } : Object.fromEntries(members(value))
        case 'Date':
          return { $: 'date', v: write((value as Date).getTime()) }
        case 'Map':
          return { $: 'map', v: [...(value as Map<unknown, unknown>)].map(([key, item]) => [write(key), write(item)]) }
        case 'Set':
          return { $: 'set', v: [...(value as Set<unknown>)].map(write) }
        case 'ArrayBuffer':
          return { $: 'buffer', v: textOfBytes(new Uint8Array(value as ArrayBuffer)) }
        case 'RegExp':
          return { $: 'regexp', v: [(value as RegExp).source, (value as RegExp).flags] }
        case 'Error': {
          const { name, message, stack } = value as Error
          return { $: 'error', v: [name in errors ? name : 'Error', message, stack ?? ''] }
        }
        default:
          return refuse()
      }
    }

    const write = (value: unknown): unknown => {
      switch (typeof value) {
        case 'undefined':
          return { $: 'undefined' }
        case 'number':
          return Number.isFinite(value) && !Object.is(value, -0)
            ? value
            : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) }
        case 'bigint':
          return { $: 'bigint', v: String(value) }
        case 'function':
        case 'symbol':
          return refuse()
        case 'object':
          return value === null ? null : writeObject(value)
        default:
          return value
      }
    }
    return JSON.stringify(write(root))
  }

  const decode = (text: string): unknown => {
    const met: unknown[] = []
    const keep = <T>(value: T): T => {
      met.push(value)
      return value
    }

    const readTagged = ({ $: tag, v }: Tagged): unknown => {
      switch (tag) {
        case 'undefined':
          return undefined
        case 'number':
          return Number(v)
        case 'bigint':
          return BigInt(v as string)
        case 'again':
          return met[v as number]
        case 'date':
          return keep(new Date(read(v) as number))
        case 'regexp':
          return keep(new RegExp(...(v as [string, string])))
        case 'buffer':
          return keep(bytesOfText(v as string).slice().buffer)
        case 'view': {
          const [name, bytes] = v as [string, string]
          const View = views[name] ?? Uint8Array
          return keep(new View(bytesOfText(bytes).slice().buffer))
        }
        case 'error': {
          const [name, message, stack] = v as [string, string, string]
          const error = keep(new (errors[name] ?? Error)(message))
          Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true })
          return error
        }
        case 'map': {
          const map = keep(new Map<unknown, unknown>())
          for (const [key, item] of v as [unknown, unknown][]) map.set(read(key), read(item))
          return map
        }
        case 'set': {
          const set = keep(new Set<unknown>())
          for (const item of v as unknown[]) set.add(read(item))
          return set
        }
        case 'object': {
          const object = keep<Record<string, unknown>>({})
          for (const [name, member] of v as [string, unknown][])
            Object.defineProperty(object, name, {
              value: read(member),
              enumerable: true,
              configurable: true,
              writable: true,
            })
          return object
        }
        default:
          throw new Error(`codec: unknown tag ${tag}`)
      }
    }

    const read = (node: unknown): unknown => {
      if (node === null || typeof node !== 'object') return node
      if ('$' in node) return readTagged(node as Tagged)
      // Decoded in place: nobody else holds the parsed text, and its own member `__proto__` stays a member.
      const holder = keep(node) as Record<string, unknown>
      for (const name of Object.keys(holder)) holder[name] = read(holder[name])
      return holder
    }
    return read(JSON.parse(text))
  }

  return { encode, decode }
}

export type Codec = ReturnType<typeof makeCodec>
