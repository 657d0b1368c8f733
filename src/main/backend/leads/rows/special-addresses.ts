/** Addresses that belong to a function instead of a person, and mailboxes made to be thrown away. */

const list = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(' ')))

/** Local parts of functions, in the languages of the aliases. */
const roles = list(
  'info information contact contacts hello hi mail email office admin administrator administration sales support help',
  'service services team enquiries enquiry inquiries inquiry marketing press media news newsletter jobs job careers career',
  'hr recruiting recruitment billing invoice invoices accounts accounting accountspayable finance orders order shop store',
  'webmaster postmaster hostmaster abuse noc security privacy legal noreply no-reply donotreply root bookings booking',
  'reservations reservation reception feedback general customerservice customercare care events partners kontakt buero buro',
  'verwaltung vertrieb anfrage anfragen rechnung bestellung empfang praxis kanzlei bewerbung presse sekretariat zentrale',
  'contacto informacion ventas administracion soporte pedidos recepcion contato vendas atendimento comercial commercial',
  'accueil bonjour secretariat direction reservation compta comptabilite devis commande informatie verkoop klantenservice',
  'receptie boekhouding facturen vragen informazioni vendite segreteria amministrazione prenotazioni biuro lienhe hotro',
)

/** Providers of mailboxes that last minutes; the best known ones. */
const disposableDomains = list(
  'mailinator.com guerrillamail.com guerrillamail.net guerrillamail.org guerrillamail.info guerrillamail.biz sharklasers.com',
  'grr.la 10minutemail.com 10minutemail.net 10minutemail.co.za 20minutemail.com temp-mail.org temp-mail.io tempmail.com',
  'tempmail.net tempmail.dev tempmailo.com tempr.email tempinbox.com yopmail.com yopmail.fr yopmail.net trashmail.com',
  'trashmail.de trashmail.net trashmail.ws trash-mail.com wegwerfmail.de wegwerfmail.net wegwerfmail.org wegwerfemail.de',
  'spoofmail.de byom.de muellmail.com einrot.com cuvox.de dayrep.com fleckens.hu gustr.com jourrapide.com rhyta.com',
  'superrito.com teleworm.us armyspy.com dispostable.com discard.email discardmail.com discardmail.de throwawaymail.com',
  'throwam.com getnada.com nada.email getairmail.com maildrop.cc mailnesia.com mailcatch.com mailnull.com mintemail.com',
  'mohmal.com moakt.com emailondeck.com fakeinbox.com fakemail.net fakemailgenerator.com burnermail.io inboxkitten.com',
  'spamgourmet.com spam4.me spambox.us spamex.com spamfree24.org mytrashmail.com mt2015.com jetable.org jetable.com',
  'anonbox.net anonymbox.com mail-temp.com mailtemp.net minuteinbox.com instantemailaddress.com incognitomail.org',
  'crazymailing.com deadaddress.com despam.it dropmail.me e4ward.com emailtemporanea.net emailtemporario.com.br emltmp.com',
  'eyepaste.com filzmail.com harakirimail.com hidemail.de inboxbear.com kasmail.com koszmail.pl luxusmail.org mailexpire.com',
  'mailforspam.com mailmoat.com mailsac.com meltmail.com mvrht.net my10minutemail.com nowmymail.com one-time.email',
  'onewaymail.com owlymail.com pokemail.net proxymail.eu rcpt.at receiveee.com sogetthis.com soodonims.com tempail.com',
  'tempemail.net temporary-mail.net thankyou2010.com tmail.ws tmpmail.net tmpmail.org trbvm.com wh4f.org zippymail.info',
  // Of templates and trackers of web pages.
  'domain.com yourdomain.com mydomain.com mysite.com yoursite.com sentry.io sentry.wixpress.com sentry-next.wixpress.com',
)

/** Whether a valid key (`info@…`) is the address of a function; a figure or a word after it changes nothing. */
export function isRoleAddress(key: string): boolean {
  const local = key.slice(0, key.indexOf('@')).replace(/\+.*$/, '')
  return roles.has(local) || roles.has(local.replace(/(?<![\d._-])[\d._-]+$/, ''))
}

/** Which pairs of length and first letters the domains have: nearly every other domain is told apart without a look-up. */
const maybe = new Uint8Array(1 << 16)
const place = (text: string, from: number) =>
  (text.charCodeAt(from) * 1031 + text.charCodeAt(from + 1) * 61 + (text.length - from)) & 0xffff
for (const domain of disposableDomains) maybe[place(domain, 0)] = 1

/** Whether the address, or the domain it lies under, is a throw-away mailbox. */
export function isDisposable(key: string): boolean {
  for (let from = key.indexOf('@') + 1; from > 0; from = key.indexOf('.', from) + 1) {
    if (maybe[place(key, from)] === 1 && disposableDomains.has(key.slice(from))) return true
  }
  return false
}
