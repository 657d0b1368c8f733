/** The guides in `docs`, bundled with the app so that they can be read offline. */

import changelog from '../../../../../CHANGELOG.md?raw'
import accountsGuide from '../../../../../docs/accounts.md?raw'
import germanGuide from '../../../../../docs/de/anleitung.md?raw'
import exportGuide from '../../../../../docs/export.md?raw'
import faqGuide from '../../../../../docs/faq.md?raw'
import importGuide from '../../../../../docs/import.md?raw'
import optOutsGuide from '../../../../../docs/opt-outs.md?raw'
import setupGuide from '../../../../../docs/setup.md?raw'
import sharedMemoryGuide from '../../../../../docs/shared-memory.md?raw'
import supabaseGuide from '../../../../../docs/supabase.md?raw'
import troubleshootingGuide from '../../../../../docs/troubleshooting.md?raw'
import { type Block, parseMarkdown, textOf } from '../../core/lib/markdown-core.ts'
import { type GuideName, guideNames } from './links.ts'
import { blockText, type Section, sectionsOf } from './sections.ts'

const sources: Readonly<Record<GuideName, string>> = {
  setup: setupGuide,
  export: exportGuide,
  'opt-outs': optOutsGuide,
  'shared-memory': sharedMemoryGuide,
  troubleshooting: troubleshootingGuide,
  import: importGuide,
  supabase: supabaseGuide,
  accounts: accountsGuide,
  faq: faqGuide,
  anleitung: germanGuide,
}

const read = new Map<GuideName, readonly Section[]>()

/** Returns the sections of a guide; the first has no heading but the page's. */
export function sectionsOfGuide(name: GuideName): readonly Section[] {
  const known = read.get(name)
  if (known) return known
  const sections = sectionsOf(parseMarkdown(sources[name]))
  read.set(name, sections)
  return sections
}

export type Release = {
  readonly version: string | null
  readonly date: string | null
  readonly blocks: readonly Block[]
}

/** Returns the changelog, newest first; `version` is null for unreleased changes. */
export function releases(): readonly Release[] {
  return sectionsByLevel2(parseMarkdown(changelog)).map(({ title, blocks }) => {
    const found = /^\[?(\d[^\]\s]*)\]?(?:\s*-\s*(\S+))?/.exec(title)
    return { version: found?.[1] ?? null, date: found?.[2] ?? null, blocks }
  })
}

function sectionsByLevel2(
  blocks: readonly Block[],
): readonly { readonly title: string; readonly blocks: readonly Block[] }[] {
  const found: { title: string; blocks: Block[] }[] = []
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level === 2) found.push({ title: textOf(block.parts), blocks: [] })
    else found.at(-1)?.blocks.push(block)
  }
  return found
}

export type Hit = {
  readonly guide: GuideName
  readonly anchor: string
  readonly title: string
  readonly excerpt: string
}

const maxHits = 40

/** Returns the sections that contain every word, those with the words in their heading first. */
export function searchGuides(words: string): readonly Hit[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return []
  const found: (Hit & { readonly rank: number })[] = []
  for (const guide of guideNames) {
    for (const section of sectionsOfGuide(guide)) {
      const text = section.blocks.map(blockText).join(' ')
      const title = section.title.toLowerCase()
      const all = `${title} ${text.toLowerCase()}`
      if (!wanted.every((word) => all.includes(word))) continue
      const rank = wanted.filter((word) => title.includes(word)).length
      found.push({ guide, anchor: section.anchor, title: section.title, excerpt: excerptOf(text, wanted), rank })
    }
  }
  return found.toSorted((a, b) => b.rank - a.rank).slice(0, maxHits)
}

function excerptOf(text: string, wanted: readonly string[]): string {
  const lower = text.toLowerCase()
  const first = Math.min(...wanted.map((word) => lower.indexOf(word)).filter((at) => at >= 0), lower.length)
  // Cuts between words.
  const from = first <= 60 ? 0 : text.indexOf(' ', first - 60) + 1
  const end = text.length <= from + 180 ? text.length : text.lastIndexOf(' ', from + 180)
  return `${from > 0 ? '… ' : ''}${text.slice(from, end).trim()}${end < text.length ? ' …' : ''}`
}
