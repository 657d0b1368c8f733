import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { eventAliases, knownEventTypes } from '#shared/domain/events/event-types.ts'

const page = fs.readFileSync(path.join(import.meta.dirname, '../../../../docs/events.md'), 'utf8')
const section = (title: string) => page.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
const named = (text: string) => new Set([...text.matchAll(/`([a-z_]+)`/g)].map((match) => match[1]))

test('docs/events.md has every type, and every other name with its type', () => {
  const types = named(section('Types'))
  expect(knownEventTypes.filter((type) => !types.has(type))).toEqual([])
  const rows = section('Other names').split('\n')
  const wrong = Object.entries(eventAliases).filter(
    ([alias, type]) => !rows.some((row) => row.includes(`\`${alias}\``) && row.trimEnd().endsWith(`| \`${type}\` |`)),
  )
  expect(wrong).toEqual([])
})
