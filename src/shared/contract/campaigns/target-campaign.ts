import { z } from 'zod'
import { remoteId } from '../../ids.ts'

/** A campaign that leads are to go into. If it has no id yet, its name and tags determine its part of the workspace. */
export const targetCampaign = z.object({
  remoteId: remoteId.nullable(),
  name: z.string().max(200),
  tags: z.array(z.string().max(100)).max(20).optional(),
})
