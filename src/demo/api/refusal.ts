/** An error answer, thrown by API code and converted to Instantly's envelope by the transport. */
export class Refusal extends Error {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(typeof body['message'] === 'string' ? body['message'] : String(status))
    this.name = 'Refusal'
    this.status = status
    this.body = body
  }
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}

/** Returns the body of nearly every error answer. */
export function envelope(status: number, message: string, code?: string): Readonly<Record<string, unknown>> {
  return { statusCode: status, ...(code ? { code } : {}), error: reasons[status] ?? 'Error', message }
}

export function refuse(status: number, message: string, code?: string): Refusal {
  return new Refusal(status, envelope(status, message, code))
}

export function notFound(): Refusal {
  return refuse(404, 'Resource not found')
}
