/** Writes a file through the app's own writer and says how that ended: run where a file may only be so long. */
import { writeFileAtomically } from '#backend/core/lib/write-atomically.ts'

const [, , target = ''] = process.argv
await writeFileAtomically(target, async (file) => {
  await file.write('a'.repeat(3_000))
}).then(
  () => process.stdout.write('written'),
  (error: unknown) => process.stdout.write(String((error as { code?: string }).code)),
)
