/** Writes a file with the app's own writer and reports the outcome; run with a limited file size. */
import { writeFileAtomically } from '#backend/core/lib/write-atomically.ts'

const [, , target = ''] = process.argv
await writeFileAtomically(target, async (file) => {
  await file.write('a'.repeat(3_000))
}).then(
  () => process.stdout.write('written'),
  (error: unknown) => process.stdout.write(String((error as { code?: string }).code)),
)
