/** Adds a fallback to a campaign's emails where a variable has none. */

import { type CampaignDraft, plainToBody } from './campaign-draft.ts'
import { withFallback } from './copy/read-copy.ts'

/** Returns the draft with the fallback added where subjects and bodies lack one, HTML-escaped in bodies. */
export function addFallbackToDraft(
  draft: CampaignDraft,
  variable: { readonly name: string; readonly fallback: string },
  own: ReadonlySet<string>,
): CampaignDraft {
  const inHtml = { ...variable, fallback: plainToBody(variable.fallback) }
  return {
    ...draft,
    steps: draft.steps.map((step) => ({
      ...step,
      variants: step.variants.map((variant) => ({
        ...variant,
        subject: withFallback(variant.subject, variable, own),
        body: withFallback(variant.body, inHtml, own),
      })),
    })),
  }
}
