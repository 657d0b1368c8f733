import type { preflight } from '#shared/contract/exports/preflight.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { Deps } from '../../core/deps.ts'
import { createPreflightCheck, type PreflightParts } from './preflight-check.ts'

export function preflightRoutes(deps: Deps, parts: PreflightParts): Handlers<typeof preflight> {
  const { look, companyLeads } = createPreflightCheck(deps, parts)
  return {
    'preflight.look': look,
    'preflight.companyLeads': ({ page, ...request }) => companyLeads(request, page),
    'preflight.saveCompanyDays': ({ days }) => parts.companies.setDays(days),
  }
}
