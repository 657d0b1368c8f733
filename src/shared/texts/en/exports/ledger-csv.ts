/** What became of a lead and why: in the ledger on screen, in its CSV, and wherever else a row is spoken of. */
import type { Fate, HeldGate, Refusal, TargetKind } from '../../../contract/exports/exports.ts'
import { any } from '../core/counted.ts'
import { importGateReasonsEn } from '../leads/import.ts'

export const fateWords: Readonly<Record<Fate, string>> = {
  uploaded: 'Uploaded',
  stayed_behind: 'Stayed behind',
  refused: 'Refused by Instantly',
  failed: 'Failed',
  waiting: 'Not sent',
  taken_back: 'Taken back',
}

/** Why a row stays behind, as a reason after "because". */
export const gateWords: Readonly<Record<HeldGate, string>> = {
  ready: 'ready',
  no_address: 'no email address',
  bad_syntax: 'email address is malformed',
  not_found: 'the file says the address was not found',
  unverified: 'the file says the address is not verified',
  duplicate_in_file: 'the address is in the file twice',
  already_in_list: 'the address is already in this list',
  too_long: 'a value is too long for Instantly',
  removed: 'taken out of the list before it was sent',
  ...importGateReasonsEn,
  already_uploaded: 'an earlier export brought it into this campaign',
  in_workspace: 'already in this workspace at Instantly',
  not_verified: 'nobody verified the address',
  blank_variable: 'a variable of the copy without a fallback is blank',
  flawed_value: 'a value in it would look wrong in the mail',
  other_company: 'another client wrote to this company lately',
}

export const refusalWords: Readonly<Record<Refusal, string>> = {
  in_blocklist: 'on the block list',
  duplicated_leads: 'already in this campaign',
  skipped_count: 'already in this workspace',
  invalid_email_count: 'address not accepted',
  incomplete_count: 'incomplete',
  duplicate_email_count: 'twice in one request',
  plan_limit: "beyond the plan's contacts",
  unexplained: 'no reason given',
}

/** Reasons that name the target, where it is a lead list. */
const ofList = {
  already_uploaded: 'an earlier export brought it into this lead list',
  duplicated_leads: 'already in this lead list',
}

/** One reason is said as it is; where Instantly's counts leave several open, all are named. */
export const refusalSentence = (refusals: readonly Refusal[], target: TargetKind = 'campaign'): string =>
  `refused by Instantly: ${any(
    refusals.map((name) => (name === 'duplicated_leads' && target === 'list' ? ofList[name] : refusalWords[name])),
  )}`

export const ledgerCsvEn = {
  fates: fateWords,
  gates: gateWords,
  refusals: refusalWords,
  refused: refusalSentence,
  ofList,
  header: ['Row', 'Email', 'Name', 'Company', 'Where it is', 'Why'],
  fileSuffix: { problems: 'problem rows', all: 'ledger' },
  unnamedFile: (exportId: number) => `export ${exportId}`,
}
