import type { practice } from '#shared/contract/exports/practice.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { Deps } from '../../core/deps.ts'
import { createPracticeLook, type PracticeParts } from './look.ts'

export function practiceRoutes(deps: Deps, parts: PracticeParts): Handlers<typeof practice> {
  const { look, companyLeads } = createPracticeLook(deps, parts)
  return {
    'practice.look': look,
    'practice.companyLeads': ({ page, ...wish }) => companyLeads(wish, page),
    'practice.saveCompanyDays': ({ days }) => {
      parts.companies.setDays(days)
      return null
    },
  }
}
