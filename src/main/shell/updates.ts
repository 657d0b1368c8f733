/** Newer versions: asked for at the start and every six hours, downloaded, and put in place when the operator restarts. */
import type { UpdateChannel, UpdateState } from '#shared/contract/core/desktop.ts'
import type { Logger } from '#shared/log.ts'

/** What fetches and installs a version; `update-engine.ts` is the real one. */
export type UpdateEngine = {
  /** Whether what it downloads can take the place of this program. */
  readonly canInstall: boolean
  /** The newer version the feed offers this computer, or null. Rejects with an `UpdateProblem` where it can tell. */
  check(channel: UpdateChannel): Promise<string | null>
  /** Fetches what `check` found and checks its sum; from then on `install` can be called. */
  download(onPercent: (percent: number) => void): Promise<void>
  /** Replaces the program, starts it, and quits this one. */
  install(): void
}

/** Why an update failed, as the operator is told. */
export class UpdateProblem extends Error {
  readonly problem: 'unreachable' | 'feed' | 'file'
  constructor(problem: UpdateProblem['problem'], options?: ErrorOptions) {
    super(problem, options)
    this.problem = problem
  }
}

const badFile: ReadonlySet<string> = new Set(['ERR_CHECKSUM_MISMATCH', 'ERR_UPDATER_INVALID_SIGNATURE'])
/** macOS's own updater tells it in a sentence alone. */
const signedByAnother = /code signature .*did not pass validation|code failed to satisfy specified code requirement/i
const noWayThere = /^(?:ENOTFOUND|ECONN|EAI_|ETIMEDOUT|EPIPE|HTTP_ERROR_[45])/

/** What an error of the updater's means to the operator. */
export function problemOf(cause: unknown): UpdateProblem {
  const { code = '', message = '' } = cause as { readonly code?: string; readonly message?: string }
  if (badFile.has(code) || signedByAnother.test(message)) return new UpdateProblem('file', { cause })
  const network = noWayThere.test(code) || /net::ERR_|aborted/.test(message)
  return new UpdateProblem(network ? 'unreachable' : 'feed', { cause })
}

export type UpdatesOptions = {
  /** The version that runs. */
  readonly version: string
  /** Null where nothing is ever asked: a build from source, or a package without a feed. */
  readonly engine: (() => Promise<UpdateEngine>) | null
  readonly channel: () => UpdateChannel
  /** Exports that are sending now. */
  readonly sending: () => number
  /** Asks what quitting would lose, lets all work end as when quitting, then calls `install`. */
  readonly leaveAnd: (install: () => void) => void
  readonly changed: () => void
  readonly log: Logger
  readonly now?: () => number
}

const everyMs = 6 * 60 * 60_000
/** How often is looked whether a check is due: a computer that slept has missed its hour. */
const lookEveryMs = 10 * 60_000

type Standing =
  | { readonly is: 'current' | 'checking' }
  | { readonly is: 'downloading'; readonly next: string; readonly percent: number }
  | { readonly is: 'ready' | 'elsewhere'; readonly next: string }
  | { readonly is: 'failed'; readonly problem: UpdateProblem['problem'] }

export function createUpdates(options: UpdatesOptions) {
  const { version, log, now = Date.now } = options
  let standing: Standing = { is: 'current' }
  let answeredAt: number | null = null
  let triedAt: number | null = null
  let running: Promise<void> | null = null
  let loaded: Promise<UpdateEngine> | null = null
  let timer: NodeJS.Timeout | undefined
  let ended = false

  const become = (next: Standing): void => {
    standing = next
    if (!ended) options.changed()
  }

  function state(): UpdateState {
    const common = { version, checkedAt: answeredAt === null ? null : new Date(answeredAt).toISOString() }
    if (!options.engine) return { ...common, is: 'off' }
    if (standing.is === 'ready') return { ...common, ...standing, is: 'ready', sending: options.sending() }
    return { ...common, ...standing } as UpdateState
  }

  /** Never rejects. What is ready stays ready: a newer one is found after the restart. */
  function check(): Promise<void> {
    if (!options.engine || ended || standing.is === 'ready') return Promise.resolve()
    running ??= checkNow(options.engine).finally(() => {
      running = null
    })
    return running
  }

  async function checkNow(load: () => Promise<UpdateEngine>): Promise<void> {
    const channel = options.channel()
    /** Another was chosen meanwhile: what this one has is not put in place, and the other is asked. */
    const isLeft = () => options.channel() !== channel
    triedAt = now()
    become({ is: 'checking' })
    try {
      loaded ??= load()
      const engine = await loaded
      const next = await engine.check(channel)
      answeredAt = now()
      if (next === null || isLeft()) become({ is: 'current' })
      else if (!engine.canInstall) become({ is: 'elsewhere', next })
      else {
        become({ is: 'downloading', next, percent: 0 })
        await engine.download((percent) => {
          const whole = Math.floor(percent)
          if (standing.is === 'downloading' && standing.percent !== whole)
            become({ is: 'downloading', next, percent: whole })
        })
        if (!isLeft()) become({ is: 'ready', next })
      }
    } catch (error) {
      const problem = error instanceof UpdateProblem ? error.problem : 'feed'
      log.warn('no update', { problem, error })
      become({ is: 'failed', problem })
    }
    if (isLeft() && !ended) await checkNow(load)
  }

  const lookWhetherDue = (): void => {
    if (triedAt === null || now() - triedAt >= everyMs) void check()
  }

  return {
    state,
    /** The app is ready: the first check, and the following ones. */
    begin(): void {
      if (!options.engine) return
      lookWhetherDue()
      timer = setInterval(lookWhetherDue, lookEveryMs)
      timer.unref()
    },
    /** Checks at once; the answer does not wait for a download. */
    async checkNow(): Promise<UpdateState> {
      void check()
      return state()
    },
    /** Another channel was chosen: what it offers is asked at once, and what was fetched from the other is forgotten. */
    channelChanged(): void {
      if (standing.is === 'ready') standing = { is: 'current' }
      void check()
    },
    /** Restarts into the new version. Stays while an export is sending: the answer says so. */
    async restart(): Promise<UpdateState> {
      if (standing.is === 'ready' && options.sending() === 0 && loaded) {
        const engine = await loaded
        options.leaveAnd(() => engine.install())
      }
      return state()
    },
    end(): void {
      ended = true
      clearInterval(timer)
    },
  }
}
