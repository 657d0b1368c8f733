import type { Database, Statement } from 'better-sqlite3'

/** Compiles statements at first use: a start prepares about 1,500 and uses few; compiling took most of its time. */
export function prepareLazily(raw: Database): void {
  const compile = raw.prepare.bind(raw)
  raw.prepare = ((sql: string) => new LazyStatement(sql, compile)) as unknown as Database['prepare']
}

/** The part of `Statement` that the backend, Drizzle and the benchmarks use. Errors in SQL are thrown at first use. */
class LazyStatement implements Pick<Statement, 'run' | 'get' | 'all' | 'iterate' | 'columns'> {
  readonly #source: string
  readonly #compile: (sql: string) => Statement
  #compiled: Statement | null = null
  /** Row formats to apply once it is compiled. */
  #shape: (readonly ['pluck' | 'raw', boolean])[] = []

  constructor(source: string, compile: (sql: string) => Statement) {
    this.#source = source
    this.#compile = compile
  }

  #statement(): Statement {
    if (this.#compiled) return this.#compiled
    const compiled = this.#compile(this.#source)
    for (const [how, on] of this.#shape) compiled[how](on)
    this.#compiled = compiled
    return compiled
  }

  #give(how: 'pluck' | 'raw', on: boolean): this {
    if (this.#compiled) this.#compiled[how](on)
    else this.#shape.push([how, on])
    return this
  }

  run(...values: unknown[]) {
    return this.#statement().run(...values)
  }
  get(...values: unknown[]) {
    return this.#statement().get(...values)
  }
  all(...values: unknown[]) {
    return this.#statement().all(...values)
  }
  iterate(...values: unknown[]) {
    return this.#statement().iterate(...values)
  }
  columns() {
    return this.#statement().columns()
  }
  pluck(on = true): this {
    return this.#give('pluck', on)
  }
  raw(on = true): this {
    return this.#give('raw', on)
  }
}
