/** Where links of the guides may lead: into the guides, and to pages the app knows by name. Nowhere else. */
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

/** The only addresses outside the app a guide may lead to; the app opens them by name. Others stay words. */
export const knownPages: Readonly<Record<string, 'instantly_api_keys' | 'instantly_pricing'>> = {
  'https://app.instantly.ai/app/settings/integrations': 'instantly_api_keys',
  'https://instantly.ai/pricing': 'instantly_pricing',
}

/** Where a link of a guide leads inside the app; null for elsewhere. */
export function placeOf(to: string, guide: string | null): string | null {
  const [file = '', anchor] = to.split('#')
  const name = file === '' ? guide : /^(?:\.\/|\.\.\/|docs\/|de\/)?([\w-]+)\.md$/.exec(file)?.[1]
  if (name === null || !isGuide(name)) return null
  return anchor ? `/help/${name}/${anchor}` : `/help/${name}`
}
