import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { topics } from '#backend/inbox/replies/topics.ts'
import { replyLanguages } from '#shared/domain/inbox/replies/reply-labels.ts'
import { headerKey } from '#shared/domain/leads/import/header-key.ts'
import { knownVariables, leadFields } from '#shared/domain/leads/import/mapping.ts'
import { repoRoot } from '../../support/repository.ts'

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(repoRoot, file), 'utf8'))

/** Not empty, and no blank at either end: such a text would never match. */
const text = z
  .string()
  .min(1)
  .refine((value) => value === value.trim(), 'begins or ends with a blank')
const texts = z.array(text).min(1)
const unique = texts.refine((all) => new Set(all).size === all.length, 'has an entry twice')
const lowerCase = (all: readonly string[]) => all.every((each) => each === each.toLowerCase())
const exactly = (names: readonly string[], of: z.ZodType) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, of])))

const domains = unique.refine((all) => all.every((each) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(each)), 'is no domain')

const starters = z.strictObject({
  optOut: text,
  regards: text,
  starters: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[a-z0-9-]+$/),
        name: text,
        industry: text,
        mails: z
          .array(
            z.strictObject({
              subjects: z.array(z.string()).min(1),
              waitDays: z.int().min(0),
              body: z
                .array(text.refine((each) => !each.startsWith('$') || ['$optOut', '$regards'].includes(each)))
                .min(1),
            }),
          )
          .min(1),
      }),
    )
    .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'has a key twice'),
})

const people = z.strictObject({
  first: unique,
  last: unique,
  stems: unique,
  kinds: unique,
  cities: unique,
  titles: unique,
  phone: text,
})
const tones = [
  'interested',
  'meeting',
  'question',
  'not_interested',
  'not_now',
  'wrong_person',
  'unsubscribe',
  'out_of_office',
  'receipt',
]
const sequence = z
  .array(
    z.strictObject({
      delay: z.int().min(0),
      variants: z.array(z.strictObject({ subject: z.string(), body: text })).min(1),
    }),
  )
  .min(1)

const phrases = z.partialRecord(z.enum(topics), texts)

const importer = 'src/shared/domain/leads/import'
const replies = 'src/main/backend/inbox/replies'
const sequences = 'src/main/backend/campaigns/sequences/starters'

const shapes: Readonly<Record<string, z.ZodType>> = {
  [`${importer}/column-aliases.json`]: z.strictObject({
    fields: exactly(leadFields, texts),
    // A full name is recognised separately, by `wholeNames`.
    variables: exactly(knownVariables, z.array(text)),
    optOut: texts,
    consent: texts,
    verification: texts,
    maybeVerification: unique,
    wholeNames: unique,
    roles: unique,
    keepers: unique,
    placeHeaders: unique,
    salutations: unique,
  }),
  [`${importer}/given-names.json`]: unique.refine(
    (all) => all.every((each) => /^[a-z]+$/.test(each)),
    'has an accent or a capital',
  ),
  [`${importer}/null-words.json`]: unique.refine(lowerCase, 'has a capital'),
  [`${importer}/no-values.json`]: exactly(
    ['values', 'names', 'companies', 'firstNames'],
    unique.refine(lowerCase, 'has a capital'),
  ),
  [`${importer}/verification-words.json`]: exactly(
    ['verified', 'unverified', 'risky', 'not_found'],
    texts.refine(lowerCase, 'has a capital'),
  ),
  [`${importer}/free-mail.json`]: domains,
  [`${importer}/special-addresses.json`]: z.strictObject({
    roles: unique.refine(lowerCase, 'has a capital'),
    nobody: unique.refine((all) => all.every((each) => /^[a-z._-]+$/.test(each)), 'is no plain word'),
    // `.invalid` is reserved for addresses that lead nowhere (RFC 2606).
    disposableDomains: z.preprocess((all) => (all as string[]).filter((each) => each !== 'invalid'), domains),
  }),
  [`${replies}/concepts.json`]: z.record(z.string().regex(/^\S+$/), z.array(z.string()).length(replyLanguages.length)),
  ...Object.fromEntries(replyLanguages.map((language) => [`${replies}/phrases/${language}.json`, phrases])),
  ...Object.fromEntries(['en', 'de', 'nl'].map((language) => [`${sequences}/starters-${language}.json`, starters])),
  'src/demo/history/history-people.json': z.strictObject({
    people: exactly(['Germany', 'Netherlands', 'United Kingdom', 'France', 'Spain'], people),
    sizes: unique,
    sources: unique,
  }),
  'src/demo/reactions/reply-texts.json': exactly(
    replyLanguages,
    z.strictObject({
      replyPrefix: text,
      awayPrefix: text,
      receiptSubject: text,
      ...Object.fromEntries(tones.map((tone) => [tone, unique])),
    }),
  ),
  'src/demo/history/history-copy.json': exactly(['en', 'de', 'nl', 'fr', 'hiring'], sequence),
}

/** The catalogues of texts have a separate test, `core/texts/catalogues.test.ts`. */
const found = readdirSync(path.join(repoRoot, 'src'), { recursive: true, encoding: 'utf8' })
  .map((file) => `src/${file.replaceAll(path.sep, '/')}`)
  .filter((file) => file.endsWith('.json') && !file.endsWith('tsconfig.json') && !file.startsWith('src/shared/texts/'))

describe('word lists and data', () => {
  it('have a shape for each file', () => {
    expect(found.toSorted()).toEqual(Object.keys(shapes).toSorted())
  })

  it.each(Object.entries(shapes))('%s matches its shape', (file, shape) => {
    expect(shape.safeParse(read(file)).error?.issues ?? []).toEqual([])
  })

  it('give no column name two meanings', () => {
    const { fields, variables } = read(`${importer}/column-aliases.json`) as Record<string, Record<string, string[]>>
    const meanings = Map.groupBy(
      Object.entries({ ...fields, ...variables }).flatMap(([name, aliases]) =>
        aliases.map((alias) => ({ name, key: headerKey(alias) })),
      ),
      ({ key }) => key,
    )
    const twice = [...meanings].filter(([, of]) => new Set(of.map(({ name }) => name)).size > 1)
    expect(twice).toEqual([])
  })
})
