/** The description of a client's folder, stored in it. */
import { z } from 'zod'

export const manifestName = 'manifest.json'

export const manifest = z.object({
  format: z.literal('sendoff-client'),
  /** A higher version comes from a newer Sendoff. */
  version: z.literal(1),
  app: z.string().max(100),
  madeAt: z.iso.datetime(),
  client: z.object({ name: z.string().min(1).max(200) }),
  files: z
    .array(
      z.object({
        path: z.string().regex(/^(?:data|csv)\/[a-z_-]+\.(?:jsonl|csv)$/),
        rows: z.number().int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(400),
})
export type Manifest = z.output<typeof manifest>
