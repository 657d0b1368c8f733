/** Tells that the person of a row is dead or gone, by a header or a cell that says nothing else. */
import { translateOptOutWords } from './east-asian-opt-outs.ts'
import { saysOptOut } from './may-forbid-email.ts'
import { readOptOutCell } from './opt-out-cells.ts'
import { stopHeaderWhole, withoutFlagWords } from './opt-out-headers.ts'
import { likelyOptOutWording, plainWords } from './opt-out-wording.ts'

/**
 * Returns whether a header says nothing but that a person is gone, or an address dead, and since when; the cells tell
 * whether `Left` is meant so.
 */
export function isOfGonePerson(header: string, cells: readonly string[]): boolean {
  const key = plainWords(translateOptOutWords(header))
  const undated = key.replace(dateWords, '')
  const isMeant =
    goneHeader.test(withoutFlagWords(undated)) ||
    [key, withoutFlagWords(key)].some((said) => said.replace(likelyOptOutWording, '') === '') ||
    (undated !== key && undated !== 'stop' && (stopHeaderWhole.has(undated) || saysOptOut(undated)))
  const isAnswer = (cell: string) =>
    cell.length <= GONE_CHARS && !/^\s*\d*[2-9]\d*\s*$/.test(cell) && readOptOutCell(cell, 'yes_stops') !== 'unknown'
  return key !== '' && isMeant && cells.length > 0 && cells.filter(isAnswer).length >= cells.length * 0.8
}

const GONE_CHARS = 40

const dateWords =
  /^(?:date (?:of |de |du |d )?|datum (?:van )?|dato for |data (?:di |de |da )?|fecha (?:de )?)(?=\p{L})| (?:am|at|on|le|il|el|em|op|per|dnia|den|seit|since|sinds|depuis|desde|dal|until|till|bis|tot|date|datum|dato|data|fecha)$/gu

/** Whole headers, as some of these words have another meaning too. */
const goneHeader =
  /^(?:deceased|(?:person |contact )?has moved|died|dead|death|verstorben|gestorben|todes(?:tag|datum)|sterbedatum|overleden|overlijden|decedee?|deces|fallecid[oa]|defuncion|decedut[oa]|decesso|falecid[oa]|obito|zmarl[ya]?|nie zyje|zgon|avliden|afdod|zemrel[aiy]?|umrti|elhunyt|kuollut|vefat|умер(?:ла)?|left|leaving|leaver|has left|departed|resigned|retired|austritt(?:sdatum)?|ausgeschieden|ausgetreten|pensioniert|berentet|uit dienst|vertrokken|gepensioneerd|partie?|retraitee?|jubilad[oa]|pensionat[oa]|aposentad[oa]|slutat|sluttet|fratradt|elakkeella|odesel|odesla|kilepett|plecat|isten ayrildi|уволен[аы]?|уволил(?:ся|ась)|звільнен\p{L}*|left company)$/u

/** Returns whether a cell says nothing but that its person is gone or barred: `verstorben`, `gesperrt`. */
export const onlySaysGone = (cell: string): boolean => {
  const plain = plainWords(cell)
  return barred.test(plain) || (goneHeader.test(plain) && !mayBeAnything.test(plain))
}

const barred =
  /^(?:gesperrt|geblokkeerd|bloquee?|bloquead[oa]|bloccat[oa]|zablokowan[ya]|sparrad|spaerret|blokeret|blokkert|blokovan[ya]?|engellendi)$/

/** A side, a song, a retirement home. */
const mayBeAnything = /^(?:left|leaving|dead|death|retired|obito|partie?|slutat|sluttet|plecat)$/
