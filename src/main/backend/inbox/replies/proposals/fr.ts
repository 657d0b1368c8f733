import type { ProposalWords } from './proposal-words.ts'

export const fr: ProposalWords = {
  locale: 'fr-FR',
  greeting: (firstName) => (firstName ? `Bonjour ${firstName},` : 'Bonjour,'),
  at: (day, hour) => `${day} à ${hour} h`,
  onDay: (day) => `le ${day}`,
  inAWhile: 'dans quelques mois',
  texts: {
    interested:
      '{{greeting}}\n\nmerci, j’en suis ravi. Voulez-vous que nous en parlions un quart d’heure au téléphone ? Je suis libre {{time1}} ou {{time2}}. Si cela ne convient pas, proposez-moi un autre moment.',
    meeting_booked:
      '{{greeting}}\n\ncela me convient très bien, merci. Je vous envoie une invitation. En cas d’empêchement, un petit mot suffit.',
    question:
      '{{greeting}}\n\nmerci pour votre question. {{answer}}\n\nSi c’est plus simple au téléphone : je suis libre {{time1}} ou {{time2}}.',
    referral: '{{greeting}}\n\nmerci de m’indiquer la bonne personne. Puis-je lui dire que j’écris sur votre conseil ?',
    not_now: '{{greeting}}\n\nc’est noté, merci de votre réponse. Je vous réécrirai {{when}}. Bien à vous d’ici là.',
    wrong_person:
      '{{greeting}}\n\nmerci de me l’avoir dit, et pardon du dérangement. Qui s’en occupe chez {{companyName|vous}} ?',
    not_interested: '{{greeting}}\n\nmerci de cette réponse claire. Je ne vous écrirai plus à ce sujet. Bien à vous.',
    out_of_office: null,
    other: null,
    quiet:
      '{{greeting}}\n\nun mot au sujet de mon dernier message : est-ce toujours d’actualité pour vous ? Si le moment est mal choisi, dites-moi quand vous réécrire.',
  },
  later: {
    not_now:
      '{{greeting}}\n\nvous m’aviez proposé de vous réécrire à cette période. Le moment est-il mieux choisi ? Pour un court échange, je suis libre {{time1}} ou {{time2}}.',
    out_of_office:
      '{{greeting}}\n\nj’espère que tout va bien depuis votre retour. Mon message est arrivé pendant votre absence : le sujet vous intéresse-t-il ? Pour un court échange, je suis libre {{time1}} ou {{time2}}.',
  },
}
