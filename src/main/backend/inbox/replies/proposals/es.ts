import type { ProposalWords } from './proposal-words.ts'

export const es: ProposalWords = {
  locale: 'es-ES',
  greeting: (firstName) => (firstName ? `Hola, ${firstName}:` : 'Hola:'),
  at: (day, hour) => `el ${day} a las ${hour}:00`,
  onDay: (day) => `el ${day}`,
  inAWhile: 'dentro de unos meses',
  texts: {
    interested:
      '{{greeting}}\n\nmuchas gracias, me alegra leerlo. ¿Lo vemos en quince minutos por teléfono? Podría {{time1}} o {{time2}}. Si no le viene bien, dígame usted otro momento.',
    meeting_booked:
      '{{greeting}}\n\nme viene muy bien, gracias. Le envío una invitación. Si le surge algo, basta con un mensaje breve.',
    question:
      '{{greeting}}\n\ngracias por la pregunta. {{answer}}\n\nSi es más fácil por teléfono, podría {{time1}} o {{time2}}.',
    referral:
      '{{greeting}}\n\ngracias por indicarme a la persona adecuada. ¿Puedo decirle que escribo por consejo suyo?',
    not_now:
      '{{greeting}}\n\nentendido, gracias por decírmelo. Le escribiré de nuevo {{when}}. Un saludo hasta entonces.',
    wrong_person:
      '{{greeting}}\n\ngracias por avisarme, y disculpe la molestia. ¿Quién lleva este tema en {{companyName|su empresa}}?',
    not_interested: '{{greeting}}\n\ngracias por la respuesta clara. No le escribiré más sobre este tema. Un saludo.',
    out_of_office: null,
    other: null,
    quiet:
      '{{greeting}}\n\nunas palabras sobre mi último correo: ¿le sigue interesando? Si no es buen momento, dígame cuándo puedo escribirle de nuevo.',
  },
  later: {
    not_now:
      '{{greeting}}\n\nme pidió que le escribiera de nuevo por estas fechas. ¿Es mejor momento ahora? Para una llamada breve podría {{time1}} o {{time2}}.',
    out_of_office:
      '{{greeting}}\n\nespero que haya ido todo bien. Mi correo llegó durante su ausencia: ¿le interesa el tema? Para una llamada breve podría {{time1}} o {{time2}}.',
  },
}
