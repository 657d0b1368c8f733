import type { reports } from '#shared/contract/insights/reports.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { AppError } from '#shared/errors.ts'
import type { Deps } from '../../core/deps.ts'
import { createReportComposer } from './compose.ts'
import { readLogo } from './logo.ts'

export function assertFound<T>(found: T | null): T {
  if (found === null) throw new AppError('INTERNAL')
  return found
}

/** Shows, chooses and removes the logo. */
export function logoRoutes(
  compose: ReturnType<typeof createReportComposer>,
  host: Deps['host'],
): Pick<Handlers<typeof reports>, 'reports.logo' | 'reports.chooseLogo' | 'reports.removeLogo' | 'reports.takeLogo'> {
  return {
    'reports.logo': compose.logos.get,
    async 'reports.chooseLogo'(client) {
      compose.clientName(client)
      const file = await host.choosePlace('picture')
      if (file === null) return null
      compose.logos.put(client, await readLogo(file))
      return compose.logos.get(client)
    },
    'reports.removeLogo': (client) => compose.logos.remove(client),
    'reports.takeLogo': (client) => {
      compose.clientName(client)
      if (!compose.logos.take(client)) throw new AppError('NOT_FOUND', { what: 'logo' })
      return assertFound(compose.logos.get(client))
    },
  }
}
