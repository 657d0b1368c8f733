/** Reads and writes files of sequences: JSON with a version, validated when read. */
import { z } from 'zod'
import { type SequenceBody, sequenceBody } from '#shared/domain/campaigns/copy/sequence.ts'

const sequenceFileVersion = 1
/** In bytes; a hundred long sequences are smaller. */
export const largestSequenceFile = 5_000_000
const maxSequences = 200

/** Reason for refusing a file. */
export type FileRefusal = 'too_big' | 'no_json' | 'other_file' | 'newer' | 'shape' | 'empty' | 'too_many'

const headShape = z.object({ format: z.literal('sendoff-sequences'), version: z.number().int().min(1) })
const sequencesShape = z.object({ sequences: z.array(z.unknown()) })

export type ReadSequences =
  | { readonly ok: true; readonly sequences: readonly SequenceBody[] }
  /** `where`: the invalid part, such as `2 steps.0.variants`; sequences count from 1, the rest from 0. */
  | { readonly ok: false; readonly why: FileRefusal; readonly where: string | null }

const toRefusal = (why: FileRefusal, where: string | null = null): ReadSequences => ({ ok: false, why, where })

/** Removes control characters and those that change the text direction, which are never intended in copy. */
function cleanText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- those are what is taken out
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
}

/** Reads a file of sequences: returns all of them, or the reason for refusing it. */
export function readSequenceFile(text: string): ReadSequences {
  if (text.length > largestSequenceFile) return toRefusal('too_big')
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''), (_key, value: unknown) =>
      typeof value === 'string' ? cleanText(value) : value,
    )
  } catch {
    return toRefusal('no_json')
  }
  const known = headShape.safeParse(json)
  if (!known.success) return toRefusal('other_file')
  if (known.data.version > sequenceFileVersion) return toRefusal('newer', String(known.data.version))
  const list = sequencesShape.safeParse(json)
  if (!list.success) return toRefusal('shape', 'sequences')
  if (list.data.sequences.length === 0) return toRefusal('empty')
  if (list.data.sequences.length > maxSequences) return toRefusal('too_many', String(list.data.sequences.length))
  const sequences: SequenceBody[] = []
  for (const [at, one] of list.data.sequences.entries()) {
    const parsed = sequenceBody.safeParse(one)
    if (!parsed.success) return toRefusal('shape', `${at + 1} ${(parsed.error.issues[0]?.path ?? []).join('.')}`.trim())
    sequences.push(parsed.data)
  }
  return { ok: true, sequences }
}

/** Returns the file content of these sequences, formatted for reading. */
export function writeSequenceFile(sequences: readonly SequenceBody[]): string {
  const plain = sequences.map(({ name, language, industry, steps }) => ({ name, language, industry, steps }))
  return `${JSON.stringify({ format: 'sendoff-sequences', version: sequenceFileVersion, sequences: plain }, null, 2)}\n`
}
