/** Whether an address was verified, by the file's own word. What the file does not say is unknown, never a no. */

export type Verification = 'verified' | 'unverified' | 'not_found' | 'unknown'

const words: Readonly<Record<Exclude<Verification, 'unknown'>, string>> = {
  verified: [
    'verified|valid|ok|good|deliverable|receiving|safe|safe to send|confirmed|passed|likely to engage|valide|vérifié',
    'vérifiée|verifiziert|bestätigt|gültig|zustellbar|verificado|válido|valido|entregable|geverifieerd|geldig|bevestigd',
    'đã xác minh|hợp lệ',
  ].join('|'),
  unverified: [
    'unverified|not verified|email no longer verified|no longer verified|extrapolated|guessed|guess|risky|risk',
    'catch-all|catch all|catchall|accept all|accept_all|accept-all|unsafe|role|role based|disposable|spamtrap|unconfirmed',
    'non vérifié|non vérifiée|nicht verifiziert|ungeprüft|no verificado|sin verificar|niet geverifieerd|chưa xác minh',
  ].join('|'),
  not_found: [
    'not found|not_found|notfound|unavailable|no email|none|missing|invalid|undeliverable|bounced|bounce|hard bounce',
    'bad|do not mail|do_not_mail|email not found|does not exist|mailbox not found|nicht gefunden|ungültig|unzustellbar',
    'non trouvé|introuvable|invalide|no encontrado|inválido|no válido|niet gevonden|ongeldig|không tìm thấy|không hợp lệ',
  ].join('|'),
}

const meaning = new Map<string, Verification>(
  (Object.keys(words) as (keyof typeof words)[]).flatMap((verdict) =>
    words[verdict].split('|').map((word) => [word, verdict] as const),
  ),
)

const key = (cell: string) => cell.trim().toLowerCase().replace(/_/g, ' ').replace(/\s+/g, ' ')

/** What a status cell says. Words nobody told us of say nothing. */
export function readVerification(cell: string): Verification {
  return meaning.get(key(cell)) ?? meaning.get(cell.trim().toLowerCase()) ?? 'unknown'
}
