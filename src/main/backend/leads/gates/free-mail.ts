/** Providers anybody can have a mailbox at: an address there says nothing about a company. */

const list = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(' ')))

/** Those that have the same name under many countries. */
const everywhere =
  /^(?:yahoo|ymail|hotmail|outlook|live|msn|gmx|yandex|aol|icloud|protonmail|zohomail)\.[a-z]{2,4}(?:\.[a-z]{2})?$/

const providers = list(
  'gmail.com googlemail.com me.com mac.com rocketmail.com passport.com windowslive.com proton.me pm.me tutanota.com tutanota.de',
  'tuta.io tuta.com mail.com email.com zoho.com fastmail.com fastmail.fm hey.com hushmail.com inbox.com mailbox.org posteo.de',
  'posteo.net web.de t-online.de freenet.de arcor.de online.de 1und1.de kabelmail.de vodafone.de vodafonemail.de mail.de email.de',
  'unitybox.de alice.de alice-dsl.net aon.at chello.at bluewin.ch sunrise.ch hispeed.ch orange.fr wanadoo.fr free.fr laposte.net',
  'sfr.fr neuf.fr bbox.fr numericable.fr club-internet.fr libero.it virgilio.it tiscali.it alice.it tin.it fastwebnet.it inwind.it',
  'ziggo.nl kpnmail.nl kpnplanet.nl planet.nl hetnet.nl xs4all.nl casema.nl upcmail.nl home.nl quicknet.nl chello.nl solcon.nl',
  'telenet.be skynet.be proximus.be scarlet.be voo.be btinternet.com btopenworld.com sky.com talktalk.net ntlworld.com',
  'virginmedia.com blueyonder.co.uk tiscali.co.uk comcast.net verizon.net att.net cox.net sbcglobal.net bellsouth.net charter.net',
  'earthlink.net frontier.com juno.com netzero.net optonline.net roadrunner.com windstream.net rogers.com shaw.ca telus.net bell.net',
  'sympatico.ca videotron.ca bigpond.com bigpond.net.au optusnet.com.au iinet.net.au xtra.co.nz telefonica.net terra.es sapo.pt',
  'uol.com.br bol.com.br terra.com.br ig.com.br globo.com wp.pl o2.pl onet.pl op.pl interia.pl gazeta.pl poczta.fm seznam.cz',
  'centrum.cz email.cz azet.sk zoznam.sk freemail.hu citromail.hu abv.bg mail.bg mail.ru inbox.ru list.ru bk.ru rambler.ru ukr.net',
  'qq.com 163.com 126.com sina.com sohu.com foxmail.com naver.com daum.net hanmail.net nate.com rediffmail.com docomo.ne.jp ezweb.ne.jp',
  'softbank.ne.jp telia.com spray.se bredband.net online.no broadpark.no mail.dk jubii.dk stofanet.dk kolumbus.fi luukku.com',
)

/** Whether a domain (lower case, as after the `@`) belongs to a provider of mailboxes, and not to one company. */
export const isFreeMail = (domain: string): boolean => providers.has(domain) || everywhere.test(domain)

/** The domain of an address key. */
export const domainOfAddress = (email: string): string => email.slice(email.lastIndexOf('@') + 1)
