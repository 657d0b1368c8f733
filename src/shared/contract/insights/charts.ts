import { z } from 'zod'
import { typedName } from '../../domain/core/typed-name.ts'
import { workspaceId } from '../../ids.ts'
import { command } from '../route.ts'

const pictureName = typedName(150)
/** Limit of 16 MB of text; a chart across the largest screen at double resolution has about one. */
const most = 16 * 1024 * 1024

export const charts = {
  /**
   * Saves a chart as a picture where the operator chooses; returns null if cancelled. `workspaceId`: the client whose
   * figures it shows, null for several. `content`: SVG text, or PNG as base64.
   */
  'charts.savePicture': command<{ readonly path: string } | null>({ touches: [] })(
    z.discriminatedUnion('format', [
      z.object({
        format: z.literal('svg'),
        workspaceId: workspaceId.nullable(),
        name: pictureName,
        content: z.string().max(most).startsWith('<svg '),
      }),
      z.object({
        format: z.literal('png'),
        workspaceId: workspaceId.nullable(),
        name: pictureName,
        content: z.base64().max(most).startsWith('iVBORw0KGgo'),
      }),
    ]),
  ),
}
