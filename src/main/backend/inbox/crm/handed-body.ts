import { z } from 'zod'
import { qualifiedLead } from '#shared/contract/inbox/crm.ts'

/** What a handover was written as, read back. */
export const handedBody = z.object({ client: z.string().nullable(), lead: qualifiedLead.omit({ key: true }) })
