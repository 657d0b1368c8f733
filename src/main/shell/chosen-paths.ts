/**
 * Paths the page may name: those the operator chose, dropped or opened, and those the backend returned to it. Otherwise
 * a script injected into the page could read any file of this computer.
 */
import type { RouteName } from '#shared/contract/index.ts'
import { AppError, toWire } from '#shared/errors.ts'
import type { Logger } from '#shared/log.ts'
import type { CallHandler } from './ipc.ts'

export type ChosenPaths = {
  add(paths: readonly string[]): void
  /** Refuses calls that name a path nobody chose, and records the paths in answers to the page. */
  guard(handle: CallHandler): CallHandler
}

/** Calls that read a file, or remember it for the next start. */
const routesTakingPaths: ReadonlySet<string> = new Set<RouteName>([
  'imports.open',
  'imports.peek',
  'backups.look',
  'backups.restore',
  'clientData.import',
  'app.saveUiState',
])
/** Calls whose answers name files the page may open later: those open when the app quit, and copies of the store. */
const routesReturningPaths: ReadonlySet<string> = new Set<RouteName>(['app.uiState', 'backups.state'])

export function createChosenPaths(log: Logger): ChosenPaths {
  const chosen = new Set<string>()
  const add = (paths: readonly string[]) => {
    for (const path of paths) chosen.add(path)
  }
  return {
    add,
    guard: (handle) => async (name, input) => {
      if (routesTakingPaths.has(name) && pathsIn(input).some((path) => !chosen.has(path))) {
        log.warn('call with a path nobody chose refused', { route: name })
        return { ok: false, error: toWire(new AppError('INVALID_INPUT', { route: name, field: 'path' })) }
      }
      const reply = await handle(name, input)
      if (routesReturningPaths.has(name) && reply.ok) add(pathsIn(reply.data))
      return reply
    },
  }
}

/** Returns every text under `path` or `folder`, at any depth. */
function pathsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) =>
    typeof each === 'string' ? (key === 'path' || key === 'folder' ? [each] : []) : pathsIn(each),
  )
}
