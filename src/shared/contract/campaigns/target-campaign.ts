import { z } from 'zod'
import { remoteId } from '../../ids.ts'

/** A campaign leads are to go into: its part of a workspace is told by its name and its tags where it has no id yet. */
export const targetCampaign = z.object({
  remoteId: remoteId.nullable(),
  name: z.string().max(200),
  tags: z.array(z.string().max(100)).max(20).optional(),
})
