/** Allowed targets of links in the guides: other guides, and pages the app knows by name. */
export const guideNames = [
  'setup',
  'import',
  'supabase',
  'export',
  'accounts',
  'opt-outs',
  'shared-memory',
  'troubleshooting',
  'faq',
  'anleitung',
] as const
export type GuideName = (typeof guideNames)[number]

export const isGuide = (name: string | undefined): name is GuideName => guideNames.some((each) => each === name)

/** The only external addresses a guide may link to; the app opens them by name. Other links are shown as plain text. */
export const knownPages: Readonly<Record<string, 'instantly_api_keys' | 'instantly_pricing'>> = {
  'https://app.instantly.ai/app/settings/integrations': 'instantly_api_keys',
  'https://instantly.ai/pricing': 'instantly_pricing',
}

/** Returns the path in the app that a guide's link leads to; null if it leads elsewhere. */
export function placeOf(to: string, guide: string | null): string | null {
  const [file = '', anchor] = to.split('#')
  const name = file === '' ? guide : /^(?:\.\/|\.\.\/|docs\/|de\/)?([\w-]+)\.md$/.exec(file)?.[1]
  if (name === null || !isGuide(name)) return null
  return anchor ? `/help/${name}/${anchor}` : `/help/${name}`
}
