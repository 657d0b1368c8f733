import { z } from 'zod'
import { qualifiedLead } from '#shared/contract/inbox/crm.ts'

/** Stored body of a handover. */
export const handoverBody = z.object({ client: z.string().nullable(), lead: qualifiedLead.omit({ key: true }) })
