/** Suggests columns that say of some people why they may not be meant: customers, competitors, own staff, tests. */
import { isAskedHeader, isOfProcessing, isRestricted } from '../asked-headers.ts'
import type { Suggestion } from '../mapping.ts'
import { isYesOrNo, stopReasonOf } from '../opt-out-cells.ts'
import { share } from './cells.ts'
import { type Column, isReassignable } from './column.ts'
import { optOutSuggestion } from './propose-consent.ts'

/** Must come before names are looked for: `Client` with yes and no is no company. */
export function proposeAsked(columns: readonly Column[], found: Map<number, Suggestion>) {
  for (const { at, key, cells } of columns) {
    if (!isAskedHeader(key) || !isReassignable(found.get(at))) continue
    if (isOfProcessing(key)) {
      if (cells.some(isRestricted)) found.set(at, optOutSuggestion('states', 'likely', cells))
    } else if (share(cells, isYesOrNo) >= 0.8 && cells.some((cell) => stopReasonOf(cell, 'yes_asks') !== null))
      found.set(at, optOutSuggestion('yes_asks', 'likely', cells))
  }
}
