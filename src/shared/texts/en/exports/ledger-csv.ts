/** The result of a lead and its reason: in the export report, in its CSV, and wherever else a row is described. */
import type { LeftOutReason, Refusal, RowOutcome, TargetKind } from '../../../contract/exports/exports.ts'
import { any } from '../core/counted.ts'
import { importGateReasonsEn } from '../leads/import.ts'

export const outcomeWords: Readonly<Record<RowOutcome, string>> = {
  uploaded: 'Uploaded',
  stayed_behind: 'Not exported',
  refused: 'Rejected by Instantly',
  failed: 'Failed',
  waiting: 'Not sent',
  taken_back: 'Removed again',
}

/** Why a row is excluded, as a reason after "because". */
export const gateWords: Readonly<Record<LeftOutReason, string>> = {
  ready: 'ready',
  no_address: 'no email address',
  bad_syntax: 'invalid email address',
  not_found: 'the file says the address was not found',
  unverified: 'the file says the address is not verified',
  duplicate_in_file: 'duplicate in the file',
  already_in_list: 'the address is already in this list',
  too_long: 'a value is too long for Instantly',
  removed: 'removed from the list before the export',
  ...importGateReasonsEn,
  already_uploaded: 'already added to this campaign by an earlier export',
  in_workspace: 'already in this workspace at Instantly',
  not_verified: 'address not verified',
  blank_variable: 'a variable in the emails is blank and has no fallback',
  flawed_value: 'a value would look wrong in the email',
  claimed_elsewhere: 'taken by another computer',
  other_company: 'another client contacted this company recently',
}

export const refusalWords: Readonly<Record<Refusal, string>> = {
  in_blocklist: 'on the block list',
  duplicated_leads: 'already in this campaign',
  skipped_count: 'already in this workspace',
  invalid_email_count: 'address not accepted',
  incomplete_count: 'incomplete',
  duplicate_email_count: 'twice in one request',
  plan_limit: "over the plan's contact limit",
  unexplained: 'no reason given',
}

/** Reasons that name the target, for a lead list. */
const ofList = {
  already_uploaded: 'already added to this lead list by an earlier export',
  duplicated_leads: 'already in this lead list',
}

/** A single reason is given on its own; if Instantly's counts leave several possible, all are named. */
export const refusalSentence = (refusals: readonly Refusal[], target: TargetKind = 'campaign'): string =>
  `rejected by Instantly: ${any(
    refusals.map((name) => (name === 'duplicated_leads' && target === 'list' ? ofList[name] : refusalWords[name])),
  )}`

export const ledgerCsvEn = {
  outcomes: outcomeWords,
  gates: gateWords,
  refusals: refusalWords,
  refused: refusalSentence,
  ofList,
  header: ['Row', 'Email', 'Name', 'Company', 'Result', 'Why'],
  fileSuffix: { problems: 'problem rows', all: 'export report' },
  unnamedFile: (exportId: number) => `export ${exportId}`,
}
