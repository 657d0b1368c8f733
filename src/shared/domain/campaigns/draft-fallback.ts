/** A campaign's mails with a fallback where a variable had none. */

import { bodyOfPlain, type CampaignDraft } from './campaign-draft.ts'
import { withFallback } from './copy/read-copy.ts'

/** The draft with the fallback in every subject and body that lacks one; bodies are HTML, so its letters are too. */
export function draftWithFallback(
  draft: CampaignDraft,
  variable: { readonly name: string; readonly fallback: string },
  own: ReadonlySet<string>,
): CampaignDraft {
  const inHtml = { ...variable, fallback: bodyOfPlain(variable.fallback) }
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
