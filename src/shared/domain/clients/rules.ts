/** Decides which part of a workspace a campaign belongs to, by its name and tags. Pure functions. */
import { searchNameOf } from '../campaigns/search-name.ts'

/** `matches`: the whole name, with `*` for any text and `?` for one character. All kinds ignore case. */
export const ruleKinds = ['contains', 'starts', 'matches', 'tag'] as const
export type RuleKind = (typeof ruleKinds)[number]

export type RuleCondition = { readonly kind: RuleKind; readonly value: string }
type Named = { readonly name: string; readonly tags: readonly string[] | null }

/** Returns a function that finds the first rule a campaign matches, or null. Rules are prepared for many campaigns. */
export function createRuleFinder<Rule extends RuleCondition>(rules: readonly Rule[]): (campaign: Named) => Rule | null {
  const folded = rules.map((rule) => ({ rule, fits: createRuleTest(rule) }))
  return ({ name, tags }) => {
    const seen = { name: searchNameOf(name), tags: (tags ?? []).map(searchNameOf) }
    return folded.find(({ fits }) => fits(seen))?.rule ?? null
  }
}

type FoldedCampaign = { readonly name: string; readonly tags: readonly string[] }

function createRuleTest({ kind, value }: RuleCondition): (seen: FoldedCampaign) => boolean {
  const wanted = searchNameOf(value.trim())
  // A rule without text would match every campaign.
  if (wanted === '') return () => false
  switch (kind) {
    case 'contains':
      return ({ name }) => name.includes(wanted)
    case 'starts':
      return ({ name }) => name.trimStart().startsWith(wanted)
    case 'matches':
      return ({ name }) => matchesPattern(name.trim(), wanted)
    case 'tag':
      return ({ tags }) => tags.some((tag) => tag.trim() === wanted)
    default:
      return kind satisfies never
  }
}

/** Backtracks to the last `*` only, so that no pattern takes longer than pattern × text. */
function matchesPattern(text: string, pattern: string): boolean {
  let [at, p, star, from] = [0, 0, -1, 0]
  while (at < text.length) {
    if (pattern[p] === '*') {
      star = p++
      from = at
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[at])) {
      p++
      at++
    } else if (star >= 0) {
      p = star + 1
      at = ++from
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}
