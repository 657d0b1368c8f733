/** Copy of a campaign or a file written by somebody else. */
import { expect, it } from 'vitest'
import { bodyHtml } from '#backend/campaigns/sequences/body-html.ts'
import { resolveCopyNames } from '#shared/domain/campaigns/copy/copy-names.ts'
import {
  findBrokenBraces,
  readCopy,
  variablesIn,
  withFallback,
  withOtherName,
} from '#shared/domain/campaigns/copy/read-copy.ts'
import { fillTemplate } from '#shared/domain/inbox/fill-template.ts'
import { isHtmlStep } from '../../../../src/renderer/src/campaigns/copy/step-form.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

const times = 30_000
/** Reading one takes some ten ms; with quadratic growth it would take minutes, with cubic growth days. */
const copies: Readonly<Record<string, string>> = {
  'blanks behind braces': `{{${' '.repeat(times)}`,
  'blanks behind a name': `{{a${' '.repeat(times)}b`,
  'blanks on both sides': `{{${' '.repeat(times)}a${' '.repeat(times)}|${' '.repeat(times)}`,
  'braces in each other': `${'{{'.repeat(times)}${'}}'.repeat(times)}`,
  'choices in each other': `${'{{RANDOM|a'.repeat(times)}${'}}'.repeat(times)}`,
  'braces nobody closes': '{{ '.repeat(times),
  'fallbacks nobody closes': '{{a|'.repeat(times * 2),
  'tags nobody ends': '<p'.repeat(times * 5),
}
const readings: Readonly<Record<string, (copy: string) => unknown>> = {
  read: readCopy,
  'its variables': (copy) => variablesIn([copy], new Set()),
  'its broken braces': findBrokenBraces,
  'with a fallback': (copy) => withFallback(copy, { name: 'city', fallback: 'x' }, new Set()),
  'with another name': (copy) => withOtherName(copy, 'city', 'town'),
  'as Instantly has names': (copy) => resolveCopyNames(copy, new Set()),
  'as a template': (copy) => fillTemplate(copy, {}),
  'as a body': bodyHtml,
  'as a body of HTML': (copy) => bodyHtml(copy, true),
  'as a step': (body) => isHtmlStep({ id: 0, subject: '', body, waitDays: '1' }),
}

it.each(
  Object.entries(copies).flatMap(([what, copy]) =>
    Object.entries(readings).map(([how, reading]) => [what, how, copy, reading] as const),
  ),
)('Copy that is hard to parse does not block: %s, %s', (_what, _how, copy, reading) => {
  expect(threadCpuMs(() => reading(copy))).toBeLessThan(10_000)
})

it('Spaces around a name are no part of it', () => {
  expect(resolveCopyNames('{{  company | x }}', new Set())).toBe('{{companyName| x}}')
  expect(withFallback('{{ city  }} {{ city | }}', { name: 'city', fallback: 'here' }, new Set())).toBe(
    '{{city|here}} {{city|here}}',
  )
  expect(withOtherName('{{ city }} {{city|x}}', 'city', 'town')).toBe('{{town}} {{town|x}}')
  expect(fillTemplate('{{ city }} {{town| here }} {{a\nb}}', { city: 'Ulm' })).toEqual({
    text: 'Ulm here {{a\nb}}',
    missing: [],
  })
})
