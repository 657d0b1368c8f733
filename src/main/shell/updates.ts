/** Looks for newer versions at the start and every six hours, downloads, and installs when the operator restarts. */
import type { UpdateChannel, UpdateState } from '#shared/contract/core/desktop.ts'
import { ageOf } from '#shared/domain/core/age-of.ts'
import type { Logger } from '#shared/log.ts'

/** Downloads and installs a version; `update-engine.ts` is the real implementation. */
export type UpdateEngine = {
  /** Whether a download can replace this program. */
  readonly canInstall: boolean
  /** Returns the newer version offered for this computer, or null. Throws `UpdateProblem` if the cause is known. */
  check(channel: UpdateChannel): Promise<string | null>
  /** Downloads the version `check` found and verifies its checksum; then `install` can be called. */
  download(onPercent: (percent: number) => void): Promise<void>
  /** Replaces the program, starts the new one, and quits this one. */
  install(): void
}

/** Reason for a failed update, as shown to the operator. */
export class UpdateProblem extends Error {
  readonly problem: 'unreachable' | 'feed' | 'file'
  constructor(problem: UpdateProblem['problem'], options?: ErrorOptions) {
    super(problem, options)
    this.problem = problem
  }
}

const badFileCodes: ReadonlySet<string> = new Set(['ERR_CHECKSUM_MISMATCH', 'ERR_UPDATER_INVALID_SIGNATURE'])
/** macOS's own updater reports it only in words. */
const foreignSignature = /code signature .*did not pass validation|code failed to satisfy specified code requirement/i
const unreachableCodes = /^(?:ENOTFOUND|ECONN|EAI_|ETIMEDOUT|EPIPE|HTTP_ERROR_[45])/

/** Converts an error of the updater to a reason for the operator. */
export function toUpdateProblem(cause: unknown): UpdateProblem {
  const { code = '', message = '' } = cause as { readonly code?: string; readonly message?: string }
  if (badFileCodes.has(code) || foreignSignature.test(message)) return new UpdateProblem('file', { cause })
  const network = unreachableCodes.test(code) || /net::ERR_|aborted/.test(message)
  return new UpdateProblem(network ? 'unreachable' : 'feed', { cause })
}

export type UpdatesOptions = {
  /** The running version. */
  readonly version: string
  /** Null if updates are never checked: a build from source, or a package without a feed. */
  readonly engine: (() => Promise<UpdateEngine>) | null
  readonly channel: () => UpdateChannel
  /** Number of exports that are sending now. */
  readonly sending: () => number
  /** Asks about what quitting would lose, lets all work end as when quitting, then calls `install`. */
  readonly leaveAnd: (install: () => void) => void
  readonly changed: () => void
  readonly log: Logger
  readonly now?: () => number
}

const everyMs = 6 * 60 * 60_000
/** How often to look whether a check is due: a computer that slept has missed its hour. */
const checkEveryMs = 10 * 60_000

type UpdateStage =
  | { readonly is: 'current' | 'checking' }
  | { readonly is: 'downloading'; readonly next: string; readonly percent: number }
  | { readonly is: 'ready' | 'elsewhere'; readonly next: string }
  | { readonly is: 'failed'; readonly problem: UpdateProblem['problem'] }

export function createUpdates(options: UpdatesOptions) {
  const { version, log, now = Date.now } = options
  let standing: UpdateStage = { is: 'current' }
  let answeredAt: number | null = null
  let triedAt: number | null = null
  let running: Promise<void> | null = null
  let loaded: Promise<UpdateEngine> | null = null
  let timer: NodeJS.Timeout | undefined
  let ended = false

  const become = (next: UpdateStage): void => {
    standing = next
    if (!ended) options.changed()
  }

  function state(): UpdateState {
    const common = { version, checkedAt: answeredAt === null ? null : new Date(answeredAt).toISOString() }
    if (!options.engine) return { ...common, is: 'off' }
    if (standing.is === 'ready') return { ...common, ...standing, is: 'ready', sending: options.sending() }
    return { ...common, ...standing } as UpdateState
  }

  /** Never rejects. A version that is ready stays ready: a newer one is found after the restart. */
  function check(): Promise<void> {
    if (!options.engine || ended || standing.is === 'ready') return Promise.resolve()
    running ??= checkNow(options.engine).finally(() => {
      running = null
    })
    return running
  }

  async function checkNow(load: () => Promise<UpdateEngine>): Promise<void> {
    const channel = options.channel()
    /** Whether another channel was chosen meanwhile: this one's version is not installed, and the other checked. */
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
    if (triedAt === null || ageOf(triedAt, now()) >= everyMs) void check()
  }

  return {
    state,
    /** Called when the app is ready; starts the first and the following checks. */
    begin(): void {
      if (!options.engine) return
      lookWhetherDue()
      timer = setInterval(lookWhetherDue, checkEveryMs)
      timer.unref()
    },
    /** Checks immediately; the answer does not wait for a download. */
    async checkNow(): Promise<UpdateState> {
      void check()
      return state()
    },
    /** Called when another channel was chosen: checks it at once and discards what was downloaded from the other. */
    channelChanged(): void {
      if (standing.is === 'ready') standing = { is: 'current' }
      void check()
    },
    /** Restarts into the new version, but not while an export is sending; the returned state says so. */
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
