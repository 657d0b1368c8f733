import type { practice } from '#shared/contract/exports/preflight.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { Deps } from '../../core/deps.ts'
import { createPreflightCheck, type PreflightParts } from './preflight-check.ts'

export function preflightRoutes(deps: Deps, parts: PreflightParts): Handlers<typeof practice> {
  const { look, companyLeads } = createPreflightCheck(deps, parts)
  return {
    'practice.look': look,
    'practice.companyLeads': ({ page, ...wish }) => companyLeads(wish, page),
    'practice.saveCompanyDays': ({ days }) => parts.companies.setDays(days),
  }
}
